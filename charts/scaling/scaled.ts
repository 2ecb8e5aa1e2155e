import type { ServiceContext } from '../../model/context';
import { usesKeda } from '../../model/scaling/replicas';
import type { WorkloadPlan } from '../../model/types/capacity';
import type { Service } from '../../model/types/service';
import { horizontalAutoscaler } from './horizontal-autoscaler';
import { scaledObject } from './scaled-object';
import { checkKedaFields } from './keda-fields';
import type { ScaledWorkload } from './types';
import { verticalAutoscaler } from './vertical-autoscaler';

/** What scales the workloads of one service. */
export function scaledWorkloads(context: ServiceContext, service: Service): readonly ScaledWorkload[] {
  const { scaling, workloads } = service;
  if (scaling.kind === 'autoscaled') checkKedaFields(context, scaling);
  const vertical = verticalAutoscaler(context, scaling);
  return workloads.map(({ name, kind, plan }) => ({
    name,
    kind,
    ...horizontally(context, plan, scaling),
    ...(vertical === undefined ? {} : { verticalAutoscaler: vertical }),
  }));
}

/** A HorizontalPodAutoscaler or KEDA, where the number of pods is none that is written in the manifest. */
function horizontally(
  context: ServiceContext,
  plan: WorkloadPlan,
  scaling: Service['scaling'],
): Pick<ScaledWorkload, 'autoscaler' | 'scaledObject'> {
  if (scaling.kind !== 'autoscaled' || plan.min === plan.max) return {};
  return usesKeda(scaling.written)
    ? { scaledObject: scaledObject(context, plan, scaling) }
    : { autoscaler: horizontalAutoscaler(context, plan, scaling) };
}
