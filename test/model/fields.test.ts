import { objectOf, removePlatforms, renderWeb } from '../support/platform';
import { resolveWeb, webOf } from '../support/resolved';

afterEach(removePlatforms);

const plain = 'provider: kubernetes\nnetworkPolicy: off\n';
const http = 'ports: {http: 8080}\n';
const serviceOf = (service: string, name = 'web') =>
  webOf(`${http}${service}`, plain).kubernetesServices.find((entry) => entry.name === name)?.spec;
const podOf = (service: string) => webOf(`${http}${service}`, plain).workloads[0]?.pod;
const jobOf = (more: string) => webOf(`workload: Job\n${more}`, plain).workloads[0]?.controller;
const disruptions = {
  action: 'Ignore',
  onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }],
};

describe('a Service', () => {
  it('has ports with long names, which lead to those of the pods', () => {
    const long = 'metrics-of-the-application-in-the-format-of-prometheus';
    expect(serviceOf(`service: {ports: {${long}: {port: 80, targetPort: http}}}\n`)?.['ports']).toEqual([
      { name: long, port: 80, targetPort: 'http', appProtocol: 'http' },
    ]);
    expect(serviceOf(`extraServices: {more: {ports: {${long}: 8080}}}\n`, 'more')?.['ports']).toEqual([
      { name: long, port: 8080, targetPort: 'http', appProtocol: 'http' },
    ]);
  });

  it('says which families of addresses it has', () => {
    const families = 'ipFamilyPolicy: PreferDualStack, ipFamilies: [IPv6, IPv4]';
    const written = { ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv6', 'IPv4'] };
    expect(serviceOf(`service: {${families}}\n`)).toMatchObject(written);
    expect(serviceOf(`extraServices: {more: {${families}}}\n`, 'more')).toMatchObject(written);
  });

  it('of all services says so where it has addresses', () => {
    const environment = `${plain}defaults: {service: {ipFamilyPolicy: PreferDualStack}}\n`;
    const external = 'service: {type: ExternalName, externalName: example.org, ports: {}}\n';
    expect(webOf(`${http}${external}`, environment).kubernetesServices[0]?.spec).not.toHaveProperty(
      'ipFamilyPolicy',
    );
  });
});

describe('a failed pod of a Job', () => {
  const rule = '{action: FailJob, onExitCodes: {containerName: web, operator: In, values: [43, 42]}}';

  it('is first judged as a disruption, then by what is written', () => {
    expect(jobOf(`podFailurePolicy: {rules: [${rule}]}\n`)).toHaveProperty('podFailurePolicy', {
      rules: [
        disruptions,
        { action: 'FailJob', onExitCodes: { containerName: 'web', operator: 'In', values: [42, 43] } },
      ],
    });
  });

  it('is judged by what is written alone where disruptions are among it', () => {
    const own = '{action: Count, onPodConditions: [{type: DisruptionTarget}]}';
    expect(jobOf(`podFailurePolicy: {rules: [${rule}, ${own}]}\n`)).toMatchObject({
      podFailurePolicy: { rules: [{ action: 'FailJob' }, { ...disruptions, action: 'Count' }] },
    });
  });

  it('counts for its index, and not for the limit of all that nobody wrote', () => {
    const indexed = 'completionMode: Indexed\ncompletions: 4\nbackoffLimitPerIndex: 1\nmaxFailedIndexes: 2\n';
    expect(jobOf(indexed)).toMatchObject({ backoffLimitPerIndex: 1, maxFailedIndexes: 2 });
    expect(jobOf(indexed)).not.toHaveProperty('backoffLimit');
    expect(jobOf(`${indexed}backoffLimit: 9\n`)).toMatchObject({ backoffLimit: 9 });
  });

  it('of a CronJob is judged inside its template', () => {
    const cron = webOf(
      `workload: CronJob\nschedule: "0 3 * * *"\npodFailurePolicy: {rules: [${rule}]}\n`,
      plain,
    );
    expect(cron.workloads[0]?.controller).toMatchObject({
      jobTemplate: { podFailurePolicy: { rules: [disruptions, { action: 'FailJob' }] } },
    });
  });
});

describe('a pod', () => {
  it('has users of its own, its full name, and containers that say how they are resized', () => {
    const pod = podOf(
      'hostUsers: false\nsetHostnameAsFQDN: true\nsubdomain: members\nresizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}]\nsidecars: {side: {image: acme/side:1, resizePolicy: [{resourceName: memory, restartPolicy: RestartContainer}]}}\n',
    );
    expect(pod?.spec).toMatchObject({ hostUsers: false, setHostnameAsFQDN: true });
    expect(pod?.containers[0]?.rest['resizePolicy']).toEqual([
      { resourceName: 'cpu', restartPolicy: 'NotRequired' },
    ]);
    expect(pod?.initContainers[0]?.rest['resizePolicy']).toEqual([
      { resourceName: 'memory', restartPolicy: 'RestartContainer' },
    ]);
  });

  it('of a StatefulSet has a full name without a subdomain', () => {
    const pod = podOf('workload: StatefulSet\nreplicas: 3\nsetHostnameAsFQDN: true\n');
    expect(pod?.spec).toMatchObject({ setHostnameAsFQDN: true });
  });

  it('has volumes of the downward API, of NFS, and claims of its own, in canonical quantities', () => {
    const volumes = `podSecurityContext: {fsGroup: 1000}
volumes:
  pod: {downwardAPI: {defaultMode: "0440", items: [{path: cpu, mode: "0400", resourceFieldRef: {containerName: web, resource: limits.cpu, divisor: "0.001"}}]}}
  reports: {nfs: {server: nfs.internal, path: /exports, readOnly: true}}
  cache:
    ephemeral: {volumeClaimTemplate: {metadata: {labels: {a: b}}, spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 1024Mi}}}}}
    mountPath: /cache
`;
    expect(podOf(volumes)?.volumes).toEqual(
      expect.arrayContaining([
        {
          name: 'pod',
          downwardAPI: {
            defaultMode: 0o440,
            items: [
              {
                path: 'cpu',
                mode: 0o400,
                resourceFieldRef: { containerName: 'web', resource: 'limits.cpu', divisor: '1m' },
              },
            ],
          },
        },
        { name: 'reports', nfs: { server: 'nfs.internal', path: '/exports', readOnly: true } },
        {
          name: 'cache',
          ephemeral: {
            volumeClaimTemplate: {
              metadata: { labels: { a: 'b' } },
              spec: {
                accessModes: ['ReadWriteOnce'],
                storageClassName: 'fast',
                resources: { requests: { storage: '1Gi' } },
              },
            },
          },
        },
      ]),
    );
    expect(podOf(volumes)?.containers[0]?.volumeMounts).toContainEqual({
      name: 'cache',
      mountPath: '/cache',
    });
  });

  it('brings claims that the quota counts, for each pod of a rollout', () => {
    const claim =
      'podSecurityContext: {fsGroup: 1000}\nvolumes: {cache: {ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 1Gi}}}}}, mountPath: /cache}}\n';
    const quota = resolveWeb(`${http}replicas: 3\n${claim}`, plain).facts.namespaces[0]?.quota;
    expect(quota?.['persistentvolumeclaims']).toBe(quota?.['pods']);
  });
});

it.each(['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job'])(
  'labels of a %s alone are not on its pods',
  (kind) => {
    const more =
      kind === 'CronJob' ? 'schedule: "0 3 * * *"\n' : kind === 'StatefulSet' ? 'replicas: 3\n' : '';
    const labels = 'controllerLabels: {app.kubernetes.io/version: "1", app.kubernetes.io/instance: web}\n';
    const apps = renderWeb(
      `image: acme/web:1\nworkload: ${kind}\n${more}${kind.endsWith('Job') ? '' : http}${labels}`,
    );
    const object = objectOf(apps, kind);
    expect(object.metadata.labels).toMatchObject({
      'app.kubernetes.io/version': '1',
      'app.kubernetes.io/instance': 'web',
    });
    expect(JSON.stringify(object['spec'])).not.toContain('app.kubernetes.io/version');
  },
);
