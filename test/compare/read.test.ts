import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readManifests } from '../../compare/read';
import { SpecError } from '../../lib/diagnostics';

describe('reading manifests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-manifests-'));
  const file = join(folder, 'a.yaml');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('takes Lists, several documents, keys that stand twice and merge keys, and passes kustomizations over', () => {
    writeFileSync(
      file,
      'kind: List\napiVersion: v1\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n---\n' +
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\nmetadata: &m {name: b}\ndata: {<<: *m}\n---\n' +
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n---\n',
    );
    expect(readManifests([folder])).toEqual([
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' }, data: { name: 'b' } },
    ]);
  });

  it.each([
    ['replicas: 2\n', 'the document is not a Kubernetes object; expected apiVersion, kind and metadata.name'],
    ['# caf\u00e9\n', 'the file is not UTF-8; save it as UTF-8 without other encodings'],
    ['# nothing\n', 'there are no Kubernetes objects; name files or folders of YAML'],
  ])('refuses %j', (text, problem) => {
    writeFileSync(file, text, 'latin1');
    const read = () => readManifests([file]);
    expect(read).toThrow(SpecError);
    expect(read).toThrow(problem);
  });
});
