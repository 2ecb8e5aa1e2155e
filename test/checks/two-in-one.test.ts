import { runChecks } from '../../checks';
import type { JsonObject } from '../../lib/json';
import type { KubernetesObject, RenderedObject } from '../../lib/rendered';
import { context, deployment, findings, namespace, policy, rendered, service } from './objects';
import { budget, job, scaler } from './two-in-one-cases';

const plain = (object: KubernetesObject) => rendered(object, 'web', true);

/** Titles of the objects at which something is found, and its code. */
function found(objects: readonly RenderedObject[]): string[] {
  const all = [rendered(namespace), ...objects];
  return runChecks(all, context).map(({ code, object }) => `${code} ${object?.title ?? ''}`);
}

const inOtherNamespace = (object: KubernetesObject) => ({
  ...object,
  metadata: { ...object.metadata, namespace: 'tools' },
});

describe('two budgets', () => {
  it('are said of the plain one, in whatever order they come', () => {
    const own = rendered(budget());
    const other = plain(budget({}, 'legacy'));
    const expected = ['budget-clash PodDisruptionBudget shop/legacy'];
    expect(found([rendered(deployment()), own, other])).toEqual(expected);
    expect(found([rendered(deployment()), other, own])).toEqual(expected);
  });

  it.each<[string, JsonObject]>([
    [
      'that select by expressions',
      { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'api'] }] },
    ],
    ['of which one selects all pods', {}],
  ])('%s', (_what, selector) => {
    const objects = [deployment(), budget(), budget({ selector }, 'wide')].map((object) => rendered(object));
    expect(found(objects)).toEqual(['budget-clash PodDisruptionBudget shop/wide']);
  });

  it.each<[string, KubernetesObject]>([
    ['other pods', budget({ selector: { matchLabels: { app: 'api' } } }, 'api')],
    [
      'pods that an expression leaves out',
      budget({ selector: { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] } }, 'other'),
    ],
    ['pods of another namespace', inOtherNamespace(budget({}, 'web'))],
  ])('are fine over %s', (_what, other) => {
    expect(found([deployment(), budget(), other].map((object) => rendered(object)))).not.toContainEqual(
      expect.stringMatching(/^budget-clash/),
    );
  });
});

describe('an autoscaler', () => {
  const scaled: KubernetesObject = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'queue', namespace: 'shop' },
    spec: { scaleTargetRef: { name: 'web' } },
  };
  const fixed = deployment({ spec: { replicas: 3 } });

  it('of KEDA beside one of Kubernetes is said of the plain one', () => {
    expect(found([rendered(deployment()), rendered(scaler()), plain(scaled)])).toEqual([
      'autoscaler-clash ScaledObject shop/queue',
    ]);
  });

  it('of manifests/ beside a number of ours is an error, beside a plain number its own affair', () => {
    expect(found([rendered(fixed), plain(scaler())])).toEqual([
      'autoscaler-clash HorizontalPodAutoscaler shop/web',
    ]);
    expect(found([plain(fixed), plain(scaler())])).toEqual([]);
    // Handing over: the manifest and our own autoscaler, for one commit.
    expect(found([rendered(fixed), rendered(scaler())])).toEqual([]);
  });

  it('of another workload or namespace is fine', () => {
    const others = [scaler('api', { name: 'api' }), scaler('set', { kind: 'StatefulSet' })];
    const codes = found([rendered(deployment()), rendered(scaler()), ...others.map(plain)]);
    expect(codes).not.toContainEqual(expect.stringMatching(/^autoscaler-clash/));
  });
});

describe('pods of a Job', () => {
  it.each<[string, KubernetesObject[]]>([
    [
      'its own policy',
      [job({ app: 'report' }), { ...policy, spec: { podSelector: { matchLabels: { app: 'report' } } } }],
    ],
    [
      'a budget over Jobs alone',
      [job({ app: 'report' }), budget({ selector: { matchLabels: { app: 'report' } } })],
    ],
    ['labels of nobody', [deployment(), service(), budget(), job({ app: 'report' })]],
  ])('may have %s', (_what, objects) => {
    expect(findings(objects)).toEqual([]);
  });
});

describe('a plain budget', () => {
  const allowed = (spec: JsonObject, ...more: KubernetesObject[]) =>
    found([deployment({ spec: { replicas: 2 } }), ...more, budget(spec)].map(plain)).filter((text) =>
      text.startsWith('no-eviction'),
    ).length === 0;
  const none = { maxUnavailable: null };

  it.each<[JsonObject, boolean]>([
    [{ maxUnavailable: 0 }, false],
    [{ maxUnavailable: '0%' }, false],
    [{ maxUnavailable: 1 }, true],
    [{ ...none, minAvailable: '100%' }, false],
    [{ ...none, minAvailable: 2 }, false],
    [{ ...none, minAvailable: 1 }, true],
    [{ ...none, minAvailable: '50%' }, true],
  ])('%j lets pods go: %s', (spec, expected) => {
    expect(allowed(spec)).toBe(expected);
  });

  it('may keep as many as an autoscaler starts with', () => {
    expect(allowed({ minAvailable: 2 }, scaler())).toBe(true);
  });
});
