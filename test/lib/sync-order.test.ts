import { hookOf } from '../../lib/sync-order';

const argo = 'argocd.argoproj.io/hook';
const helm = 'helm.sh/hook';

it.each<[Record<string, string>, string | undefined, (readonly string[])?]>([
  [{}, undefined],
  [{ [argo]: 'PreSync, Sync' }, argo, ['PreSync', 'Sync']],
  [{ [helm]: 'post-install,pre-upgrade' }, helm, ['PostSync', 'PreSync']],
  [{ [argo]: 'Sync', [helm]: 'pre-install' }, argo, ['Sync']],
  [{ [argo]: 'sync', [helm]: 'pre-install' }, helm, ['PreSync']],
  [{ [argo]: 'sync', [helm]: 'test' }, argo, []],
  [{ [helm]: 'pre-rollback' }, helm, []],
  [{ [helm]: 'crd-install' }, undefined],
  [{ [argo]: 'Skip' }, undefined],
  [{ [argo]: 'Skip', [helm]: 'test' }, undefined],
])('the hook of %j is that of %s', (annotations, ...expected) => {
  const hook = hookOf(annotations);
  expect([hook?.key, ...(hook === undefined ? [] : [hook.phases])]).toEqual(expected);
});
