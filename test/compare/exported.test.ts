import type { JsonObject } from '../../lib/json';
import type { KubernetesObject } from '../../lib/rendered';
import { deployment, losses, service, theirs } from './objects';

describe('what the API server writes itself is no claim', () => {
  const exported = (
    object: KubernetesObject,
    metadata: JsonObject,
    fields: JsonObject,
  ): KubernetesObject => ({
    ...object,
    metadata: {
      ...object.metadata,
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: 'now',
      generation: 2,
      managedFields: [],
      ...metadata,
    },
    ...fields,
    status: { observedGeneration: 2 },
  });

  it('in a target port of 0, which the API takes for none', () => {
    const service = (targetPort: JsonObject) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { ports: [{ name: 'http', port: 80, ...targetPort }] },
    });
    expect(losses([service({ targetPort: 0 })], [service({})])).toEqual([]);
    expect(losses([service({ targetPort: 81 })], [service({})])).not.toEqual([]);
  });

  it('in the templates of an exported CronJob', () => {
    const cronJob = (metadata: JsonObject) => ({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        schedule: '0 3 * * *',
        jobTemplate: {
          metadata,
          spec: {
            template: {
              metadata,
              spec: { restartPolicy: 'Never', containers: [{ name: 'web', image: 'acme/web:1' }] },
            },
          },
        },
      },
    });
    expect(losses([cronJob({ creationTimestamp: 'now', uid: 'u' })], [cronJob({})])).toEqual([]);
  });

  it('in an exported custom resource', () => {
    const custom = {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { minReplicaCount: 0 },
    };
    expect(losses([exported(custom, {}, {})], [custom])).toEqual([]);
    const other = { ...custom, spec: { minReplicaCount: 1 } };
    expect(losses([exported(custom, {}, {})], [other])).not.toEqual([]);
  });

  it('in an exported Deployment', () => {
    const annotations = {
      'deployment.kubernetes.io/revision': '3',
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
    };
    expect(losses([exported(deployment(), { annotations }, {})], [deployment()])).toEqual([]);
  });

  it('in an exported Service, but for the absence of an address', () => {
    const spec = service(theirs)['spec'] as JsonObject;
    const allocated = {
      clusterIP: '10.0.0.7',
      clusterIPs: ['10.0.0.7'],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
    };
    expect(
      losses([exported(service(theirs), {}, { spec: { ...spec, ...allocated } })], [service(theirs)]),
    ).toEqual([]);
    const headless = { ...service(theirs), spec: { ...spec, clusterIP: 'None' } };
    expect(losses([headless], [service(theirs)])).toEqual(['missing spec.clusterIP "None"']);
  });

  it('in an exported Job', () => {
    const labels = { 'batch.kubernetes.io/controller-uid': 'u', 'job-name': 'a' };
    const job = (fields: JsonObject): KubernetesObject => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'a' },
      spec: { backoffLimit: 2, template: { metadata: { name: 'a' }, ...fields } },
    });
    const live = job({ metadata: { name: 'a', labels } });
    const spec = {
      ...(live['spec'] as JsonObject),
      selector: { matchLabels: labels },
      podReplacementPolicy: 'TerminatingOrFailed',
    };
    expect(losses([exported(live, { labels }, { spec })], [job({})])).toEqual([]);
  });

  it('but a finalizer of somebody else is', () => {
    const own = {
      ...service(theirs),
      metadata: { name: 'web', finalizers: ['acme.dev/keep', 'kubernetes.io/pvc-protection'] },
    };
    expect(losses([own], [service(theirs)])).toEqual([
      'missing metadata.finalizers[acme.dev/keep] "acme.dev/keep"',
    ]);
  });
});
