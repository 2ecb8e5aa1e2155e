import type { KubernetesObject } from '../../../lib/rendered';
import { apply, cloudName, cluster, describeWithNodes, eventually, figure, kubectl, lab } from './lab';
import { defineKinds } from '../definitions';
import { createSecrets, renderEnvironments } from '../platforms';

interface Deployment {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly replicas: number };
  readonly status: { readonly replicas?: number; readonly updatedReplicas?: number };
}

interface Autoscaler {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly maxReplicas: number };
}

interface ReplicaSet {
  readonly metadata: { readonly name: string };
  readonly status: {
    readonly conditions?: readonly { readonly type: string; readonly message: string }[];
  };
}

/** The sample's and Online Boutique's environments of the cloud whose nodes there are. */
const platforms = [
  ['platform', (cloud: string) => `platform/production-${cloud}`],
  ['examples/online-boutique', (cloud: string) => `examples/online-boutique/${cloud}`],
] as const;

describeWithNodes('the quota of a namespace', () => {
  beforeAll(async () => lab('restore'));
  afterEach(async () => {
    await lab('load', '--reset');
  });

  it.each(platforms)(
    '%s fits with every autoscaler at its maximum during a surge',
    async (folder, titleOf) => {
      const wanted = titleOf(await cloudName());
      const environment = renderEnvironments(folder).find(({ title }) => title === wanted);
      const objects = (environment?.apps ?? []).flatMap((app) => app.objects.map(({ object }) => object));
      const namespace = namespaceOf(objects);
      const list = <T>(group: string, kind: string) =>
        cluster.list(`/apis/${group}/namespaces/${namespace}/${kind}`) as unknown as Promise<T[]>;
      await defineKinds(cluster, objects);
      if (environment !== undefined) await createSecrets(cluster, environment);
      await apply(objects);
      if (environment !== undefined) await createSecrets(cluster, environment);
      await lab('load', namespace, '', 'cpu=4');
      const autoscalers = await list<Autoscaler>('autoscaling/v2', 'horizontalpodautoscalers');
      const most = new Map(autoscalers.map(({ metadata, spec }) => [metadata.name, spec.maxReplicas]));
      const seconds = await eventually(async () => {
        const all = await list<Deployment>('apps/v1', 'deployments');
        const low = all.filter(
          ({ metadata, status }) => (status.replicas ?? 0) < (most.get(metadata.name) ?? 0),
        );
        return low.length === 0
          ? undefined
          : `below the maximum: ${low.map(({ metadata }) => metadata.name).join(', ')}`;
      }, 240);
      await kubectl('rollout', 'restart', 'deployment', '-n', namespace);
      await eventually(async () => {
        const all = await list<Deployment>('apps/v1', 'deployments');
        const idle = all.filter(
          ({ spec, status }) => spec.replicas > 0 && (status.updatedReplicas ?? 0) === 0,
        );
        return idle.length === 0
          ? undefined
          : `no surge of ${idle.map(({ metadata }) => metadata.name).join(', ')}`;
      });
      const refused = (await list<ReplicaSet>('apps/v1', 'replicasets')).flatMap(({ status }) =>
        (status.conditions ?? [])
          .filter(({ type }) => type === 'ReplicaFailure')
          .map(({ message }) => message),
      );
      expect(refused).toEqual([]);
      const pods = (await cluster.list(`/api/v1/namespaces/${namespace}/pods`)).length;
      await figure(`${folder} at its maximum, during a surge`, { pods, autoscalers: most.size, seconds });
      await cluster.remove(`/api/v1/namespaces/${namespace}`);
    },
  );
});

function namespaceOf(objects: readonly KubernetesObject[]): string {
  return objects.find(({ kind }) => kind === 'Namespace')?.metadata.name ?? '';
}
