import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Pipeline } from '../../app/pipeline';
import { kindOf, rowOf } from '../../lib/kinds';
import { isObject } from '../../lib/json';
import { valueAt } from '../../lib/path';

const root = join(__dirname, '../..');
const folders = [
  'platform',
  ...['examples', 'test/fixtures'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name)),
  ),
].filter((folder) => existsSync(join(root, folder, 'platform.yaml')));
const rendered = folders.flatMap((folder) =>
  new Pipeline(join(root, folder)).run().apps.flatMap(({ objects }) => objects.map(({ object }) => object)),
);
const titleOf = ({ apiVersion, kind }: { apiVersion: string; kind: string }) => `${apiVersion} ${kind}`;

describe('the table of kinds', () => {
  it('has a row for every kind that is rendered', () => {
    expect([...new Set(rendered.filter((object) => rowOf(object) === undefined).map(titleOf))]).toEqual([]);
  });

  it('gives no namespace to kinds of the cluster, and one to all others', () => {
    const wrong = rendered.filter(
      (object) => (kindOf(object).scope === 'cluster') !== (object.metadata.namespace === undefined),
    );
    expect([...new Set(wrong.map(titleOf))]).toEqual([]);
  });

  it('finds the pods of every kind that has some', () => {
    const withContainers = rendered.filter((object) => JSON.stringify(object).includes('"containers":['));
    const containers = withContainers
      .filter((object) => kindOf(object).pods !== undefined)
      .map((object) => valueAt(object, [...(kindOf(object).pods ?? []), 'spec', 'containers']));
    expect(containers.length).toBeGreaterThan(100);
    expect(containers.every((list) => Array.isArray(list) && list.every(isObject))).toBe(true);
    expect([
      ...new Set(
        withContainers
          .filter(({ apiVersion }) => /^(v1|apps\/v1|batch\/v1)$/.test(apiVersion))
          .filter((object) => kindOf(object).pods === undefined)
          .map(titleOf),
      ),
    ]).toEqual([]);
  });

  it('knows a kind by its group, too', () => {
    expect(rowOf({ apiVersion: 'serving.knative.dev/v1', kind: 'Service' })).toBeUndefined();
    expect(rowOf({ apiVersion: 'v1', kind: 'constructor' })).toBeUndefined();
    expect(rowOf({ apiVersion: 'constructor/v1', kind: 'name' })).toBeUndefined();
    expect(kindOf({ apiVersion: 'karpenter.sh/v1', kind: 'NodePool' }).scope).toBe('cluster');
    expect(kindOf({ apiVersion: 'hypershift.openshift.io/v1beta1', kind: 'NodePool' }).scope).toBe(
      'namespace',
    );
  });
});

const definitions = process.env['CRDS'];
// Without CRDS there are no definitions to compare with.
(definitions === undefined ? it.skip : it)('scopes are those of the definitions in CRDS', () => {
  const folder = definitions ?? '';
  const wrong = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split(/^---$/m))
    .filter((text) => /^kind: CustomResourceDefinition$/m.test(text))
    .flatMap((text) => {
      const field = (name: string) => new RegExp(`^ +${name}: (\\S+)$`, 'm').exec(text)?.[1] ?? '';
      const [, kind = ''] = /^ {2}names:\n(?: {4}.*\n)*? {4}kind: (\S+)$/m.exec(text) ?? [];
      const known = kindOf({ apiVersion: `${field('group')}/v1`, kind }).scope;
      const is = field('scope') === 'Cluster' ? 'cluster' : 'namespace';
      return known === is ? [] : [`${field('group')} ${kind}: ${is}`];
    });
  expect(wrong).toEqual([]);
});
