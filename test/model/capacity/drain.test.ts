import { sleepOfCommand } from '../../../model/pod/pre-stop-hooks';
import { eks, resolveWeb, webOf } from '../../support/resolved';

/** Which containers wait before they are told to stop, and for how long. */
const image = 'image: ghcr.io/acme/other:1.0.0';

function ending(service: string, environment = eks, workload = 0) {
  const pod = webOf(service, environment).workloads[workload]?.pod;
  const hooks = [...(pod?.containers ?? []), ...(pod?.initContainers ?? [])].map(({ name, rest }) => {
    const { preStop } = (rest['lifecycle'] ?? {}) as { preStop?: { sleep?: { seconds: number } } };
    return [name, preStop === undefined ? undefined : (preStop.sleep?.seconds ?? 'own')];
  });
  return [Object.fromEntries(hooks), pod?.spec['terminationGracePeriodSeconds']];
}

describe('containers of a pod behind a Service', () => {
  const front = 'ports: {app: 3000}\nreplicas: 3\n';
  const service = 'service: {ports: {http: {port: 8080, targetPort: 8080}}}\n';
  const nginx = (more = '') => `containers: {nginx: {${image}, ports: {http: 8080}${more}}}\n`;

  it.each([
    ['one in front of the main one', `${front}${service}${nginx()}`, { web: 10, nginx: 10 }, 40],
    ['by name', `${front}service: {ports: {http: {port: 8080}}}\n${nginx()}`, { web: 10, nginx: 10 }, 40],
    [
      'by a further Service alone',
      `replicas: 3\nservice: false\nextraServices: {web-front: {ports: {http: {port: 8080}}}}\n${nginx()}`,
      { web: 10, nginx: 10 },
      40,
    ],
    [
      'the longer drain that is written',
      `${front}${service}${nginx()}availability: {drainDelay: 25}\n`,
      { web: 25, nginx: 25 },
      55,
    ],
    [
      'the other waits as long as the one that answers',
      `${front}service: {ports: {http: {port: 8080, targetPort: 8080}}}\n${nginx(', lifecycle: {preStop: {exec: [sleep, "20"]}}')}`,
      { web: 20, nginx: 'own' },
      50,
    ],
    [
      'a hook of a container that nobody calls is its own affair, but needs the time',
      `ports: {http: 8080}\nreplicas: 3\ncontainers: {logs: {${image}, lifecycle: {preStop: {sleep: {seconds: 50}}}}}\n`,
      { web: 10, logs: 50 },
      80,
    ],
    [
      'one that the main one needs',
      `ports: {http: 8080}\nreplicas: 3\ncontainers: {db-proxy: {${image}}}\n`,
      { web: 10, 'db-proxy': 10 },
      40,
    ],
    [
      'a native sidecar is stopped last, once the main one has ended',
      `replicas: 3\nsidecars: {proxy: {${image}, ports: {http: 8080}}}\nservice: {ports: {http: {port: 8080}}}\n`,
      { web: 10, proxy: undefined },
      40,
    ],
    [
      'a sidecar’s hook counts inside the same grace period',
      `ports: {http: 8080}\nreplicas: 3\nsidecars: {proxy: {${image}, lifecycle: {preStop: {sleep: {seconds: 40}}}}}\n`,
      { web: 10, proxy: 40 },
      70,
    ],
    [
      'an init container has long ended',
      `ports: {http: 8080}\nreplicas: 3\ninitContainers: {first: {${image}}}\n`,
      { web: 10, first: undefined },
      40,
    ],
    ['an agent behind its Service', `workload: DaemonSet\nports: {http: 8080}\n`, { web: 10 }, 40],
    ['without a Service', `replicas: 3\n${nginx()}`, { web: undefined, nginx: undefined }, undefined],
    [
      'a Service without pods',
      `replicas: 3\nservice: {type: ExternalName, externalName: example.org}\n`,
      { web: undefined },
      undefined,
    ],
  ])('%s', (_title, text, containers, grace) => {
    expect(ending(text)).toEqual([containers, grace]);
  });

  it('on spot all of them have to fit the notice', () => {
    const gke = 'provider: gke\nzones: [southamerica-east1-a, southamerica-east1-b, southamerica-east1-c]\n';
    expect(ending(`${front}${service}${nginx()}capacity: spot\n`, gke)).toEqual([{ web: 5, nginx: 5 }, 15]);
  });
});

