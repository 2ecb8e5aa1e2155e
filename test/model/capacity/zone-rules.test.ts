import { SpecError } from '../../../lib/diagnostics';
import { eks, resolveWeb, webOf } from '../../support/resolved';

/** Rules over zones, and the pods that they leave a place for. */
const http = 'ports: {http: 8080}\n';
const cpu = 'resources: {requests: {cpu: 100m}}\n';
const zone = 'topology.kubernetes.io/zone';
const named = 'app.kubernetes.io/name: web';

const apart = (more = '', labels = named) =>
  `affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: ${zone}, labelSelector: {matchLabels: {${labels}}}${more}}]}}\n`;
const spread = (how: string, key = zone) =>
  `topologySpreadConstraints: [{topologyKey: ${key}, whenUnsatisfiable: DoNotSchedule, ${how}}]\n`;

/** `CODE: got` of what zones have no place for. */
function crowded(service: string, environment = eks): string[] {
  const found = () => {
    try {
      return resolveWeb(`${http}${service}`, environment).warnings;
    } catch (error) {
      if (error instanceof SpecError) return error.diagnostics;
      throw error;
    }
  };
  return found().map(({ code, got }) => `${code}: ${got}`);
}

describe('pods that have a place', () => {
  it.each([
    ['as many as zones', `replicas: 3\n${apart()}`],
    ['as many of each revision', `replicas: 3\n${apart(', matchLabelKeys: [pod-template-hash]')}`],
    ['apart from others', `replicas: 5\n${apart('', 'app.kubernetes.io/name: api')}`],
    ['apart from old revisions alone', `replicas: 5\n${apart(', mismatchLabelKeys: [pod-template-hash]')}`],
    ['apart by preference', 'replicas: 5\n'],
    [
      'each workload on its own',
      `replicas: 5\ncapacity: {onDemand: 2}\n${apart(', matchLabelKeys: [app.kubernetes.io/instance]')}`,
    ],
    ['one a zone, and one more wherever', `replicas: 7\n${spread('maxSkew: 1')}`],
    ['as many domains as zones', `replicas: 7\n${spread('maxSkew: 1, minDomains: 3')}`],
    ['more domains than zones, and few pods', `replicas: 6\n${spread('maxSkew: 2, minDomains: 4')}`],
    [
      'of two workloads, which a constraint counts on their own',
      `replicas: 4\ncapacity: {onDemand: 2}\n${spread('maxSkew: 1, minDomains: 4')}`,
    ],
    ['domains of hosts', `replicas: 7\n${spread('maxSkew: 1, minDomains: 9', 'kubernetes.io/hostname')}`],
    [
      'a constraint that does not count them',
      `replicas: 7\n${spread('maxSkew: 1, minDomains: 4, labelSelector: {matchLabels: {app.kubernetes.io/name: api}}')}`,
    ],
    ['an autoscaler that nobody knows', `replicas: external\n${apart()}`],
    ['no more than most regions have zones', `replicas: 3\n${apart()}`, 'provider: eks\n'],
    [
      'nodes whose zones nobody knows',
      `replicas: 5\n${apart()}`,
      'provider: kubernetes\nnetworkPolicy: off\n',
    ],
    ['an agent', `workload: DaemonSet\n${apart()}`],
  ])('%s', (_title, service, environment = eks) => {
    expect(crowded(service, environment)).toEqual([]);
  });
});

describe('pods that have none', () => {
  it.each([
    ['one a zone', `replicas: 4\n${apart()}`, eks, ['conflicting-fields: replicas 4']],
    [
      'one a zone, of those that the pods can reach',
      `replicas: 2\nnodeSelector: {${zone}: sa-east-1a}\n${apart()}`,
      eks,
      ['conflicting-fields: replicas 2'],
    ],
    [
      'one a zone, of those that their pools are in',
      `replicas: 3\n${apart()}`,
      `${eks}nodes: {pools: {general: {existing: true, zones: [sa-east-1a, sa-east-1b]}}}\n`,
      ['conflicting-fields: replicas 3'],
    ],
    [
      'one a zone, of those that they ask for where none is named',
      `replicas: 3\nnodeSelector: {${zone}: sa-east-1a}\n${apart()}`,
      'provider: eks\n',
      ['conflicting-fields: replicas 3'],
    ],
    [
      'more of one workload than its zones',
      `replicas: 5\ncapacity: {onDemand: 1}\n${apart(', matchLabelKeys: [app.kubernetes.io/instance]')}`,
      eks,
      ['conflicting-fields: replicas 4'],
    ],
    [
      'both workloads, which one selector counts together',
      `replicas: 4\ncapacity: {onDemand: 2}\n${spread(`maxSkew: 1, minDomains: 4, labelSelector: {matchLabels: {${named}}}`)}`,
      eks,
      ['conflicting-fields: replicas 4'],
    ],
    [
      'one workload, whose nodes are in fewer zones',
      `replicas: 3\ncapacity: {onDemand: 1}\n${apart()}`,
      `${eks}nodes: {pools: {general: {existing: true}, cheap: {existing: true, capacity: [spot], zones: [sa-east-1a]}}}\n`,
      ['conflicting-fields: replicas 2'],
    ],
    [
      'what an autoscaler adds where no zone is named',
      `${cpu}replicas: {min: 2, max: 4}\n${apart()}`,
      'provider: eks\n',
      ['zone-limit: min 2, max 4'],
    ],
    [
      'what somebody else’s autoscaler adds',
      `replicas: {external: true, min: 2, max: 4}\n${apart()}`,
      eks,
      ['zone-limit: min 2, max 4'],
    ],
    [
      'members with too few domains',
      `workload: StatefulSet\nreplicas: 5\n${spread('maxSkew: 1, minDomains: 4')}`,
      eks,
      ['conflicting-fields: replicas 5'],
    ],
  ])('%s', (_title, service, environment, expected) => {
    expect(crowded(service, environment)).toEqual(expected);
  });
});

