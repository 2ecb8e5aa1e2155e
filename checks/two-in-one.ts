import { kindOf } from '../lib/kinds';
import type { RenderedObject } from '../lib/rendered';
import type { EnvironmentIndex } from './environment-index';
import { podTemplateOf } from './pods';
import type { Finding, IndexRule } from './rule';
import { mapAt, plainText } from './rule';

const nameOf = ({ object: { kind, metadata } }: RenderedObject) => `${kind} ${metadata.name}`;

/** Of two objects that do one thing, the one that should go: that of `manifests/`, else the later one. */
function otherOf(one: RenderedObject, all: readonly RenderedObject[]): RenderedObject | undefined {
  const own = all.indexOf(one);
  return all.find((other, index) => {
    if (other === one) return false;
    return other.plain === one.plain ? index < own : one.plain === true;
  });
}

export const budgetClash: IndexRule = {
  id: 'budget-clash',
  reads: 'environment',
  reason:
    'the API server refuses every eviction of pods that two budgets select, so that drains of their nodes never end',
  fix: 'remove one of them',
  *check(rendered, { relations }) {
    if (rendered.object.kind !== 'PodDisruptionBudget') return;
    for (const { rendered: workload } of relations.podsOf(rendered)) {
      const other = otherOf(rendered, relations.selectorsOf(workload, 'budgets'));
      if (other === undefined) continue;
      yield {
        at: 'spec.selector',
        problem: `the pods of ${nameOf(workload)} have a budget already, and none of them can be evicted while there are two`,
        got: nameOf(other),
        ...(other.plain === true
          ? {}
          : { fix: 'remove this one, or write availability: {disruptionBudget: false} for the service' }),
      };
      return;
    }
  },
};

export const scalerClash: IndexRule = {
  id: 'autoscaler-clash',
  reads: 'environment',
  reason:
    'two autoscalers of one workload both stop, and a number in the manifest is set again with every apply',
  fix: 'remove one of them',
  *check(rendered, { relations, workloadOf }) {
    const all = relations.scalersBeside(rendered);
    if (all.length === 0) return;
    const other = otherOf(rendered, all);
    const target = mapAt(rendered.object, 'spec', 'scaleTargetRef');
    const name = `${plainText(target['kind'] ?? 'Deployment')} ${plainText(target['name'])}`;
    if (other !== undefined) {
      yield {
        at: 'spec.scaleTargetRef',
        problem: `${name} has an autoscaler already, and with two of them neither sets its number of pods`,
        got: nameOf(other),
        ...(other.plain === true
          ? {}
          : { fix: 'remove this one, or write replicas: external for the service' }),
      };
      return;
    }
    const workload = workloadOf(rendered);
    const replicas = workload === undefined ? undefined : mapAt(workload.object, 'spec')['replicas'];
    if (rendered.plain !== true || workload?.plain === true || replicas === undefined) return;
    yield {
      at: 'spec.scaleTargetRef',
      problem: `the manifest of ${name} sets its number of pods too, so that each apply undoes what the autoscaler did`,
      got: `replicas: ${plainText(replicas)}`,
      fix: 'write replicas: external for the service, or remove the autoscaler',
    };
  },
};

export const selectedJobs: IndexRule = {
  id: 'selected-job',
  reads: 'environment',
  reason: 'a budget over pods of Jobs has no number to count from, and a Service sends them requests',
  fix: 'give the pods of the Job other labels, or the other objects a narrower selector',
  *check(rendered, { relations }) {
    const template = podTemplateOf(rendered);
    if (template === undefined || kindOf(rendered.object).rolls || !isJob(rendered)) return;
    const serving = [
      ...relations.selectorsOf(rendered, 'budgets'),
      ...relations.selectorsOf(rendered, 'services'),
    ];
    const shared = serving.filter((other) =>
      relations.podsOf(other).some((pods) => kindOf(pods.rendered.object).rolls),
    );
    if (shared.length === 0) return;
    const finding: Finding = {
      at: template.at.replace(/\.?spec$/, '.metadata.labels').replace(/^\./, ''),
      problem: 'other objects take these pods for those of a workload that keeps running',
      got: shared.map(nameOf).join(', '),
    };
    yield finding;
  },
};

function isJob({ object: { kind } }: RenderedObject): boolean {
  return kind === 'Job' || kind === 'CronJob';
}

export const noEviction: IndexRule = {
  id: 'no-eviction',
  reads: 'environment',
  reason: 'drains of nodes, and with them upgrades of the cluster, wait for these pods for ever',
  fix: 'write maxUnavailable: 1',
  *check(rendered, index) {
    if (rendered.object.kind !== 'PodDisruptionBudget' || rendered.plain !== true) return;
    const { maxUnavailable, minAvailable } = mapAt(rendered.object, 'spec');
    const field = maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable';
    const blocks =
      maxUnavailable === undefined
        ? minAvailable === '100%' || keepsAll(minAvailable, rendered, index)
        : maxUnavailable === 0 || maxUnavailable === '0%';
    if (!blocks) return;
    yield {
      at: `spec.${field}`,
      problem: 'the budget lets no pod be evicted',
      got: `${field}: ${plainText(maxUnavailable ?? minAvailable)}`,
    };
  },
};

/** True where as many pods have to be there as there are at most: where an autoscaler sets their number, more may come. */
function keepsAll(minimum: unknown, budget: RenderedObject, { relations }: EnvironmentIndex): boolean {
  const workloads = relations.podsOf(budget).map(({ rendered }) => rendered);
  if (typeof minimum !== 'number' || workloads.length === 0) return false;
  const counts = workloads.map((workload) => {
    const { replicas = 1 } = mapAt(workload.object, 'spec');
    const isCounted = ['Deployment', 'StatefulSet'].includes(workload.object.kind);
    return isCounted && typeof replicas === 'number' && relations.scalersOf(workload).length === 0
      ? replicas
      : Infinity;
  });
  return minimum >= counts.reduce((sum, count) => sum + count, 0);
}