describe('an exec hook that is plainly a sleep', () => {
  const http = 'ports: {http: 8080}\nreplicas: 3\n';
  const grace = (command: string) => ending(`${http}lifecycle: {preStop: {exec: ${command}}}\n`)[1];

  it('counts as the sleep hook', () => {
    expect(grace('[/bin/sh, -c, "sleep 60"]')).toBe(90);
    expect(grace('[sh, -c, "sleep 15; nginx -s quit"]')).toBe(45);
    expect(grace('[/app/drain.sh]')).toBeUndefined();
  });

  it.each([
    [['sleep', '60'], 60],
    [['/bin/sleep', '1m', '30s'], 90],
    [['sleep', '0.5'], 1],
    [['sleep'], undefined],
    [['sleep', 'infinity'], undefined],
    [['busybox', 'sleep', '5'], 5],
    [['/usr/bin/env', 'sleep', '5'], 5],
    [['sh', '-c', 'sleep 60'], 60],
    [['/bin/bash', '-ec', 'sleep 60 && kill -QUIT 1'], 60],
    [['bash', '-lc', '--', 'exec sleep 7'], 7],
    [['sh', '-c', 'nginx -s quit; sleep 10'], 10],
    [['sh', '-c', 'sleep 5\nnginx -s quit\n/bin/sleep "10"\n'], 15],
    [['sh', '-c', 'echo "stop; sleep 99" > /proc/1/fd/1 2>&1; sleep 20 || true'], 20],
    [['sh', '-c', '# sleep 90\nsleep 3'], 3],
    [['sh', '-c', 'kill $(pidof app); sleep 8'], 8],
    [['sh', '-c', 'sleep $DELAY'], undefined],
    [['sh', '-c', 'sleep 60 &'], undefined],
    [['sh', '-c', 'while pgrep nginx; do sleep 1; done'], undefined],
    [['sh', '-c', 'for i in 1 2 3; do\nsleep 1\ndone'], undefined],
    [['sh', '-c', 'nginx -s quit'], undefined],
    [['sh', '/drain.sh'], undefined],
    [['python', '-c', 'import time; time.sleep(60)'], undefined],
  ])('%j', (command, seconds) => {
    expect(sleepOfCommand(command)).toBe(seconds);
  });

  it('of an unknown length is a warning, unless the grace period is written', () => {
    const codes = (more: string) =>
      resolveWeb(`${http}lifecycle: {preStop: {exec: [/app/drain.sh]}}\n${more}`).warnings.map(
        ({ code }) => code,
      );
    expect(codes('')).toEqual(['unknown-hook']);
    expect(codes('terminationGracePeriodSeconds: 30\n')).toEqual([]);
  });
});

describe('no warning', () => {
  const warned = (service: string) => {
    const { warnings } = resolveWeb(`ports: {http: 8080}\nreplicas: 2\n${service}`);
    return warnings.map(({ code, got }) => `${code}: ${got}`);
  };

  it('where the drain and five seconds fit a written grace period to the second', () => {
    expect(warned('terminationGracePeriodSeconds: 15\n')).toEqual([]);
    expect(warned('terminationGracePeriodSeconds: 14\n')).toEqual(['short-grace: 14']);
  });

  it('where what is left after a short sleep is as long as the sleep', () => {
    const short = (grace: number) =>
      warned(`terminationGracePeriodSeconds: ${grace}\navailability: {drainDelay: 2}\n`);
    expect(short(4)).toEqual([]);
    expect(short(3)).toEqual(['short-grace: 2 s of preStop, 3 s of grace']);
  });

  it('of a request to a container that nobody calls: it only starts something', () => {
    const logs = (preStop: string) =>
      warned(`containers: {logs: {${image}, ports: {admin: 9000}, lifecycle: {preStop: ${preStop}}}}\n`);
    expect(logs('{httpGet: {path: /flush, port: admin}}')).toEqual([]);
    expect(logs('{exec: [/flush]}')).toHaveLength(1);
  });
});

