import { planText } from '../../../cli/plan';
import { objectOf, removePlatforms, renderWeb } from '../../support/platform';
import { eks, resolveWeb, webOf } from '../../support/resolved';

afterEach(removePlatforms);

const http = 'ports: {http: 8080}\n';
const requests = 'resources: {requests: {cpu: 100m, memory: 64Mi}}\n';
const first = (replicas: string, environment = eks) =>
  webOf(`${http}${requests}replicas: ${replicas}\n`, environment).workloads[0];
const keda = `${eks}operators: [keda]\n`;
const jobs = 'triggers: {jobs: {type: my-own-scaler, metadata: {queue: jobs}}}';

describe('replicas: external', () => {
  it.each(['Deployment', 'StatefulSet'])('a %s has no number and no autoscaler', (workload) => {
    const apps = renderWeb(
      `image: acme/web:1\n${http}${requests}workload: ${workload}\nreplicas: external\n`,
    );
    const spec = objectOf(apps, workload)['spec'] as Record<string, unknown>;
    expect(spec).not.toHaveProperty('replicas');
    expect(() => objectOf(apps, 'HorizontalPodAutoscaler')).toThrow();
    expect(objectOf(apps, 'PodDisruptionBudget')['spec']).toMatchObject({
      maxUnavailable: workload === 'Deployment' ? '10%' : 1,
    });
  });

  it('a service without ports needs no more', () => {
    expect(webOf('replicas: external\n').workloads[0]?.replicas).toBeUndefined();
  });

  it('limits nothing in the quota that it does not know', () => {
    const quotaOf = (replicas: string, more = '') =>
      resolveWeb(`${http}${requests}${more}replicas: ${replicas}\n`).facts.namespaces[0]?.quota;
    const unknown = quotaOf('external');
    expect(Object.keys(unknown ?? {})).toEqual(
      expect.not.arrayContaining(['pods', 'requests.cpu', 'requests.memory', 'limits.memory']),
    );
    expect(quotaOf('{external: true, min: 2, max: 30}')).toEqual(quotaOf('{min: 2, max: 30}'));
    const claims =
      'workload: StatefulSet\npodSecurityContext: {fsGroup: 1000}\nvolumes: {data: {claim: {storage: 1Gi}, mountPath: /data}}\n';
    expect(quotaOf('external', claims)).not.toHaveProperty('persistentvolumeclaims');
  });

  it('a budget and a target follow its bounds', () => {
    expect(first('{external: true, min: 1, max: 1}')?.disruptionBudget).toBeUndefined();
    expect(first('{external: true, min: 8, max: 20}')?.disruptionBudget).toEqual(
      first('{min: 8, max: 20}')?.disruptionBudget,
    );
  });

  it('is not split by what all services get', () => {
    const service = webOf(`${http}replicas: external\n`, `${eks}defaults: {capacity: {onDemand: 1}}\n`);
    expect(service.workloads.map(({ name }) => name)).toEqual(['web']);
  });

  it('the plan names no number that it does not know', () => {
    const text = (replicas: string) => planText(webOf(`${http}replicas: ${replicas}\n`));
    expect(text('external')).toContain('as many replicas as another autoscaler sets');
    expect(text('external')).toMatch(/web +on-demand +unknown +another autoscaler +10% at a time/);
    expect(text('{external: true, min: 2, max: 6}')).toMatch(/web +on-demand +2-6 +another autoscaler/);
  });
});

describe('KEDA', () => {
  const spec = (replicas: string) => first(replicas, keda)?.scaledObject?.spec;

  it('gets its fields as they are written', () => {
    const fields =
      'pollingInterval: 10, cooldownPeriod: 0, initialCooldownPeriod: 30, fallback: {failureThreshold: 3, replicas: 4, behavior: currentReplicas}';
    expect(spec(`{min: 0, max: 8, ${fields}, ${jobs}}`)).toMatchObject({
      pollingInterval: 10,
      cooldownPeriod: 0,
      initialCooldownPeriod: 30,
      fallback: { failureThreshold: 3, replicas: 4, behavior: 'currentReplicas' },
    });
    expect(spec(`{min: 2, max: 8, idleReplicaCount: 0, cooldownPeriod: 60, ${jobs}}`)).toMatchObject({
      idleReplicaCount: 0,
      cooldownPeriod: 60,
      minReplicaCount: 2,
    });
  });

  it('takes any type of trigger, with its kind of metric', () => {
    const triggers =
      'triggers: {jobs: {type: my-own-scaler, metricType: Value, useCachedMetrics: true, metadata: {queue: jobs}}}';
    expect(spec(`{min: 2, max: 8, ${triggers}}`)?.['triggers']).toContainEqual({
      type: 'my-own-scaler',
      name: 'jobs',
      metricType: 'Value',
      useCachedMetrics: true,
      metadata: { queue: 'jobs' },
    });
  });

  it('does not suspect a type that is far from all well-known ones, nor those of all services', () => {
    expect(resolveWeb(`${http}replicas: {min: 0, max: 5, ${jobs}}\n`, keda).environment.name).toBe(
      'production',
    );
    const defaults = `${eks}defaults: {replicas: {pollingInterval: 10}}\n`;
    expect(webOf(`${http}${requests}`, defaults).workloads[0]?.autoscaler).toBeDefined();
  });
});
