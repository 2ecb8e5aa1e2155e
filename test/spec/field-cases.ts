import type { Files } from '../support/platform';
import { base, web } from '../support/platform';

const path = 'services/web.yaml';
const on = (environment: string, service: string, more: Files = {}): Files => ({
  ...base,
  'environments/production.yaml': environment,
  [path]: `${web}${service}`,
  ...more,
});
const keda = (replicas: string, more = '') =>
  on('provider: kubernetes\nnetworkPolicy: off\noperators: [keda]\n', `${more}replicas: ${replicas}\n`);
const plain = (service: string) => on('provider: kubernetes\nnetworkPolicy: off\n', service);
const jobs = 'triggers: {jobs: {type: sqs-fifo, metadata: {queue: jobs}}}';
const job = (more: string, workload = 'Job'): Files => ({
  ...base,
  [path]: `workload: ${workload}\nimage: ghcr.io/acme/web:1.2.3\n${more}`,
});
const rules = (...all: readonly string[]) => `podFailurePolicy: {rules: [${all.join(', ')}]}\n`;
const cpu = 'resources: {requests: {cpu: 100m}}\n';

/** Fields that came later, each with what it does not go with. */
export const fieldCases: Readonly<Record<string, Readonly<Record<string, Files>>>> = {
  keda: {
    'a trigger one letter away from a well-known one': keda(
      '{min: 0, max: 5, triggers: {jobs: {type: kafak, metadata: {topic: jobs}}}}',
    ),
    'a trigger that has a field of its own': keda(
      '{min: 1, max: 5, triggers: {jobs: {type: cpu, metadata: {value: "60"}}}}',
    ),
    'a trigger type that is not a name': keda('{min: 0, max: 5, triggers: {jobs: {type: "Kafka Topic"}}}'),
    'fields of KEDA without a trigger': keda(
      '{min: 2, max: 5, pollingInterval: 10, cooldownPeriod: 60}',
      cpu,
    ),
    'an idle number other than 0': keda(`{min: 2, max: 5, idleReplicaCount: 1, ${jobs}}`),
    'an idle number that is not below min': keda(`{min: 0, max: 5, idleReplicaCount: 0, ${jobs}}`),
    'a cooldown although the last pod never stops': keda(
      `{min: 2, max: 5, cooldownPeriod: 60, initialCooldownPeriod: 5, ${jobs}}`,
    ),
    'a fallback without numbers': keda(`{min: 2, max: 5, fallback: {behavior: static}, ${jobs}}`),
    'a fallback above max': keda(`{min: 2, max: 5, fallback: {failureThreshold: 3, replicas: 6}, ${jobs}}`),
    'a fallback for metrics that are a total': keda(
      '{min: 2, max: 5, fallback: {failureThreshold: 3, replicas: 4}, triggers: {jobs: {type: sqs-fifo, metricType: Value, metadata: {queue: jobs}}}}',
    ),
    'a fallback of a schedule': keda(
      '{min: 2, max: 5, cpu: 60, fallback: {failureThreshold: 3, replicas: 4}, schedule: [{start: "0 8 * * *", end: "0 9 * * *", timeZone: UTC, replicas: 5}]}',
      cpu,
    ),
  },
  external: {
    'an autoscaler of ours beside another one': plain(
      `${cpu}replicas: {external: true, min: 2, max: 6, cpu: 60, hardMax: 8, handover: 3}\n`,
    ),
    'another autoscaler with crossed bounds': plain('replicas: {external: true, min: 6, max: 2}\n'),
    'another autoscaler of two workloads': on(
      'provider: eks\nzones: [sa-east-1a, sa-east-1b, sa-east-1c]\n',
      'replicas: external\ncapacity: {onDemand: 2}\n',
    ),
    'another autoscaler of a DaemonSet': plain('workload: DaemonSet\nreplicas: external\n'),
    'another autoscaler of the gateway': on(
      'provider: eks\nzones: [sa-east-1a, sa-east-1b]\nedge: {implementation: envoy-gateway, domain: example.org, issuer: letsencrypt, gateway: {replicas: external}}\n',
      'expose: web.example.org\n',
    ),
    'replicas that are a word': plain('replicas: two\n'),
  },
  services: {
    'two families in a Service of one': plain(
      'service: {ipFamilyPolicy: SingleStack, ipFamilies: [IPv4, IPv6]}\n',
    ),
    'a family that appears twice': plain('service: {ipFamilies: [IPv4, IPv4]}\n'),
    'families of a name of another zone': plain(
      'extraServices: {out: {type: ExternalName, externalName: example.org, ipFamilyPolicy: PreferDualStack}}\n',
    ),
    'both families where the cluster has one': on(
      'provider: eks\nzones: [sa-east-1a, sa-east-1b]\n',
      'service: {ipFamilyPolicy: RequireDualStack}\nextraServices: {more: {ports: {http: 81}, ipFamilies: [IPv6, IPv4]}}\n',
    ),
    'a port of a Service with a long name that leads nowhere': plain(
      'service: {ports: {a-name-longer-than-those-of-containers: {port: 443}}}\n',
    ),
    'a port of a container with a long name': plain(
      'containers: {side: {image: "acme/side:1", ports: {a-name-longer-than-that: 9000}}}\n',
    ),
  },
  jobs: {
    'a failure policy of a Deployment': plain(
      rules('{action: Ignore, onPodConditions: [{type: DisruptionTarget}]}'),
    ),
    'a failure policy of containers that restart': job(
      `restartPolicy: OnFailure\n${rules('{action: FailJob, onExitCodes: {operator: In, values: [3]}}')}`,
    ),
    'a rule without a condition': job(rules('{action: FailJob}')),
    'a rule for the exit code of success': job(
      rules('{action: FailJob, onExitCodes: {operator: In, values: [0, 1]}}'),
    ),
    'a rule for a container that is not there': job(
      rules('{action: FailJob, onExitCodes: {containerName: migrate, operator: In, values: [1]}}'),
    ),
    'a rule for an index without indexes': job(
      rules('{action: FailIndex, onExitCodes: {operator: In, values: [1]}}'),
    ),
    'twenty rules beside that for disruptions': job(
      rules(
        ...Array.from(
          { length: 20 },
          (_, code) => `{action: Count, onExitCodes: {operator: In, values: [${code + 1}]}}`,
        ),
      ),
    ),
    'retries of an index without indexes': job('backoffLimitPerIndex: 1\n'),
    'more failed indexes than there are': job(
      'completionMode: Indexed\ncompletions: 2\nbackoffLimitPerIndex: 1\nmaxFailedIndexes: 3\n',
    ),
    'failed indexes that nothing counts': job('maxFailedIndexes: 3\n', 'CronJob\nschedule: "0 3 * * *"'),
  },
  pods: {
    'users of its own in the network of the node': plain(
      'hostNetwork: true\nhostPID: true\nhostUsers: false\n',
    ),
    'a full host name without a subdomain': plain('setHostnameAsFQDN: true\n'),
    'a full host name that is too long': plain(
      `setHostnameAsFQDN: true\nsubdomain: members\nhostname: ${'a'.repeat(40)}\n`,
    ),
    'a resize policy of an init container': plain(
      'initContainers: {first: {image: "acme/first:1", resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}]}}\n',
    ),
    'a resize policy twice': plain(
      'resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}, {resourceName: cpu, restartPolicy: RestartContainer}]\n',
    ),
    'a restart by a resize of a Job': job(
      'resizePolicy: [{resourceName: memory, restartPolicy: RestartContainer}]\n',
    ),
  },
  ranges: {
    'a range of ports on an engine without them': on(
      'provider: gke\nnodes: standard\n',
      'connects: {10.0.0.0/8: {ports: [30000-32767]}}\n',
    ),
    'a range of ports of a service': plain('connects: {web: {ports: [30000-32767]}}\n'),
    'a range of ports that begins at its end': plain('connects: {10.0.0.0/8: {ports: [32767-30000]}}\n'),
    'an address range with a range of ports that ends before it begins': plain(
      'connects: ["10.0.0.0/8:32767-30000"]\n',
    ),
    'a URL with a range of ports that ends before it begins': plain(
      'connects: ["tcp://10.1.2.3:32767-30000"]\n',
    ),
    'an end of a range below its begin': plain('connects: {10.0.0.0/8: {ports: [{port: 9, endPort: 8}]}}\n'),
    'a name of a port behind an address range': plain('connects: ["10.0.0.0/8:http"]\n'),
  },
  volumes: {
    'an item with both sources': plain(
      'volumes: {pod: {downwardAPI: {items: [{path: a, fieldRef: {fieldPath: metadata.name}, resourceFieldRef: {containerName: web, resource: limits.cpu}}]}}}\n',
    ),
    'a request of no container': plain(
      'volumes: {pod: {downwardAPI: {items: [{path: a, resourceFieldRef: {resource: limits.cpu}}]}}}\n',
    ),
    'a request of a container that is not there': plain(
      'volumes: {pod: {downwardAPI: {items: [{path: a, resourceFieldRef: {containerName: server, resource: limits.cpu}}]}}}\n',
    ),
    'a claim of each pod without a size': plain(
      'volumes: {cache: {ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce]}}}}}\n',
    ),
    'a claim of each pod without a class': on(
      'provider: eks\nzones: [sa-east-1a, sa-east-1b]\n',
      'podSecurityContext: {fsGroup: 1000}\nvolumes: {cache: {ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}, mountPath: /cache}}\n',
    ),
    'a folder of a server in a restricted namespace': plain(
      'volumes: {reports: {nfs: {server: nfs.internal, path: /exports}, mountPath: /reports}}\n',
    ),
  },
};
