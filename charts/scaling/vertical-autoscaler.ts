import type { WrittenVpa } from './schema';
import { writtenVpa } from './schema';
import { fieldsOf } from '../../lib/json';
import { canonicalQuantities, compareQuantities } from '../../lib/quantity';
import type { ServiceContext } from '../../model/context';
import { refuseForOtherKinds } from '../../model/workload/workload';
import type { Scaling } from '../../model/scaling/replicas';
import type { VerticalAutoscaler } from './types';

type ContainerPolicy = NonNullable<
  NonNullable<VerticalAutoscaler['resourcePolicy']>['containerPolicies']
>[number];
type Resource = 'cpu' | 'memory';

/** `spec` of the VerticalPodAutoscaler of each workload, without its target; undefined where none was asked for. */
export function verticalAutoscaler(
  context: ServiceContext,
  scaling: Scaling,
): VerticalAutoscaler | undefined {
  const { containerName, workload } = context.spec;
  const vpa = writtenVpa(context.spec);
  // Jobs end before there is anything to recommend.
  refuseForOtherKinds(context, ['vpa'], ['Deployment', 'StatefulSet', 'DaemonSet']);
  if (vpa === undefined || workload === 'Job' || workload === 'CronJob') return undefined;
  if (!context.settings.operators.includes('vertical-pod-autoscaler')) {
    context.report('operator-missing', ['vpa'], {
      problem: 'this environment does not list the VerticalPodAutoscaler',
      fix: 'write operators: [vertical-pod-autoscaler] in the environment, once it is installed there',
    });
  }
  const measured = measuredResources(scaling);
  const controlled =
    vpa.controlledResources ??
    (measured.includes('cpu') ? (['memory'] as const) : (['cpu', 'memory'] as const));
  refuseClash(context, controlled, measured);
  const mode = vpa.updateMode ?? 'Off';
  if (mode !== 'Off') requireBounds(context, vpa, controlled, mode);
  refuseCrossedBounds(context, vpa);
  return {
    updatePolicy: { updateMode: mode },
    resourcePolicy: {
      containerPolicies: [
        fieldsOf<ContainerPolicy>({
          containerName: containerName ?? context.name,
          controlledResources: [...controlled],
          minAllowed: canonicalQuantities(vpa.minAllowed),
          maxAllowed: canonicalQuantities(vpa.maxAllowed),
        }),
        // What was not asked for is not touched.
        { containerName: '*', mode: 'Off' },
      ],
    },
  };
}

/** Resources that a horizontal autoscaler measures in percent of the request. */
function measuredResources(scaling: Scaling): Resource[] {
  if (scaling.kind !== 'autoscaled') return [];
  return (['cpu', 'memory'] as const).filter((resource) => scaling[resource] !== undefined);
}

/** One would raise the request, the other then see less use and take pods away, and so on. */
function refuseClash(
  context: ServiceContext,
  controlled: readonly Resource[],
  measured: readonly Resource[],
): void {
  const both = controlled.filter((resource) => measured.includes(resource));
  if (both.length === 0) return;
  const left = (['cpu', 'memory'] as const).filter((resource) => !measured.includes(resource));
  context.report('autoscaler-clash', ['vpa', 'controlledResources'], {
    problem:
      'the HorizontalPodAutoscaler scales by a percentage of this request, so the VerticalPodAutoscaler must not change it',
    got: both.join(', '),
    expected: left.join(', ') || 'updateMode: Off on another resource',
    fix: left.length === 0 ? 'remove vpa' : `write controlledResources: [${left.join(', ')}]`,
  });
}

function refuseCrossedBounds(context: ServiceContext, { minAllowed, maxAllowed }: WrittenVpa): void {
  for (const resource of ['cpu', 'memory'] as const) {
    const [low, high] = [minAllowed?.[resource], maxAllowed?.[resource]];
    if (low === undefined || high === undefined || compareQuantities(low, high) !== 1) continue;
    context.report('invalid-value', ['vpa', 'minAllowed', resource], {
      problem: 'the lowest request is above the highest',
      got: `minAllowed ${low}, maxAllowed ${high}`,
      expected: `at most ${high}`,
    });
  }
}

/** Without bounds one leak grows until no node can hold the pod. */
function requireBounds(
  context: ServiceContext,
  vpa: WrittenVpa,
  controlled: readonly Resource[],
  mode: string,
): void {
  for (const field of ['minAllowed', 'maxAllowed'] as const) {
    const missing = controlled.filter((resource) => vpa[field]?.[resource] === undefined);
    if (missing.length === 0) continue;
    context.report('missing-field', ['vpa', field], {
      problem: `updateMode ${mode} changes requests, and needs bounds`,
      expected: missing.map((resource) => `${field}.${resource}`).join(', '),
    });
  }
}
