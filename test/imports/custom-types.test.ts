import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type * as edge from '../../imports/edge';
import type * as operators from '../../imports/operators';
import { customTypes } from '../../tools/custom-types';

const definitions = join(__dirname, '..', '..', 'imports', 'definitions');
const target = { group: 'a', kind: 'b', name: 'c' };
const pair = { key: 'a', value: 'b' };

/**
 * A nested field of each kind that its definition does not have: `npm run types` fails where the compiler accepts one of
 * them.
 */
// prettier-ignore
const misspelt = {
  // @ts-expect-error -- wrong
  VerticalPodAutoscaler: { targetRef: { kind: 'a', name: 'b', wrong: 1 } } satisfies operators.VerticalPodAutoscalerSpec,
  // @ts-expect-error -- wrong
  ScaledObject: { scaleTargetRef: { name: 'a', wrong: 1 }, triggers: [] } satisfies operators.ScaledObjectSpec,
  // @ts-expect-error -- wrong
  TriggerAuthentication: { podIdentity: { provider: 'none', wrong: 1 } } satisfies operators.TriggerAuthenticationSpec,
  // @ts-expect-error -- wrong
  CiliumNetworkPolicy: { egress: [{ wrong: 1 }] } satisfies operators.CiliumNetworkPolicySpec,
  // @ts-expect-error -- wrong
  ComputeClass: { priorities: [{ wrong: 1 }] } satisfies operators.ComputeClassSpec,
  // @ts-expect-error -- wrong
  AKSNodeClass: { security: { wrong: 1 } } satisfies operators.AKSNodeClassSpec,
  // @ts-expect-error -- wrong
  EC2NodeClass: { ...ec2(), metadataOptions: { wrong: 1 } } satisfies operators.EC2NodeClassSpec,
  // @ts-expect-error -- wrong
  NodePool: { template: { spec: { ...nodes(), wrong: 1 } } } satisfies operators.NodePoolSpec,
  // @ts-expect-error -- wrong
  Certificate: { secretName: 'a', issuerRef: { name: 'b', wrong: 1 } } satisfies edge.CertificateSpec,
  // @ts-expect-error -- wrong
  Gateway: { gatewayClassName: 'a', listeners: [], tls: { wrong: 1 } } satisfies edge.GatewaySpec,
  // @ts-expect-error -- wrong
  GatewayClass: { controllerName: 'a', parametersRef: { ...target, wrong: 1 } } satisfies edge.GatewayClassSpec,
  // @ts-expect-error -- wrong
  HTTPRoute: { rules: [{ backendRefs: [{ name: 'a', wrong: 1 }] }] } satisfies edge.HTTPRouteSpec,
  // @ts-expect-error -- wrong
  GRPCRoute: { rules: [{ backendRefs: [{ name: 'a', wrong: 1 }] }] } satisfies edge.GRPCRouteSpec,
  // @ts-expect-error -- wrong
  ReferenceGrant: { from: [], to: [{ group: 'a', kind: 'b', wrong: 1 }] } satisfies edge.ReferenceGrantSpec,
  // @ts-expect-error -- wrong
  BackendTrafficPolicy: { timeout: { http: { wrong: 1 } } } satisfies edge.BackendTrafficPolicySpec,
  // @ts-expect-error -- wrong
  ClientTrafficPolicy: { tls: { wrong: 1 } } satisfies edge.ClientTrafficPolicySpec,
  // @ts-expect-error -- wrong
  EnvoyProxy: { provider: { type: 'Kubernetes', kubernetes: { wrong: 1 } } } satisfies edge.EnvoyProxySpec,
  // @ts-expect-error -- wrong
  SecurityPolicy: { cors: { wrong: 1 } } satisfies edge.SecurityPolicySpec,
  // @ts-expect-error -- wrong
  ListenerRuleConfiguration: { actions: [{ type: 'forward', wrong: 1 }] } satisfies edge.ListenerRuleConfigurationSpec,
  // @ts-expect-error -- wrong
  LoadBalancerConfiguration: { loadBalancerAttributes: [{ ...pair, wrong: 1 }] } satisfies edge.LoadBalancerConfigurationSpec,
  // @ts-expect-error -- wrong
  TargetGroupConfiguration: { defaultConfiguration: { wrong: 1 } } satisfies edge.TargetGroupConfigurationSpec,
  // @ts-expect-error -- wrong
  GCPBackendPolicy: { targetRef: target, default: { wrong: 1 } } satisfies edge.GCPBackendPolicySpec,
  // @ts-expect-error -- wrong
  GCPGatewayPolicy: { targetRef: target, default: { wrong: 1 } } satisfies edge.GCPGatewayPolicySpec,
  // @ts-expect-error -- wrong
  HealthCheckPolicy: { targetRef: target, default: { wrong: 1 } } satisfies edge.HealthCheckPolicySpec,
};

function ec2() {
  return { amiSelectorTerms: [], securityGroupSelectorTerms: [], subnetSelectorTerms: [] };
}

function nodes() {
  return { nodeClassRef: target, requirements: [] };
}

const files = readdirSync(definitions);

it('a misspelt field of every kind with a definition does not compile', () => {
  const kinds = files.map((name) => /`spec` of \S+ (\w+):/.exec(textOf(name))?.[1] ?? '');
  expect(Object.keys(misspelt).sort()).toEqual(kinds.sort());
});

it('types are small, and say which version of the definition they come from', () => {
  for (const name of files) {
    expect(textOf(name).length).toBeLessThanOrEqual(40 * 1024);
    expect(textOf(name)).toMatch(/sha256 [0-9a-f]{16}\. \*\//);
  }
});

const folder = process.env['CRDS'];
// Without CRDS there are no definitions to compare with.
(folder === undefined ? it.skip : it)('types are what the definitions in CRDS say', () => {
  const made = customTypes(folder ?? '');
  expect([...made.keys()].sort()).toEqual(files.sort());
  for (const [name, text] of made) expect(textOf(name)).toBe(text);
});

function textOf(name: string): string {
  return readFileSync(join(definitions, name), 'utf8');
}
