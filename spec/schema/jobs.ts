import { z } from 'zod';
import { field } from '../field';
import { count, dnsLabel, positive, qualifiedName, uniqueList } from './primitives';

const exitCodes = z
  .array(
    z
      .int('an exit code from 0 to 255')
      .min(0, 'an exit code from 0 to 255')
      .max(255, 'an exit code from 0 to 255'),
  )
  .min(1, 'at least one exit code')
  .max(255, 'at most 255 exit codes')
  .refine((codes) => new Set(codes).size === codes.length, 'each exit code once');

const onExitCodes = z
  .strictObject({
    containerName: field(dnsLabel, {
      description: 'Container whose exit code counts.',
      derived: 'every container of the pod',
      example: 'migrate',
    }),
    operator: z.enum(['In', 'NotIn']),
    values: exitCodes,
  })
  .refine(({ operator, values }) => operator !== 'In' || !values.includes(0), {
    path: ['values'],
    message: 'codes other than 0 with In: a container that ends with 0 has not failed',
  });

const onPodConditions = z
  .array(
    z.strictObject({
      type: qualifiedName,
      status: field(z.enum(['True', 'False', 'Unknown']), {
        description: 'Status of the condition.',
        derived: '"True"',
        example: 'True',
      }),
    }),
  )
  .min(1, 'at least one condition')
  .max(20, 'at most 20 conditions');

const rule = z
  .strictObject({
    action: z.enum(['FailJob', 'FailIndex', 'Ignore', 'Count']),
    onExitCodes: field(onExitCodes, {
      description: 'Exit codes of the containers that the rule is for.',
      example: { operator: 'In', values: [42] },
    }),
    onPodConditions: field(onPodConditions, {
      description: 'Conditions of the pod that the rule is for.',
      example: [{ type: 'DisruptionTarget' }],
    }),
  })
  .refine(
    ({ onExitCodes: codes, onPodConditions: conditions }) =>
      ((codes ?? undefined) === undefined) !== ((conditions ?? undefined) === undefined),
    'one of onExitCodes and onPodConditions in each rule',
  );

/** How a Job deals with pods that failed, under Kubernetes' names. */
export const failureFields = {
  podFailurePolicy: field(
    z.strictObject({ rules: z.array(rule).min(1, 'at least one rule').max(20, 'at most 20 rules') }),
    {
      description:
        'What a failed pod of a Job means; the first rule that fits decides. The derived rule for disruptions comes before the ' +
        'written ones, unless one of them is for the condition `DisruptionTarget`.',
      derived: 'disruptions are ignored, with restartPolicy Never',
      example: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }] },
    },
  ),
  backoffLimitPerIndex: field(count, {
    description: 'Retries of each index of an Indexed Job before that index counts as failed.',
    example: 2,
  }),
  maxFailedIndexes: field(positive.max(100_000, 'at most 100000'), {
    description: 'Failed indexes after which the whole Job fails.',
    derived: 'all of them',
    example: 5,
  }),
};

/** What a change of requests of a running pod does to a container. */
export const resizePolicy = uniqueList(
  z.strictObject({
    resourceName: z.enum(['cpu', 'memory']),
    restartPolicy: z.enum(['NotRequired', 'RestartContainer']),
  }),
  ({ resourceName }) => resourceName,
  'each resource once',
);
