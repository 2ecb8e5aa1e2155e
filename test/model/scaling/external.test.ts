import { planText } from '../../../cli/plan';
import { objectOf, removePlatforms, renderWeb } from '../../support/platform';
import { budgetsOfWeb, eks, resolveWeb, webIn, webOf } from '../../support/resolved';

afterEach(removePlatforms);

const http = 'ports: {http: 8080}\n';
const requests = 'resources: {requests: {cpu: 100m, memory: 64Mi}}\n';

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
    const budget = (replicas: string) => budgetsOfWeb(`${http}${requests}replicas: ${replicas}\n`).get('web');
    expect(budget('{external: true, min: 1, max: 1}')).toBeUndefined();
    expect(budget('{external: true, min: 8, max: 20}')).toEqual(budget('{min: 8, max: 20}'));
  });

  it('is not split by what all services get', () => {
    const service = webOf(`${http}replicas: external\n`, `${eks}defaults: {capacity: {onDemand: 1}}\n`);
    expect(service.workloads.map(({ name }) => name)).toEqual(['web']);
  });

  it('the plan names no number that it does not know', () => {
    const text = (replicas: string) => {
      const resolution = resolveWeb(`${http}replicas: ${replicas}\n`);
      return planText(webIn(resolution), resolution.facts);
    };
    expect(text('external')).toContain('as many replicas as another autoscaler sets');
    expect(text('external')).toMatch(/web +on-demand +unknown +another autoscaler +10% at a time/);
    expect(text('{external: true, min: 2, max: 6}')).toMatch(/web +on-demand +2-6 +another autoscaler/);
  });
});
