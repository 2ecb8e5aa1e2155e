import type { ServiceContext, ServiceSpec } from '../context';

type Written = Exclude<NonNullable<ServiceSpec['replicas']>, number | 'external'>;

/** The number of pods that another autoscaler sets, which is not rendered. */
export interface ExternalScaling {
  readonly kind: 'external';
  readonly min: number;
  readonly max: number;
  /** Without a written `max`, the quota cannot know how many pods there may be. */
  readonly bounded: boolean;
}

/** Two, so that budget, spread and target are those of a service that survives a drain. */
const assumedMin = 2;
/** Only shown, as what an autoscaler of ours would give: a quota with it would refuse pods of the other one. */
const assumedMax = 10;

/** What the other autoscaler is known by. */
const bounds: readonly string[] = ['external', 'min', 'max'];

/** Whether somebody else's autoscaler sets the number of pods. */
export function isExternal(replicas: ServiceSpec['replicas']): boolean {
  return replicas === 'external' || (typeof replicas === 'object' && replicas.external === true);
}

/** Bounds that the plan, the budget and the quota use in place of an autoscaler that is not rendered. */
export function externalScaling(context: ServiceContext): ExternalScaling {
  const { replicas } = context.spec;
  const written: Written = typeof replicas === 'object' ? replicas : {};
  refuseOwnAutoscaler(context, written);
  const min = written.min ?? Math.min(assumedMin, written.max ?? assumedMin);
  const max = written.max ?? Math.max(assumedMax, 2 * min);
  if (min > max) {
    context.report('invalid-value', ['replicas'], {
      problem: 'the lower bound of the other autoscaler is above its upper one',
      got: `min ${min}, max ${max}`,
      fix: 'write the bounds that the other autoscaler has',
    });
  }
  return { kind: 'external', min, max, bounded: written.max !== undefined };
}

/** Fields of an autoscaler that is not rendered would have no effect. */
function refuseOwnAutoscaler(context: ServiceContext, written: Written): void {
  for (const field of Object.keys(written).filter((name) => !bounds.includes(name))) {
    context.report('conflicting-fields', ['replicas', field], {
      problem:
        'replicas.external leaves the number of pods to another autoscaler, so this field has no effect',
      expected: 'min and max alone beside external: true',
      fix: `remove ${field} (with null where a weaker layer sets it), or remove external`,
    });
  }
}
