import { fieldsOf } from '../../lib/json';
import type { ServiceContext } from '../../model/context';
import { kedaField } from '../../model/scaling/replicas';
import type { WorkloadPlan } from '../../model/types/capacity';
import { measuredContainer, scalingBehavior } from './horizontal-autoscaler';
import { checkTriggerType, neededParameters } from './known-scalers';
import type { Autoscaled, ScaledObject } from './types';

type Fallback = NonNullable<ScaledObject['spec']['fallback']>;
type KedaTrigger = ScaledObject['spec']['triggers'][number];
type Authentication = ScaledObject['authentications'][number]['spec'];
type Trigger = NonNullable<Autoscaled['written']['triggers']>[string];

/** What KEDA scales a workload by, in place of a HorizontalPodAutoscaler: it makes one of its own. */
export function scaledObject(context: ServiceContext, plan: WorkloadPlan, scaling: Autoscaled): ScaledObject {
  const { written, memory } = scaling;
  if (!context.settings.operators.includes('keda')) {
    context.report('operator-missing', ['replicas', kedaField(written)], {
      problem: 'KEDA scales by schedules and queues, and this environment does not list it',
      fix: 'write operators: [keda] in the environment, once it is installed there',
    });
  }
  refuseMetrics(context, scaling);
  const { pollingInterval, cooldownPeriod, initialCooldownPeriod, idleReplicaCount, fallback } = written;
  const triggers = Object.entries(written.triggers ?? {}).map(([name, trigger]) =>
    sourceTrigger(context, name, trigger),
  );
  return {
    spec: fieldsOf<ScaledObject['spec']>({
      pollingInterval,
      cooldownPeriod,
      initialCooldownPeriod,
      idleReplicaCount,
      fallback: fallback === undefined ? undefined : fieldsOf<Fallback>(fallback),
      minReplicaCount: plan.min,
      maxReplicaCount: plan.max,
      // An autoscaler of this name may be there from before: KEDA takes it over instead of refusing.
      advanced: {
        horizontalPodAutoscalerConfig: { name: plan.name, behavior: scalingBehavior(scaling) },
      },
      triggers: [
        ...triggers,
        ...(written.schedule ?? []).map(({ start, end, timeZone, replicas }) => ({
          type: 'cron',
          metadata: { timezone: timeZone, start, end, desiredReplicas: String(replicas) },
        })),
        ...(memory === undefined ? [] : [resourceTrigger(context, 'memory', memory)]),
        ...(plan.cpu === undefined ? [] : [resourceTrigger(context, 'cpu', plan.cpu)]),
      ],
    }),
    authentications: authentications(context, written.triggers ?? {}),
  };
}

/** KEDA's own autoscaler would ignore them. */
function refuseMetrics(context: ServiceContext, { written }: Autoscaled): void {
  if (written.metrics === undefined) return;
  context.report('conflicting-fields', ['replicas', 'metrics'], {
    problem: 'KEDA scales it, and takes its metrics from triggers alone',
    fix: 'write a trigger of type prometheus for it',
  });
}

function authenticationName(context: ServiceContext, trigger: string): string {
  return `${context.name}-${trigger}`;
}

function sourceTrigger(context: ServiceContext, name: string, trigger: Trigger): KedaTrigger {
  const { type, metadata = {}, secrets = {}, authentication, metricType, useCachedMetrics } = trigger;
  const path = ['replicas', 'triggers', name];
  if (type === undefined) {
    context.report('missing-field', path, {
      problem: 'the trigger has no type',
      expected: 'type: aws-sqs-queue',
    });
  }
  if (type !== undefined) checkTriggerType(context, path, type);
  const absent = neededParameters(type).filter(
    (alternatives) =>
      !alternatives.some(
        (key) =>
          Object.hasOwn(metadata, key) ||
          Object.hasOwn(metadata, `${key}FromEnv`) ||
          Object.hasOwn(secrets, key),
      ),
  );
  if (absent.length > 0) {
    context.report('missing-field', [...path, 'metadata'], {
      problem: `the scaler ${type} needs more metadata`,
      expected: absent.map((alternatives) => alternatives.join(' or ')).join(', '),
    });
  }
  const authenticated = Object.keys(secrets).length > 0 || authentication !== undefined;
  return fieldsOf<KedaTrigger>({
    type,
    name,
    metricType,
    useCachedMetrics,
    metadata: { ...metadata },
    authenticationRef: authenticated ? { name: authenticationName(context, name) } : undefined,
  });
}

function resourceTrigger(context: ServiceContext, type: 'cpu' | 'memory', percent: number): KedaTrigger {
  const containerName = measuredContainer(context);
  const metadata = { value: String(percent), ...(containerName === undefined ? {} : { containerName }) };
  return { type, metricType: 'Utilization', metadata };
}

function authentications(
  context: ServiceContext,
  triggers: Readonly<Record<string, Trigger>>,
): ScaledObject['authentications'] {
  return Object.entries(triggers).flatMap(([name, { secrets = {}, authentication }]) => {
    const spec = fieldsOf<Authentication>({
      podIdentity: authentication === undefined ? undefined : { provider: authentication },
      secretTargetRef: Object.entries(secrets).map(([parameter, { secret, key }]) => ({
        parameter,
        name: secret,
        key,
      })),
    });
    return Object.keys(spec).length === 0 ? [] : [{ name: authenticationName(context, name), spec }];
  });
}
