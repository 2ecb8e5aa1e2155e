import { fieldsOf } from '../../lib/json';
import { containerNames } from '../pod/container-names';
import type { ServiceContext, ServiceSpec } from '../context';
import type { JobFields } from '../types/controller';
import type { WorkloadPlan } from '../types/capacity';

type Written = NonNullable<ServiceSpec['podFailurePolicy']>['rules'][number];
type Policy = NonNullable<JobFields['podFailurePolicy']>;
type Rule = Policy['rules'][number];
type ExitCodes = NonNullable<Rule['onExitCodes']>;
type Condition = NonNullable<Rule['onPodConditions']>[number];

const disruption = 'DisruptionTarget';
const ignoreDisruptions: Rule = {
  action: 'Ignore',
  onPodConditions: [{ type: disruption, status: 'True' }],
};

/** Rules that the API server accepts in one policy. */
const mostRules = 20;

/**
 * A reclaimed spot node, a drain or a preemption does not fail the Job. The API accepts a policy only with `Never`. The
 * first rule that fits decides, and a pod that is evicted has an exit code too: so ours comes first.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy
 */
export function failurePolicy(context: ServiceContext, plan: WorkloadPlan): Policy | undefined {
  const { restartPolicy = 'Never' } = context.spec;
  const written = context.spec.podFailurePolicy?.rules ?? [];
  if (restartPolicy !== 'Never') {
    refuseRestarts(context, plan, restartPolicy);
    return undefined;
  }
  checkRules(context, written);
  const decided = written.some((rule) => rule.onPodConditions?.some(({ type }) => type === disruption));
  const rules = [...(decided ? [] : [ignoreDisruptions]), ...written.map(renderedRule)];
  if (rules.length > mostRules) {
    context.report('conflicting-fields', ['podFailurePolicy', 'rules'], {
      problem: `the rule for disruptions is the first of the policy, and a policy has at most ${mostRules} rules`,
      got: `${written.length} rules`,
      expected: `at most ${mostRules - 1}, or one for the condition ${disruption} among them`,
    });
  }
  return { rules };
}

function refuseRestarts(context: ServiceContext, plan: WorkloadPlan, restartPolicy: string): void {
  for (const field of ['podFailurePolicy', 'backoffLimitPerIndex'] as const) {
    if (!context.writtenForService(field)) continue;
    context.report('conflicting-fields', [field], {
      problem: `${field} decides about failed pods, and with restartPolicy ${restartPolicy} the containers of a pod restart`,
      got: `restartPolicy ${restartPolicy}`,
      fix: `write restartPolicy: Never, or remove ${field}`,
    });
  }
  if (plan.placement !== 'spot') return;
  context.report('job-disruption', ['restartPolicy'], {
    problem:
      'each reclaimed spot node counts as a failure of the Job: the API ignores disruptions only with Never',
    got: restartPolicy,
    fix: 'write restartPolicy: Never, or capacity: onDemand',
  });
}

function renderedRule({ action, onExitCodes, onPodConditions }: Written): Rule {
  return fieldsOf<Rule>({
    action,
    onExitCodes:
      onExitCodes === undefined
        ? undefined
        : // The API server accepts them in their order alone.
          fieldsOf<ExitCodes>({ ...onExitCodes, values: [...onExitCodes.values].sort((a, b) => a - b) }),
    onPodConditions: onPodConditions?.map(({ type, status = 'True' }): Condition => ({ type, status })),
  });
}

function checkRules(context: ServiceContext, rules: readonly Written[]): void {
  const { spec } = context;
  const containers = containerNames(context);
  for (const [index, { action, onExitCodes }] of rules.entries()) {
    const path = ['podFailurePolicy', 'rules', index];
    if (action === 'FailIndex' && spec.backoffLimitPerIndex === undefined) {
      context.report('conflicting-fields', [...path, 'action'], {
        problem: 'the action FailIndex needs a Job that counts the failures of each index',
        got: 'no backoffLimitPerIndex',
        fix: 'write completionMode: Indexed and backoffLimitPerIndex beside it, or action: FailJob',
      });
    }
    const container = onExitCodes?.containerName;
    if (container === undefined || containers.includes(container)) continue;
    context.report('conflicting-fields', [...path, 'onExitCodes', 'containerName'], {
      problem: 'the pods have no container of this name',
      got: container,
      expected: containers.join(', '),
    });
  }
}

/** Up to so many indexes the API server keeps an account of every failure. */
const mostCounted = 100_000;
/** Above, no more of them may run or fail at a time. */
const mostOfMany = 10_000;

/** The API server counts failures of each index for fewer indexes than a Job may have. */
function refuseManyIndexes(context: ServiceContext): void {
  const { completions = 0, maxFailedIndexes, parallelism = 1 } = context.spec;
  if (completions <= mostCounted) return;
  if (maxFailedIndexes === undefined) {
    context.report('missing-field', ['backoffLimitPerIndex'], {
      problem: `a Job with more than ${mostCounted} completions and backoffLimitPerIndex needs maxFailedIndexes`,
      got: `completions ${completions}`,
      expected: 'maxFailedIndexes beside backoffLimitPerIndex',
    });
  }
  for (const [field, value] of Object.entries({ maxFailedIndexes, parallelism })) {
    if (value === undefined || value <= mostOfMany) continue;
    context.report('conflicting-fields', [field], {
      problem: `too many for a Job with more than ${mostCounted} completions and backoffLimitPerIndex`,
      got: `${field} ${value}, completions ${completions}`,
      expected: `at most ${mostOfMany}`,
    });
  }
}

/** Failures of each index, and how many of them the Job survives. */
export function checkIndexes(context: ServiceContext): void {
  const { backoffLimitPerIndex, maxFailedIndexes, completionMode, completions } = context.spec;
  if (backoffLimitPerIndex !== undefined && completionMode !== 'Indexed') {
    context.report('conflicting-fields', ['backoffLimitPerIndex'], {
      problem: 'only pods of a Job with completionMode Indexed have an index',
      got: `completionMode ${completionMode ?? 'NonIndexed'}`,
      fix: 'write completionMode: Indexed and completions, or use backoffLimit',
    });
  }
  if (backoffLimitPerIndex !== undefined) refuseManyIndexes(context);
  if (maxFailedIndexes === undefined) return;
  if (backoffLimitPerIndex === undefined) {
    context.report('conflicting-fields', ['maxFailedIndexes'], {
      problem:
        'maxFailedIndexes counts the indexes that failed by their backoffLimitPerIndex, which is not set',
      fix: 'write backoffLimitPerIndex beside it',
    });
  }
  if (completions === undefined || maxFailedIndexes <= completions) return;
  context.report('conflicting-fields', ['maxFailedIndexes'], {
    problem: 'the Job has fewer indexes than may fail',
    got: `maxFailedIndexes ${maxFailedIndexes}, completions ${completions}`,
    expected: `at most ${completions}`,
  });
}
