import type { KubernetesObject } from '../lib/rendered';
import { backendsOf } from './backends';
import type { Finding, IndexRule } from './rule';
import { listAt, mapAt, perObject, plainText, textAt } from './rule';

/** A port by this name means that annotations of the Ingress say what happens: the name before it is that of an action. */
const actionPort = 'use-annotation';

export const danglingBackends: IndexRule = {
  id: 'missing-reference',
  reads: 'environment',
  reason: 'a load balancer answers every request with an error where its backend is not there',
  fix: 'write the name of one that is rendered, or name it under existing.services',
  *check({ object, plain }, index, { complete, existing }) {
    if (plain !== true || !complete || object.kind === 'Service') return;
    for (const { at, service, namespace, port } of backendsOf(object)) {
      if (port === actionPort) continue;
      const found = index.find('v1', 'Service', namespace, service);
      if (found === undefined) {
        if (existing.services.has(service)) continue;
        yield { at, problem: `there is no Service of this name in ${namespace ?? ''}`, got: service };
        continue;
      }
      const ports = listAt(mapAt(found.object, 'spec'), 'ports');
      if (port === undefined || ports.some((entry) => entry['port'] === port || entry['name'] === port))
        continue;
      yield {
        at,
        problem: `the Service ${service} has no such port`,
        got: plainText(port),
        expected: ports
          .map((entry) => `${plainText(entry['name'] ?? '')} (${plainText(entry['port'])})`)
          .join(', '),
        fix: 'write one of its ports',
      };
    }
  },
};

/** Where an autoscaler says what it scales. */
const targets: Readonly<Record<string, string>> = {
  HorizontalPodAutoscaler: 'scaleTargetRef',
  ScaledObject: 'scaleTargetRef',
  VerticalPodAutoscaler: 'targetRef',
};

const targetOf = perObject((object: KubernetesObject) => {
  const field = targets[object.kind];
  if (field === undefined) return undefined;
  const target = mapAt(object, 'spec', field);
  const name = textAt(target, 'name');
  const kind = textAt(target, 'kind') ?? 'Deployment';
  return name === undefined ? undefined : { at: `spec.${field}`, kind, name };
});

export const danglingTargets: IndexRule = {
  id: 'missing-reference',
  reads: 'environment',
  reason: 'an autoscaler without its target scales nothing',
  fix: 'write the name of one that is rendered, or name it under existing',
  *check({ object, plain }, index, { complete, existing }) {
    const target = plain === true && complete ? targetOf(object) : undefined;
    if (target === undefined) return;
    const { at, kind, name } = target;
    const known =
      kind === 'Deployment'
        ? existing.deployments
        : kind === 'StatefulSet'
          ? existing.statefulSets
          : undefined;
    const { namespace } = object.metadata;
    // Operators scale kinds of their own.
    if (known === undefined || known.has(name) || index.has('apps/v1', kind, namespace, name)) return;
    const finding: Finding = {
      at,
      problem: `there is no ${kind} of this name in ${namespace ?? ''}`,
      got: name,
    };
    yield finding;
  },
};