describe('the strategy beside a constraint', () => {
  const strategyOf = (how: string) => {
    const [workload] = webOf(`${http}replicas: 3\n${spread(how)}`).workloads;
    return workload?.kind === 'Deployment' ? workload.controller.strategy?.rollingUpdate : undefined;
  };

  it('takes a pod away first where too few domains leave each zone so many', () => {
    const first = { maxSurge: 0, maxUnavailable: 1 };
    expect(strategyOf('maxSkew: 1, minDomains: 4')).toEqual(first);
    expect(strategyOf('maxSkew: 2, minDomains: 4')).toEqual(first);
  });

  it('adds one where there is always a place', () => {
    const surge = { maxSurge: '25%', maxUnavailable: 0 };
    expect(strategyOf('maxSkew: 1')).toEqual(surge);
    expect(strategyOf('maxSkew: 1, minDomains: 3')).toEqual(surge);
    expect(strategyOf('maxSkew: 1, minDomains: 4, matchLabelKeys: [pod-template-hash]')).toEqual(surge);
  });
});

describe('a written surge beside', () => {
  const surge = 'strategy: {rollingUpdate: {maxUnavailable: 0}}\n';

  it('as many zones as the autoscaler may ask for never ends', () => {
    const upTo = (max: number) => crowded(`${cpu}replicas: {min: 1, max: ${max}}\n${apart()}${surge}`);
    expect(upTo(3)).toContain('conflicting-fields: maxSurge 25%, maxUnavailable 0');
    expect(upTo(2)).not.toContain('conflicting-fields: maxSurge 25%, maxUnavailable 0');
  });

  it('hosts with a pod each never ends, whatever room zones have', () => {
    const hosts = apart().replace(zone, 'kubernetes.io/hostname');
    const few = `replicas: 2\n${spread('maxSkew: 1, minDomains: 4')}${surge}`;
    expect(crowded(few)).toEqual([]);
    expect(crowded(`${few}${hosts}`)).toEqual(['conflicting-fields: maxSurge 25%, maxUnavailable 0']);
  });
});

describe('the advice', () => {
  const fixOf = (service: string) =>
    resolveWeb(`${http}${cpu}${service}${apart()}`).warnings.map(({ fix }) => fix?.split(',')[0]);

  it('names bounds that an autoscaler can have, else a number', () => {
    expect(fixOf('replicas: {min: 2, max: 9}\n')).toEqual(['write replicas: {max: 3}']);
    expect(fixOf('replicas: {min: 3, max: 9}\n')).toEqual(['write replicas: 3']);
    expect(fixOf('capacity: {onDemand: 1}\nreplicas: {min: 2, max: 9}\n')).toEqual(['write replicas: 3']);
  });
});

describe('an availability target beside a required podAffinity', () => {
  const target = (labels: string, key = zone, more = '') =>
    crowded(
      `replicas: 3\navailability: {target: 99.9}\naffinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: ${key}, labelSelector: {matchLabels: {${labels}}}${more}}]}}\n`,
    );

  it('with the service itself cannot be kept', () => {
    expect(target(named)).toHaveLength(1);
    expect(target(named, 'kubernetes.io/hostname')).toHaveLength(1);
    expect(target(named, zone, ', matchLabelKeys: [pod-template-hash]')).toHaveLength(1);
  });

  it('with others, or with all of the platform, says nothing of the zones', () => {
    expect(target('app.kubernetes.io/name: api')).toEqual([]);
    expect(target('app.kubernetes.io/part-of: shop')).toEqual([]);
    expect(target(named, 'rack')).toEqual([]);
    expect(target(named, zone, ', namespaces: [other]')).toEqual([]);
  });
});
