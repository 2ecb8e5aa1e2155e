import type { KubernetesObject } from '../../../lib/rendered';
import { removePlatforms } from '../../support/platform';
import { defineKinds } from '../definitions';
import { apply, cluster, describeWithNodes, eventually, figure, kubectl, lab, render } from './lab';
import { podsOf } from './pods';

afterAll(removePlatforms);

const replicas = 12;
const namespace = 'edge-pods-gateway';

interface Planned {
  readonly strategy: object;
  readonly container: object;
  readonly pod: { readonly labels: object };
}

/** What the operator gives its containers where nothing is said. */
const securityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  runAsGroup: 65532,
  runAsNonRoot: true,
  runAsUser: 65532,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** What Envoy Gateway 1.9 makes of an EnvoyProxy, as its own tests have it, as far as admission and scheduling go. */
function madeByOperator({ strategy, container, pod: { labels, ...pod } }: Planned): KubernetesObject {
  const own = {
    'app.kubernetes.io/component': 'proxy',
    'app.kubernetes.io/managed-by': 'envoy-gateway',
    'app.kubernetes.io/name': 'envoy',
    'gateway.envoyproxy.io/owning-gateway-name': 'gateway',
    'gateway.envoyproxy.io/owning-gateway-namespace': namespace,
  };
  const helper = {
    name: 'shutdown-manager',
    image: 'envoyproxy/gateway:v1.9.0',
    resources: { requests: { cpu: '10m', memory: '32Mi' } },
    securityContext,
  };
  const spec = {
    ...pod,
    automountServiceAccountToken: false,
    containers: [
      { name: 'envoy', image: 'envoyproxy/envoy:distroless-v1.37.0', securityContext, ...container },
      helper,
    ],
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'gateway', namespace },
    spec: {
      replicas,
      strategy,
      selector: { matchLabels: own },
      template: { metadata: { labels: { ...labels, ...own } }, spec },
    },
  } as unknown as KubernetesObject;
}

describeWithNodes('the pods of a gateway', () => {
  it('are admitted and scheduled as planned, at their maximum and during a surge', async () => {
    await lab('restore');
    const objects = await render(
      'edge-pods',
      { web: 'image: acme/web:1\nports: {http: 8080}\nexpose: a.example.org\n' },
      `edge: {implementation: envoy-gateway, domain: example.org, issuer: a, gateway: {replicas: {min: 3, max: ${replicas}}}}\n`,
    );
    await defineKinds(cluster, objects);
    await apply(objects);
    const proxy = objects.find(({ kind }) => kind === 'EnvoyProxy')?.['spec'] as unknown as {
      provider: { kubernetes: { envoyDeployment: Planned } };
    };
    await apply([madeByOperator(proxy.provider.kubernetes.envoyDeployment)]);
    const allReady = async () => {
      const ready = (await podsOf(namespace)).filter((pod) => pod.ready).length;
      return ready < replicas ? `${ready} of ${replicas} are ready` : undefined;
    };
    await eventually(allReady);
    await kubectl('rollout', 'restart', 'deployment', 'gateway', '-n', namespace);
    await kubectl('rollout', 'status', 'deployment', 'gateway', '-n', namespace, '--timeout=120s');
    const pods = await podsOf(namespace);
    expect(pods).toHaveLength(replicas);
    expect(pods.filter(({ node }) => node === undefined || node.spot)).toEqual([]);
    const zones = new Set(pods.map(({ node }) => node?.zone));
    expect(zones.size).toBeGreaterThan(1);
    await figure('the pods of a gateway at their maximum, after a rollout', {
      pods: pods.length,
      zones: zones.size,
    });
    for (const name of ['edge-pods', namespace]) await cluster.remove(`/api/v1/namespaces/${name}`);
  });
});
