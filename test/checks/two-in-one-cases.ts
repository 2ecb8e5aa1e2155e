import type { JsonObject } from '../../lib/json';
import type { KubernetesObject } from '../../lib/rendered';
import { deployment, podSpec, container, service } from './objects';

/** Objects that break a rule, and the whole text of what is found. */
export interface Case {
  readonly objects: KubernetesObject[];
  readonly plain?: true;
  readonly found: readonly string[];
}

/** `null` leaves a field out. */
export const budget = (spec: JsonObject = {}, name = 'web'): KubernetesObject => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name, namespace: 'shop' },
  spec: Object.fromEntries(
    Object.entries({ maxUnavailable: 1, selector: { matchLabels: { app: 'web' } }, ...spec }).filter(
      ([, value]) => value !== null,
    ),
  ),
});

export const scaler = (name = 'web', target: JsonObject = {}): KubernetesObject => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name, namespace: 'shop' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', ...target },
    minReplicas: 2,
    maxReplicas: 5,
  },
});

/** A Job, or as the template of a CronJob. */
export function job(labels: Record<string, string>, kind: 'Job' | 'CronJob' = 'Job'): KubernetesObject {
  const template = {
    metadata: { labels },
    spec: { ...podSpec, restartPolicy: 'Never', containers: [{ ...container, name: 'job', ports: [] }] },
  };
  const spec = kind === 'Job' ? { template } : { schedule: '0 3 * * *', jobTemplate: { spec: { template } } };
  return { apiVersion: 'batch/v1', kind, metadata: { name: 'report', namespace: 'shop' }, spec };
}

/** An Ingress that leads to port `http` of the Service `web`. */
export const ingress: KubernetesObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    rules: [
      {
        host: 'shop.example.org',
        http: {
          paths: [
            { path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { name: 'http' } } } },
          ],
        },
      },
    ],
  },
};

/** Gives the account of the pods a role. */
export const binding: KubernetesObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name: 'web', namespace: 'shop' },
  subjects: [{ kind: 'ServiceAccount', name: 'default' }],
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
};

/** A variable of a field of the pod. */
export const labelled = (fieldPath: string): JsonObject => ({
  name: 'VALUE',
  valueFrom: { fieldRef: { fieldPath } },
});

export const twoInOneCases: Readonly<Record<string, Case>> = {
  'two budgets over the same pods': {
    objects: [deployment(), budget(), budget({ minAvailable: 1, maxUnavailable: null }, 'old')],
    found: [
      'budget-clash: production: PodDisruptionBudget shop/old: spec.selector: the pods of Deployment web have a budget already, and none of them can be evicted while there are two, got PodDisruptionBudget web; remove this one, or write availability: {disruptionBudget: false} for the service',
    ],
  },
  'two autoscalers of one Deployment': {
    objects: [deployment(), scaler(), scaler('old')],
    found: [
      'autoscaler-clash: production: HorizontalPodAutoscaler shop/old: spec.scaleTargetRef: Deployment web has an autoscaler already, and with two of them neither sets its number of pods, got HorizontalPodAutoscaler web; remove this one, or write replicas: external for the service',
    ],
  },
  'a CronJob whose pods a Service and a budget take for those of a Deployment': {
    objects: [deployment(), service(), budget(), job({ app: 'web' }, 'CronJob')],
    found: [
      'selected-job: production: CronJob shop/report: spec.jobTemplate.spec.template.metadata.labels: other objects take these pods for those of a workload that keeps running, got PodDisruptionBudget web, Service web; give the pods of the Job other labels, or the other objects a narrower selector',
    ],
  },
  'an account with a role, whose pods have no token': {
    plain: true,
    objects: [deployment({ pod: { automountServiceAccountToken: false } }), binding],
    found: [
      'no-token: production: RoleBinding shop/web: subjects[0]: the pods of web run as this account without a token, so that they cannot use the role, got default; write automountServiceAccountToken: true for the service, or remove the account from the binding',
    ],
  },
  'a variable of a label that the pods do not have': {
    objects: [deployment({ container: { env: [labelled("metadata.labels['tier']")] } })],
    found: [
      'missing-label: production: Deployment shop/web: spec.template.spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: the pods have no label of this name, so that the variable is empty, got tier; add it to podLabels or podAnnotations of the service, or to the pods of a plain object',
    ],
  },
  'a plain budget that lets no pod go': {
    plain: true,
    objects: [deployment(), budget({ maxUnavailable: 0 })],
    found: [
      'no-eviction: production: PodDisruptionBudget shop/web: spec.maxUnavailable: the budget lets no pod be evicted, got maxUnavailable: 0; write maxUnavailable: 1',
    ],
  },
};
