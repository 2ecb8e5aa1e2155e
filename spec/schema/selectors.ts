import { z } from 'zod';
import { dnsSubdomain, labelKey, labelValue } from './primitives';

const list = (values: readonly string[] | undefined) => values ?? [];

/** `In` asks for one of several values, `Exists` for none: lists of Kubernetes say so only here. */
function fitsOperator(written: { operator: string; values?: string[] | undefined }): boolean {
  const { operator, values } = written;
  if (operator === 'Exists' || operator === 'DoesNotExist') return list(values).length === 0;
  if (operator === 'Gt' || operator === 'Lt')
    return list(values).length === 1 && list(values).every((value) => /^-?\d+$/.test(value));
  return list(values).length > 0;
}

const fitting = {
  path: ['operator'],
  message: 'In and NotIn with values, Exists and DoesNotExist without, Gt and Lt with one whole number',
};

export const nodeRequirement = z
  .strictObject({
    key: labelKey,
    operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']),
    values: z.array(labelValue).optional(),
  })
  .refine(fitsOperator, fitting);

/** The one field of a node that can be asked for. */
export const nodeName = z.strictObject({
  key: z.literal('metadata.name'),
  operator: z.enum(['In', 'NotIn']),
  values: z.array(dnsSubdomain).length(1, 'one name of a node'),
});

const podRequirement = z
  .strictObject({
    key: labelKey,
    operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
    values: z.array(labelValue).optional(),
  })
  .refine(fitsOperator, {
    path: ['operator'],
    message: 'In and NotIn with values, Exists and DoesNotExist without',
  });

export const labelSelector = z.strictObject({
  matchLabels: z.record(labelKey, labelValue).optional(),
  matchExpressions: z.array(podRequirement).optional(),
});
