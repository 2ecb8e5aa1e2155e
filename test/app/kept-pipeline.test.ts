import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { Pipeline } from '../../app/pipeline';
import { units } from '../../app/units';
import { loadPlatform } from '../../app/source';
import { resolve } from '../../app/resolve';
import { removePlatforms, web, writePlatform } from '../support/platform';

afterEach(removePlatforms);

const objectsOf = (pipeline: Pipeline) =>
  pipeline.run().apps.map(({ app, objects }) => [app, objects.map(({ object }) => object)]);

/** A pipeline that has run before an edit gives what a fresh one gives after it. */
function expectFresh(
  files: Readonly<Record<string, string>>,
  edited: Readonly<Record<string, string>>,
): void {
  const root = writePlatform(files);
  const kept = new Pipeline(root);
  const before = objectsOf(kept);
  for (const [path, text] of Object.entries(edited)) writeFileSync(join(root, path), text);
  const after = objectsOf(kept);
  expect(after).toEqual(objectsOf(new Pipeline(root)));
  expect(after).not.toEqual(before);
}

const platform = (name: string) => `name: ${name}\nowner: web\nedition: 2026-11\n`;
const environment = (provider: string) =>
  `provider: ${provider}\nnetworkPolicy: off\nedge: {domain: example.org, implementation: envoy-gateway, issuer: letsencrypt, gateway: {capacity: uniform}}\n`;

it('another provider reaches the annotations of the gateway', () => {
  const files = {
    'platform.yaml': platform('shop'),
    'environments/production.yaml': environment('eks'),
    'services/web.yaml': `${web}expose: www.example.org\n`,
  };
  expectFresh(files, { 'environments/production.yaml': environment('aks') });
});

it('another name of the platform reaches the namespace of plain objects', () => {
  const files = {
    'platform.yaml': platform('shop'),
    'environments/production.yaml': 'provider: kubernetes\nnetworkPolicy: off\n',
    'services/web.yaml': web,
    'manifests/all/extra/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra}\ndata: {a: b}\n',
  };
  expectFresh(files, { 'platform.yaml': platform('store') });
});

/** Everything that can be reached from a value. */
function reachable(value: unknown, seen = new Set<unknown>()): Set<unknown> {
  if (typeof value !== 'object' || value === null || seen.has(value)) return seen;
  seen.add(value);
  const entries = value instanceof Map ? [...value.entries()].flat() : Object.values(value);
  for (const entry of entries) reachable(entry, seen);
  return seen;
}

it('facts are narrow: no environment, no provider and no whole service is among them', () => {
  const source = loadPlatform(join(__dirname, '../fixtures/every-field'));
  for (const name of source.environments.keys()) {
    const resolution = resolve(source, name);
    const { environment } = resolution;
    const wide = new Set<unknown>([
      environment,
      environment.provider,
      ...environment.services.values(),
      ...[...environment.systemServices.values()].map(({ service }) => service),
    ]);
    const holdsWide = (facts: unknown) => [...reachable(facts)].some((value) => wide.has(value));
    const held = units(resolution).flatMap(({ app, parts }) =>
      parts.filter(({ facts }) => holdsWide(facts)).map(() => app),
    );
    const ofConcerns = Object.entries(resolution.facts).filter(([, facts]) => holdsWide(facts));
    expect([held, ofConcerns.map(([id]) => id)]).toEqual([[], []]);
  }
});
