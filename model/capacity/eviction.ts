import type { JsonObject } from '../../lib/json';
import type { ServiceContext } from '../context';
import type { CapacityPlan } from '../types';

const quickEviction = 30;

/**
 * Tolerations that let pods leave a node that fell silent sooner than after Kubernetes' 300 s. Pods of StatefulSets keep
 * that: another one may start only when it is certain that the old one is gone.
 */
export function evictionTolerations(context: ServiceContext, plan: CapacityPlan): JsonObject[] {
  const { workload, availability } = context.spec;
  const derived = workload === 'Deployment' && plan.min >= 2 ? quickEviction : undefined;
  const seconds = availability?.evictAfter ?? derived;
  if (seconds === undefined) return [];
  return ['not-ready', 'unreachable'].map((state) => ({
    key: `node.kubernetes.io/${state}`,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: seconds,
  }));
}
