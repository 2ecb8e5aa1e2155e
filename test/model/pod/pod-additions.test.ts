import type { PodAddition } from '../../../model/pod/pod-additions';
import { withAdditions } from '../../../model/pod/pod-additions';
import { resolveWeb } from '../../support/resolved';

const { services } = resolveWeb(
  'ports: {http: 8080}\nenv: {LEVEL: debug}\npodLabels: {tier: front}\npodAnnotations: {note: mine}\nvolumes: {data: {emptyDir: {}, mountPath: /data}}\nsidecars: {proxy: {image: "acme/proxy:1"}}\n',
);
const web = services.get('web');
if (web === undefined) throw new Error('web is not resolved');

function workloadWith(...additions: readonly PodAddition[]) {
  const [workload] = withAdditions(web ?? never(), additions).service?.workloads ?? [];
  return workload ?? never();
}

function never(): never {
  throw new Error('web has no workload');
}

const plain = workloadWith();
const sidecar = { ...(plain.pod.containers[0] ?? never()), name: 'agent', image: 'acme/agent:1' };

it('nothing is made anew where nothing is added', () => {
  expect(withAdditions(web, [])).toBe(web);
});

it('env, labels, annotations, sidecars and volumes come to what the service has', () => {
  const { pod, podLabels, podAnnotations } = workloadWith(
    { env: [{ name: 'A', value: 'a' }], labels: { x: 'y' }, sidecars: [sidecar] },
    { annotations: { scraped: 'yes' }, volumes: [{ name: 'spool', emptyDir: {} }] },
  );
  expect(pod.containers[0]?.env.map(({ name }) => name)).toEqual(['LEVEL', 'A']);
  expect(podLabels).toEqual({ ...plain.podLabels, x: 'y' });
  expect(podAnnotations).toEqual({ ...plain.podAnnotations, scraped: 'yes' });
  expect(pod.initContainers.map(({ name, rest }) => [name, rest.restartPolicy])).toEqual([
    ['agent', 'Always'],
    ['proxy', 'Always'],
  ]);
  expect(pod.volumes.map(({ name }) => name)).toEqual([
    ...plain.pod.volumes.map(({ name }) => name),
    'spool',
  ]);
});

it('what the service itself writes under the same name stays', () => {
  const { pod, podLabels, podAnnotations } = workloadWith({
    env: [{ name: 'LEVEL', value: 'info' }],
    labels: { tier: 'back' },
    annotations: { note: 'yours' },
    sidecars: [{ ...sidecar, name: 'proxy' }],
    volumes: [{ name: 'data', hostPath: { path: '/' } }],
  });
  expect({ pod, podLabels, podAnnotations }).toEqual({
    pod: plain.pod,
    podLabels: plain.podLabels,
    podAnnotations: plain.podAnnotations,
  });
});

it('no sidecar has the name of a container that is there, whatever that is for', () => {
  expect(workloadWith({ sidecars: [{ ...sidecar, name: 'web' }] }).pod).toEqual(plain.pod);
});

it('Secrets that an addition names are among those that have to exist', () => {
  const secret = { namespace: 'shop', secret: 'mail', optional: false };
  expect(withAdditions(web, [{ secrets: [secret] }]).service?.secretRefs).toEqual([secret]);
});
