import { objectOf, removePlatforms, renderWeb, web } from '../support/platform';
import { eks, webOf } from '../support/resolved';

afterEach(removePlatforms);

describe('what the API server would refuse is derived so that it does not', () => {
  const resources = (text: string) =>
    webOf(`ports: {http: 80}\nreplicas: 1\nresources: ${text}\n`, eks).workloads[0]?.pod.containers[0]
      ?.resources;

  it('devices and huge pages have a limit, which is their request', () => {
    expect(resources('{requests: {cpu: 1, nvidia.com/gpu: 2, hugepages-2Mi: 4Mi}}')).toEqual({
      requests: { cpu: '1', 'nvidia.com/gpu': '2', 'hugepages-2Mi': '4Mi' },
      limits: { 'nvidia.com/gpu': '2', 'hugepages-2Mi': '4Mi' },
    });
  });

  it('other resources have none', () => {
    const requests = { cpu: '1', 'ephemeral-storage': '1Gi', 'kubernetes.io/batch-cpu': '500m' };
    expect(resources(`{requests: ${JSON.stringify(requests)}}`)).toEqual({ requests, limits: {} });
  });

  it.each([
    ['{maxSurge: 1}', { maxSurge: 1, maxUnavailable: 0 }],
    ['{maxSurge: 0}', { maxSurge: 0 }],
    ['{maxUnavailable: 50%}', { maxUnavailable: '50%' }],
  ])('a DaemonSet with %s either adds a pod or takes one away', (written, rollingUpdate) => {
    const agent = `workload: DaemonSet\nimage: acme/agent:1\nstrategy: {rollingUpdate: ${written}}\n`;
    expect(objectOf(renderWeb(agent), 'DaemonSet')['spec']).toMatchObject({
      updateStrategy: { rollingUpdate },
    });
  });
});

it.each([
  'image: localhost:5000/a_b/c__d.e--f:1\n',
  'image: Registry/web:V1.0_a-b\n',
  `image: ghcr.io/acme/web:1@sha256:${'a'.repeat(64)}\n`,
  'strategy: {rollingUpdate: {maxSurge: 150%, maxUnavailable: 100%}}\n',
  'env: {A: {field: "metadata.annotations[\'Acme.org/a\']"}, B: {resource: limits.memory, divisor: 1Mi}, C: {resource: limits.hugepages-2Mi}}\n',
  'resources: {requests: {cpu: 1}, limits: {hugepages-2Mi: 4Mi}}\nvolumes: {a: {emptyDir: {medium: HugePages-2Mi}}}\nvolumeMounts: [{name: a, mountPath: /a, subPath: ..b}]\n',
  'dnsConfig: {searches: [., _tcp.example.org.]}\ndnsPolicy: Default\n',
  'tolerations: [{operator: Exists}, {key: a, operator: Exists, value: ""}]\n',
  'service: {ports: {a: {port: 53, targetPort: 8080}, b: {port: 53, targetPort: 8080, protocol: UDP}}}\n',
])('%s is taken', (text) => {
  const whole = text.startsWith('image') ? `${text}ports: {http: 8080}\n` : `${web}${text}`;
  expect(objectOf(renderWeb(whole), 'Deployment').metadata.name).toBe('web');
});
