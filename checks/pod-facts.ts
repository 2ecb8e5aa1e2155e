import type { JsonObject } from '../lib/json';
import { podTemplateOf } from './pods';
import type { PodTemplate } from './pods';
import type { Finding, IndexRule, ObjectRule } from './rule';
import { listAt, mapAt, textAt } from './rule';

/** Labels and annotations that pods get at run time: of Kubernetes' own names, and of the controllers that make pods. */
const atRunTime =
  /(^|\.)(kubernetes|k8s)\.io\/|^(pod-template-hash|controller-revision-hash|job-name|controller-uid|pod-template-generation)$/;

export const missingLabels: ObjectRule = {
  id: 'missing-label',
  reads: 'object',
  reason: 'a variable of a label or annotation that pods do not have is empty, and nothing fails',
  fix: 'add it to podLabels or podAnnotations of the service, or to the pods of a plain object',
  *check(rendered) {
    const template = podTemplateOf(rendered);
    if (template === undefined) return;
    for (const { at, container } of template.containers) {
      for (const [index, entry] of listAt(container, 'env').entries()) {
        const field = textAt(mapAt(entry, 'valueFrom', 'fieldRef'), 'fieldPath') ?? '';
        const [, kind = '', key = ''] = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(field) ?? [];
        const there = kind === 'labels' ? template.labels : template.annotations;
        if (key === '' || atRunTime.test(key) || Object.hasOwn(there, key)) continue;
        const what = kind === 'labels' ? 'label' : 'annotation';
        yield {
          at: `${at}.env[${index}].valueFrom.fieldRef.fieldPath`,
          problem: `the pods have no ${what} of this name, so that the variable is empty`,
          got: key,
        };
      }
    }
  },
};

/** Whether some container of a pod can ask the API server as its account. */
function hasToken(template: PodTemplate, account: JsonObject | undefined): boolean {
  const projected = listAt(template.spec, 'volumes').some((volume) =>
    listAt(mapAt(volume, 'projected'), 'sources').some(
      (source) => source['serviceAccountToken'] !== undefined,
    ),
  );
  return (
    projected ||
    (template.spec['automountServiceAccountToken'] ?? account?.['automountServiceAccountToken']) !== false
  );
}

export const boundWithoutToken: IndexRule = {
  id: 'no-token',
  reads: 'environment',
  reason: 'a role that nobody can use: pods without a token are anonymous to the API server',
  fix: 'write automountServiceAccountToken: true for the service, or remove the account from the binding',
  *check({ object, plain }, index) {
    if (plain !== true || !['RoleBinding', 'ClusterRoleBinding'].includes(object.kind)) return;
    for (const [position, subject] of listAt(object, 'subjects').entries()) {
      const { name } = subject;
      const namespace = textAt(subject, 'namespace') ?? object.metadata.namespace;
      if (subject['kind'] !== 'ServiceAccount' || typeof name !== 'string') continue;
      const account = index.find('v1', 'ServiceAccount', namespace, name)?.object as JsonObject | undefined;
      const users = index.relations
        .podsIn(namespace ?? '', {})
        .filter(({ template }) => (template.spec['serviceAccountName'] ?? 'default') === name);
      if (users.length === 0 || users.some(({ template }) => hasToken(template, account))) continue;
      const finding: Finding = {
        at: `subjects[${position}]`,
        problem: `the pods of ${users.map(({ rendered }) => rendered.object.metadata.name).join(', ')} run as this account without a token, so that they cannot use the role`,
        got: name,
      };
      yield finding;
    }
  },
};