describe('a plain Service in front of the pods', () => {
  const service = (selector: string, namespace = '', port = '{port: 80, targetPort: http}') => ({
    'manifests/all/front/service.yaml': `apiVersion: v1\nkind: Service\nmetadata: {name: front${namespace}}\nspec: {selector: {${selector}}, ports: [${port}]}\n`,
  });
  const web = 'ports: {http: 8080}\nreplicas: 3\nservice: false\n';
  const delay = (files: Record<string, string>, more = '') => {
    const { workloads } = resolveWeb(web + more, eks, files).environment.services.get('web') ?? {};
    const [main] = workloads?.[0]?.pod.containers ?? [];
    return JSON.stringify((main?.rest as { lifecycle?: unknown } | undefined)?.lifecycle);
  };
  const sleep = '{"preStop":{"sleep":{"seconds":10}}}';

  it.each<[string, Record<string, string>, string]>([
    ['by its name', service('app.kubernetes.io/name: web'), ''],
    ['by a label that all pods have', service('app.kubernetes.io/part-of: shop'), ''],
    ['in a namespace that is named', service('app.kubernetes.io/name: web', ', namespace: shop'), ''],
    [
      'in one that nobody declared',
      service('tier: a', ', namespace: own'),
      'namespace: own\npodLabels: {tier: a}\n',
    ],
    ['by its port', service('app.kubernetes.io/name: web', '', '{port: 8080}'), ''],
  ])('makes them drain: %s', (_name, files, more) => {
    expect(delay(files, more)).toBe(sleep);
  });

  it.each<[string, Record<string, string>]>([
    ['of others', service('app.kubernetes.io/name: api')],
    ['in another namespace', service('app.kubernetes.io/name: web', ', namespace: own')],
  ])('does not, where it leads to pods %s', (_name, files) => {
    expect(
      delay({
        ...files,
        'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\nnamespaces: {own: {}}\n',
      }),
    ).toBeUndefined();
  });
});

describe('pods that may land on spot nodes', () => {
  const gke = 'provider: gke\nzones: [southamerica-east1-a, southamerica-east1-b]\n';
  const warned = (service: string, environment = eks) =>
    resolveWeb(`ports: {http: 8080}\n${service}`, environment).warnings.map(({ code }) => code);
  const drain = (seconds: number) => `availability: {drainDelay: ${seconds}}\n`;
  const any = 'replicas: 2\ncapacity: uniform\n';
  const pools = (capacity: string) =>
    `${eks}nodes: {pools: {a: {existing: true, capacity: [${capacity}]}}}\n`;

  it.each([
    ['a DaemonSet on GKE', `workload: DaemonSet\n${drain(16)}`, gke],
    ['a DaemonSet on EKS', `workload: DaemonSet\n${drain(121)}`, eks],
    ['any nodes of EKS', any + drain(121), eks],
    ['any nodes, and pools with spot', any + drain(121), pools('onDemand, spot')],
    [
      'any nodes of GKE, and a toleration for spot',
      `${any}${drain(16)}tolerations: [{key: cloud.google.com/gke-spot, operator: Equal, value: "true", effect: NoSchedule}]\n`,
      gke,
    ],
  ])('are warned of a longer drain: %s', (_name, service, environment) => {
    expect(warned(service, environment)).toEqual(['spot-grace']);
  });

  it.each([
    ['a drain as long as the notice', `workload: DaemonSet\n${drain(15)}`, gke],
    ['nodes with a taint that is not tolerated', any + drain(16), gke],
    ['pools without spot', any + drain(121), pools('onDemand')],
    [
      'a selector for other nodes',
      `${any}${drain(121)}nodeSelector: {karpenter.sh/capacity-type: on-demand}\n`,
      eks,
    ],
    ['on-demand nodes', `replicas: 2\n${drain(121)}`, eks],
    [
      'nodes of which nobody knows the capacity',
      `${any}${drain(121)}`,
      'provider: kubernetes\nnetworkPolicy: off\n',
    ],
  ])('are not, with %s', (_name, service, environment) => {
    expect(warned(service, environment)).toEqual([]);
  });
});
