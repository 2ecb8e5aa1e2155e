import type { ServiceContext } from '../context';
import type { PodToleration } from '../types/pod';

const quickEviction = 30;

/**
 * Tolerations that let pods leave a node that fell silent sooner than after Kubernetes' 300 s, whatever the number of
 * replicas: a change of scale must not replace the pods that run. Pods of StatefulSets keep the 300 s: another one may start
 * only when it is certain that the old one is gone.
 */
export function evictionTolerations(context: ServiceContext): PodToleration[] {
  const { workload, availability, tolerations = [] } = context.spec;
  const derived = workload === 'Deployment' ? quickEviction : undefined;
  const seconds = availability?.evictAfter ?? derived;
  if (seconds === undefined) return [];
  return ['not-ready', 'unreachable'].flatMap((state): PodToleration[] => {
    const key = `node.kubernetes.io/${state}`;
    // Of two tolerations of one taint the shorter counts: what was written would be undone.
    if (tolerations.some((entry) => tolerates(entry, key))) {
      if (availability?.evictAfter !== undefined) refuseBoth(context, key);
      return [];
    }
    return [{ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: seconds }];
  });
}

function tolerates(
  { key, effect }: { readonly key?: string | undefined; readonly effect?: string | undefined },
  taint: string,
): boolean {
  return (key === undefined || key === taint) && (effect === undefined || effect === 'NoExecute');
}

function refuseBoth(context: ServiceContext, key: string): void {
  context.report('conflicting-fields', ['availability', 'evictAfter'], {
    problem: 'a written toleration already sets how long the pods stay',
    got: key,
    fix: 'remove one of them',
  });
}
