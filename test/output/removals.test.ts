import { message } from '../../lib/diagnostics';
import { guarded } from '../../lib/guards';
import type { JsonObject } from '../../lib/json';
import type { KubernetesObject, RenderedObject } from '../../lib/rendered';
import { identity } from '../../lib/rendered';
import { describeRemovals } from '../../output/removals';

const object = (kind: string, name: string, more: JsonObject = {}, apiVersion = 'v1'): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name, ...(/^(Namespace|PersistentVolume)$/.test(kind) ? {} : { namespace: 'shop' }) },
  ...more,
});
const withGuards = (kind: string, name: string): KubernetesObject => {
  const plain = object(kind, name);
  return { ...plain, metadata: { ...plain.metadata, annotations: guarded() } };
};
const set = (templates: readonly string[], more: JsonObject = {}): KubernetesObject => {
  const volumeClaimTemplates = templates.map((name) => ({ metadata: { name } }));
  return object('StatefulSet', 'db', { spec: { volumeClaimTemplates, ...more } }, 'apps/v1');
};

function removals(
  before: readonly KubernetesObject[],
  after: readonly KubernetesObject[],
  ...remove: readonly string[]
) {
  const old = new Map(before.map((entry) => [`production ${identity(entry)}`, entry]));
  const rendered = after.map((entry): RenderedObject => ({
    environment: 'production',
    app: 'web',
    object: entry,
    causes: [],
  }));
  const { left, diagnostics } = describeRemovals(old, rendered, remove);
  return { left, problems: diagnostics.map((found) => `${found.code}: ${message(found)}`) };
}

const claim = withGuards('PersistentVolumeClaim', 'data');

describe('what leaves the output with data is an error', () => {
  it('a claim that the guards keep: it stays, and the command that deletes it is named', () => {
    expect(removals([claim], []).problems).toEqual([
      "removed-data: production: PersistentVolumeClaim shop/data: it leaves the output, and stays in the cluster with its data: nothing deletes it; undo the change, or run synth --remove PersistentVolumeClaim/shop/data (--remove 'production/*' for all of production); kubectl delete pvc data -n shop then deletes it",
    ]);
  });

  it('a plain claim without guards: it would be deleted', () => {
    expect(removals([object('PersistentVolumeClaim', 'data')], []).problems).toEqual([
      "removed-data: production: PersistentVolumeClaim shop/data: it leaves the output, and Argo CD and Flux delete it with its data where they prune; undo the change, or guard it first as docs/output.md says, and remove it once that is applied, or run synth --remove PersistentVolumeClaim/shop/data (--remove 'production/*' for all of production)",
    ]);
  });

  it.each([
    [
      'a renamed claim',
      [claim],
      [withGuards('PersistentVolumeClaim', 'files')],
      'PersistentVolumeClaim shop/data',
    ],
    ['a Namespace', [withGuards('Namespace', 'shop')], [], 'Namespace shop'],
    ['a volume', [object('PersistentVolume', 'disk')], [], 'PersistentVolume disk'],
    ['a StatefulSet with claims', [set(['data'])], [], 'StatefulSet shop/db'],
    ['a claim template', [set(['data', 'wal'])], [set(['data'])], 'StatefulSet shop/db'],
    [
      'a Deployment in place of a StatefulSet',
      [set(['data'])],
      [object('Deployment', 'db')],
      'StatefulSet shop/db',
    ],
  ])('%s', (_name, before, after, title) => {
    const { problems, left } = removals(before, after);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`removed-data: production: ${title}: `);
    expect(left).toEqual([]);
  });

  it.each([
    ['a claim that changes', [claim], [object('PersistentVolumeClaim', 'data')]],
    ['a StatefulSet without claims', [set([])], []],
    ['a StatefulSet with a further claim', [set(['data'])], [set(['data', 'wal'])]],
    ['a Deployment', [object('Deployment', 'web', {}, 'apps/v1')], []],
    ['a custom Namespace', [object('Namespace', 'shop', {}, 'example.org/v1')], []],
  ])('but not %s', (_name, before, after) => {
    expect(removals(before, after)).toEqual({ left: [], problems: [] });
  });
});

describe('until --remove allows it', () => {
  it.each(['PersistentVolumeClaim/shop/data', 'production/*'])('as %s, which says what stays', (name) => {
    expect(removals([claim], [], name)).toEqual({
      problems: [],
      left: [
        {
          environment: 'production',
          object: 'PersistentVolumeClaim shop/data',
          stays: true,
          command: 'kubectl delete pvc data -n shop',
        },
      ],
    });
  });

  it('and says what is deleted', () => {
    expect(removals([object('PersistentVolume', 'disk')], [], 'PersistentVolume/disk').left).toEqual([
      { environment: 'production', object: 'PersistentVolume disk', stays: false },
    ]);
    const retention = { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } };
    expect(removals([set(['data'], retention)], [], 'StatefulSet/shop/db').left).toEqual([
      { environment: 'production', object: 'StatefulSet shop/db', stays: false },
    ]);
  });

  it('claims of templates by their names, however many there are', () => {
    const commands = (before: KubernetesObject, after: readonly KubernetesObject[]) =>
      removals([before], after, 'StatefulSet/shop/db').left.map(({ command }) => command);
    expect(commands(set(['data', 'wal']), [])).toEqual([
      "kubectl get pvc -n shop -o name | grep -E '/(data|wal)-db-[0-9]+$' | xargs kubectl delete -n shop",
    ]);
    expect(commands(set(['data', 'wal']), [set(['data'])])).toEqual([
      "kubectl get pvc -n shop -o name | grep -E '/wal-db-[0-9]+$' | xargs kubectl delete -n shop",
    ]);
  });

  it('no other', () => {
    expect(removals([claim], [], 'PersistentVolumeClaim/shop/other', 'staging/*').problems).toEqual([
      expect.stringContaining('removed-data'),
      expect.stringContaining('unknown-remove: --remove: no claim'),
      expect.stringContaining('got staging/*'),
    ]);
  });
});
