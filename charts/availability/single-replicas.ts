import type { Diagnostic } from '../../lib/diagnostics';
import type { ResolvedService } from '../../model/context';
import type { CapacityPlan } from '../../model/types/capacity';

/** One line for the environment: in development there may be many. */
export function warningsOfSingleReplicas(
  environment: string,
  services: Iterable<ResolvedService>,
): Diagnostic[] {
  const single = [...services].filter(
    ({ context, service }) =>
      service !== undefined &&
      isInterrupted(service.plan) &&
      ['Deployment', 'StatefulSet'].includes(context.spec.workload) &&
      context.spec.availability?.disruptionBudget !== false,
  );
  const [first] = single;
  if (first === undefined) return [];
  const location = first.context.locate(['replicas']);
  return [
    {
      code: 'single-replica',
      path: environment,
      problem:
        'services with one replica, or one on demand and one on spot, are down during node drains, crashes and node failures',
      got: single.map(({ context }) => context.name).join(', '),
      fix: 'write replicas: 2 or more, or accept it with availability: {disruptionBudget: false}',
      ...(location === undefined ? {} : { location }),
    },
  ];
}

/** Where one replica is all there is, or each workload has just one, and so no budget. */
function isInterrupted({ min, workloads }: CapacityPlan): boolean {
  return min === 1 || (workloads.length > 1 && workloads.every(({ max }) => max === 1));
}
