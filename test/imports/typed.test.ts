import { App, Chart } from 'cdk8s';
import defaults from '../../imports/defaults.json';
import * as k8s from '../../imports/kubernetes';
import type { AzureHealthCheckPolicySpec, FrontendTLSPolicySpec } from '../../imports/edge';
import type { FQDNNetworkPolicySpec } from '../../imports/operators';
import type { Controller, WorkloadKind } from '../../model/types/controller';

const metadata = { name: 'web', namespace: 'shop' };

it('an object keeps every field, also those that cdk8s would drop or trip over', () => {
  const chart = new Chart(new App(), 'chart');
  const data = { constructor: 'a', toString: 'b', empty: '' };
  const object = new k8s.ConfigMap(chart, { metadata, data }, [{ file: 'a', line: 1, column: 1 }]);
  expect(object.toJson()).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
  expect(object.causes).toEqual([{ file: 'a', line: 1, column: 1 }]);
});

it('two objects of one name may stand in one chart: the checks report them, with their places', () => {
  const chart = new Chart(new App(), 'chart');
  const make = () => new k8s.ConfigMap(chart, { metadata }, []);
  expect([make(), make()].map((object) => object.toJson())).toHaveLength(2);
});

it('a typo does not compile', () => {
  const chart = new Chart(new App(), 'chart');
  // @ts-expect-error -- `prots` is no field of a Service: `npm run types` fails where the compiler takes it
  const object = new k8s.Service(chart, { metadata, spec: { prots: [] } }, []);
  expect(object.toJson()).toHaveProperty('spec');
});

/** A nested field of the controller of each kind that Kubernetes does not have: as above, for what the model decides. */
// prettier-ignore
const misspelt = {
  // @ts-expect-error -- wrong
  Deployment: { kind: 'Deployment', controller: { strategy: { rollingUpdate: { wrong: 1 } } } } satisfies Controller,
  // @ts-expect-error -- partition is of a StatefulSet
  DaemonSet: { kind: 'DaemonSet', controller: { updateStrategy: { rollingUpdate: { partition: 1 } } } } satisfies Controller,
  // @ts-expect-error -- strategy is of a Deployment
  StatefulSet: { kind: 'StatefulSet', controller: { strategy: { type: 'OnDelete' } } } satisfies Controller,
  // @ts-expect-error -- wrong
  Job: { kind: 'Job', controller: { podFailurePolicy: { rules: [{ action: 'Ignore', wrong: 1 }] } } } satisfies Controller,
  // @ts-expect-error -- wrong
  CronJob: { kind: 'CronJob', controller: { schedule: 'a', jobTemplate: { wrong: 1 } } } satisfies Controller,
} satisfies Record<WorkloadKind, object>;

it('a misspelt field of a controller does not compile', () => {
  expect(Object.keys(misspelt)).toHaveLength(5);
});

/** The same for kinds whose definitions nobody publishes. */
// prettier-ignore
const unpublished = {
  // @ts-expect-error -- wrong
  FQDNNetworkPolicy: { podSelector: { matchLabels: {} }, egress: [{ matches: [], ports: [], wrong: 1 }] } satisfies FQDNNetworkPolicySpec,
  // @ts-expect-error -- wrong
  FrontendTLSPolicy: { targetRef: target(), default: { policyType: { type: 'predefined', name: 'a', wrong: 1 } } } satisfies FrontendTLSPolicySpec,
  // @ts-expect-error -- wrong
  HealthCheckPolicy: { targetRef: { ...target(), wrong: 1 }, default: check() } satisfies AzureHealthCheckPolicySpec,
};

function target() {
  return { group: 'a', kind: 'b', name: 'c', namespace: 'd' };
}

function check(): AzureHealthCheckPolicySpec['default'] {
  const times = { interval: '1s', timeout: '1s', healthyThreshold: 1, unhealthyThreshold: 1 };
  return { ...times, port: 80, protocol: 'HTTP', http: { path: '/', match: { statusCodes: [] } } };
}

it('a misspelt field of a kind without a definition does not compile', () => {
  const kinds = defaults.without.map((entry) => entry.split(' ').at(-1) ?? '');
  expect(Object.keys(unpublished).sort()).toEqual(kinds.sort());
});
