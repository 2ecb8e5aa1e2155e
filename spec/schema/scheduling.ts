import { z } from 'zod';
import { kubernetes } from '../field';
import { count, dnsLabel, labelKey, labelValue, positive, uniqueList } from './primitives';
import { labelSelector, nodeName, nodeRequirement } from './selectors';

const effect = z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']);

/** A taint of nodes. */
export const taint = z.strictObject({ key: labelKey, value: labelValue.optional(), effect });

export const toleration = z
  .strictObject({
    key: labelKey.optional(),
    operator: z.enum(['Exists', 'Equal']).optional(),
    value: labelValue.optional(),
    effect: effect.optional(),
    tolerationSeconds: count.optional(),
  })
  .refine(({ operator, value }) => operator !== 'Exists' || (value ?? '') === '', {
    path: ['value'],
    message: 'no value beside operator Exists',
  })
  .refine(({ key, operator }) => key !== undefined || operator === 'Exists', {
    message: 'a key, or operator: Exists for every taint',
  })
  .refine(
    ({ effect: written, tolerationSeconds }) => tolerationSeconds === undefined || written === 'NoExecute',
    {
      path: ['tolerationSeconds'],
      message: 'effect: NoExecute beside it: no other one ends pods that run',
    },
  );

const topologyKey = labelKey;
const weight = positive.max(100, 'a weight from 1 to 100');

const nodeTerm = z.strictObject({
  matchExpressions: z.array(nodeRequirement).optional(),
  matchFields: z.array(nodeName).optional(),
});

const podTerm = z
  .strictObject({
    labelSelector: labelSelector.optional(),
    namespaceSelector: labelSelector.optional(),
    namespaces: z.array(dnsLabel).optional(),
    topologyKey,
    matchLabelKeys: z.array(labelKey).optional(),
    mismatchLabelKeys: z.array(labelKey).optional(),
  })
  .refine(
    ({ labelSelector: selector }) => selector !== undefined,
    'a labelSelector: without one the term is about no pod, and with {} about all of them',
  )
  .refine(
    ({ matchLabelKeys = [], mismatchLabelKeys = [] }) =>
      !mismatchLabelKeys.some((key) => matchLabelKeys.includes(key)),
    { path: ['mismatchLabelKeys'], message: 'none of the keys of matchLabelKeys' },
  );

const podAffinity = z.strictObject({
  requiredDuringSchedulingIgnoredDuringExecution: z.array(podTerm).optional(),
  preferredDuringSchedulingIgnoredDuringExecution: z
    .array(z.strictObject({ weight, podAffinityTerm: podTerm }))
    .optional(),
});

export const affinity = z.strictObject({
  nodeAffinity: kubernetes(
    z.strictObject({
      requiredDuringSchedulingIgnoredDuringExecution: z
        .strictObject({ nodeSelectorTerms: z.array(nodeTerm).min(1, 'at least one term') })
        .optional(),
      preferredDuringSchedulingIgnoredDuringExecution: z
        .array(z.strictObject({ weight, preference: nodeTerm }))
        .optional(),
    }),
  ),
  podAffinity: kubernetes(podAffinity),
  podAntiAffinity: kubernetes(podAffinity),
});

const spread = z
  .strictObject({
    maxSkew: positive,
    topologyKey,
    whenUnsatisfiable: z.enum(['DoNotSchedule', 'ScheduleAnyway']),
    labelSelector: labelSelector.optional(),
    minDomains: positive.optional(),
    matchLabelKeys: z.array(labelKey).optional(),
    nodeAffinityPolicy: z.enum(['Honor', 'Ignore']).optional(),
    nodeTaintsPolicy: z.enum(['Honor', 'Ignore']).optional(),
  })
  .refine(
    ({ minDomains, whenUnsatisfiable }) => minDomains === undefined || whenUnsatisfiable === 'DoNotSchedule',
    {
      path: ['minDomains'],
      message: 'whenUnsatisfiable: DoNotSchedule beside it',
    },
  );

export const spreads = uniqueList(
  spread,
  ({ topologyKey: key, whenUnsatisfiable }) => `${key} ${whenUnsatisfiable}`,
  'one constraint for each topologyKey and whenUnsatisfiable',
);
