import { fieldsOf } from '../../lib/json';
import { canonicalQuantity } from '../../lib/quantity';
import { eachQuantity } from '../../lib/quantity-fields';
import type { ServiceContext } from '../../model/context';
import type { WorkloadPlan } from '../../model/types/capacity';
import type { Autoscaled, HorizontalAutoscaler } from './types';

type Metric = NonNullable<HorizontalAutoscaler['metrics']>[number];
type Behavior = NonNullable<HorizontalAutoscaler['behavior']>;
type Target = NonNullable<Metric['resource']>['target'];
type Rules = NonNullable<Behavior['scaleUp']>;

/** Up at once, down slowly: a pod too many costs cents, one too few costs users. */
const behaviorDefaults: Readonly<Record<'scaleUp' | 'scaleDown', Rules>> = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Percent', value: 100, periodSeconds: 15 },
      { type: 'Pods', value: 4, periodSeconds: 15 },
    ],
  },
  scaleDown: {
    stabilizationWindowSeconds: 300,
    selectPolicy: 'Max',
    policies: [{ type: 'Percent', value: 25, periodSeconds: 60 }],
  },
};

/** `spec` of the HorizontalPodAutoscaler of one workload, without its target. */
export function horizontalAutoscaler(
  context: ServiceContext,
  plan: WorkloadPlan,
  scaling: Autoscaled,
): HorizontalAutoscaler {
  return {
    minReplicas: plan.min,
    maxReplicas: plan.max,
    metrics: [
      ...writtenMetrics(scaling),
      ...(scaling.memory === undefined ? [] : [resourceMetric(context, 'memory', scaling.memory)]),
      // Last: where the API server keeps autoscaling/v1, it moves CPU to the end, and a diff would never end.
      ...(plan.cpu === undefined ? [] : [resourceMetric(context, 'cpu', plan.cpu)]),
    ],
    behavior: scalingBehavior(scaling),
  };
}

/** The derived behavior, and what was written over it. */
export function scalingBehavior({ written }: Autoscaled): Behavior {
  const { scaleUp, scaleDown } = written.behavior ?? {};
  return {
    scaleUp: fieldsOf<Rules>({ ...behaviorDefaults.scaleUp, ...scaleUp }),
    scaleDown: fieldsOf<Rules>({ ...behaviorDefaults.scaleDown, ...scaleDown }),
  };
}

/** Only the main container counts where others run beside it: their requests may be missing, or their use another. */
export function measuredContainer({ spec, name }: ServiceContext): string | undefined {
  const others = Object.keys({ ...spec.containers, ...spec.sidecars });
  const helpers = Object.values(spec.initContainers ?? {}).filter(
    (container) => 'restartPolicy' in container && container.restartPolicy === 'Always',
  );
  return others.length + helpers.length > 0 ? (spec.containerName ?? name) : undefined;
}

function resourceMetric(context: ServiceContext, name: 'cpu' | 'memory', percent: number): Metric {
  const container = measuredContainer(context);
  const target: Target = { type: 'Utilization', averageUtilization: percent };
  return container === undefined
    ? { type: 'Resource', resource: { name, target } }
    : { type: 'ContainerResource', containerResource: { name, container, target } };
}

/** Quantities as the API server prints them. */
function writtenMetrics({ written }: Autoscaled): Metric[] {
  const metrics = structuredClone(written.metrics ?? []);
  eachQuantity(metrics, (holder, name, quantity) => {
    holder[name] = canonicalQuantity(quantity) ?? quantity;
  });
  return metrics.map((metric) => fieldsOf<Metric>(metric));
}
