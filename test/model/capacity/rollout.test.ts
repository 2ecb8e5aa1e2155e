import { eks, webOf } from '../../support/resolved';

/** Strategies of pods that cannot run side by side. */
const http = 'ports: {http: 8080}\nreplicas: 3\n';
const apart = { maxSurge: 0, maxUnavailable: 1 };
const surge = { maxSurge: '25%', maxUnavailable: 0 };

const antiAffinity = (term: string) =>
  `${http}affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{${term}}]}}\n`;
const self = 'labelSelector: {matchLabels: {app.kubernetes.io/name: web}}';
const zone = 'topologyKey: topology.kubernetes.io/zone';
const host = 'topologyKey: kubernetes.io/hostname';

function strategyOf(service: string, more = '', workload = 0) {
  const { controller } =
    webOf(service, `${eks}namespaces: {shop: {podSecurity: privileged}}\n${more}`).workloads[workload] ?? {};
  if (controller === undefined) return undefined;
  if ('strategy' in controller) return controller.strategy?.rollingUpdate;
  return 'updateStrategy' in controller ? controller.updateStrategy?.rollingUpdate : undefined;
}

describe('the strategy of a Deployment whose pods keep each other away takes a pod away first', () => {
  it.each([
    ['by zone', antiAffinity(`${self}, ${zone}`)],
    ['by host', antiAffinity(`${self}, ${host}`)],
    ['by a label of the nodes', antiAffinity(`${self}, topologyKey: rack`)],
    [
      'by an expression',
      antiAffinity(
        `labelSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: In, values: [web, api]}]}, ${host}`,
      ),
    ],
    ['by every label', antiAffinity(`labelSelector: {}, ${host}`)],
    [
      'by a label that all pods of the platform have',
      antiAffinity(`labelSelector: {matchLabels: {app.kubernetes.io/part-of: shop}}, ${host}`),
    ],
    [
      'by a label of its own',
      `${antiAffinity(`labelSelector: {matchLabels: {app: web}}, ${host}`)}podLabels: {app: web}\n`,
    ],
    ['in a named namespace', antiAffinity(`${self}, namespaces: [shop], ${host}`)],
    ['in all namespaces', antiAffinity(`${self}, namespaceSelector: {}, ${host}`)],
    ['by a port of the node', 'ports: {http: {port: 8080, hostPort: 80}}\nreplicas: 3\n'],
    ['by the node’s network', `hostNetwork: true\nnetworkPolicy: off\n${http}`],
    [
      'whatever all services get',
      antiAffinity(`${self}, ${host}`),
      'defaults: {strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}}\n',
    ],
  ])('%s', (_title, service, more = '') => {
    expect(strategyOf(service, more)).toEqual(apart);
  });

  it('both workloads of a floor', () => {
    const service = `${antiAffinity(`${self}, ${host}`)}capacity: {onDemand: 2}\n`;
    expect([strategyOf(service), strategyOf(service, '', 1)]).toEqual([apart, apart]);
  });

  it('unless they may meet', () => {
    expect(strategyOf(http)).toEqual(surge);
    const others = `labelSelector: {matchLabels: {app.kubernetes.io/name: api}}, ${host}`;
    expect(strategyOf(antiAffinity(others))).toEqual(surge);
    expect(strategyOf(antiAffinity(`${self}, namespaces: [other], ${host}`))).toEqual(surge);
    expect(strategyOf(antiAffinity(`${self}, matchLabelKeys: [pod-template-hash], ${host}`))).toEqual(surge);
    const soft = `{weight: 1, podAffinityTerm: {${self}, ${host}}}`;
    const preferred = `affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [${soft}]}}`;
    expect(strategyOf(`${http}${preferred}\n`)).toEqual(surge);
  });

  it('but what a person writes is kept where it can end', () => {
    const written = (rollingUpdate: string) =>
      strategyOf(`${antiAffinity(`${self}, ${host}`)}strategy: {rollingUpdate: ${rollingUpdate}}\n`);
    expect(written('{maxSurge: 1}')).toEqual({ maxSurge: 1, maxUnavailable: 1 });
    expect(written('{maxUnavailable: 2}')).toEqual({ maxSurge: 0, maxUnavailable: 2 });
    expect(written('{maxUnavailable: "20%"}')).toEqual({ maxSurge: 0, maxUnavailable: '20%' });
    const two = antiAffinity(`${self}, ${zone}`).replace('replicas: 3', 'replicas: 2');
    expect(strategyOf(`${two}strategy: {rollingUpdate: {maxUnavailable: 0}}\n`)).toEqual(surge);
  });
});

it('an agent with a port of the node leaves the surge of all services out', () => {
  const service = 'workload: DaemonSet\nports: {http: {port: 8126, hostPort: 8126}}\n';
  const defaults = 'defaults: {strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}}\n';
  expect(strategyOf(service, defaults)).toBeUndefined();
  expect(strategyOf('workload: DaemonSet\nports: {http: 8126}\n', defaults)).toEqual({
    maxSurge: 1,
    maxUnavailable: 0,
  });
});
