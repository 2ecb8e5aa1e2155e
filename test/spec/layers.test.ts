import { schemas } from '../../app/schema';
import fc from 'fast-check';
import { describeFields } from '../../spec/describe-fields';
import { mergeValues } from '../../spec/layers';
import { base, objectOf, removePlatforms, renderWeb, web } from '../support/platform';

const seed = Number(process.env['SEED'] ?? 20261124);
afterEach(removePlatforms);

const fields = describeFields(schemas.service).map(({ path }) => path);
const replacedWhole = fields.filter((path) => /(?:^|\.)env$|^connects$/.test(path));
/** Names that a person may give to a thing, and that fields have, too. */
const names = [...new Set(fields.map((path) => path.split('.').at(-1) ?? ''))].filter(
  (name) => !/NAME|\[\]/.test(name),
);

const nested = (path: readonly string[], value: unknown): unknown =>
  path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);

function merged(path: readonly string[]): unknown {
  return mergeValues(nested(path, { A: { x: 1, y: 2 } }), nested(path, { A: { x: 9 } }));
}

it('knows the maps whose entries are replaced whole', () => {
  expect(replacedWhole).toEqual([
    'env',
    'connects',
    'initContainers.NAME.env',
    'sidecars.NAME.env',
    'containers.NAME.env',
  ]);
  for (const place of replacedWhole) {
    for (const name of names) {
      const path = place.split('.').map((part) => (part === 'NAME' ? name : part));
      expect(merged(path)).toEqual(nested(path, { A: { x: 9 } }));
    }
  }
});

it(`merges every other map by key, whatever the things in it are called (SEED=${seed})`, () => {
  const whole = replacedWhole.map((place) => new RegExp(`^${place.replace('NAME', '[^.]+')}$`));
  const name = fc.oneof(fc.constantFrom('env', 'connects', 'containers'), fc.constantFrom(...names));
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (path) => {
      // An entry of a map whose entries are replaced takes what is below it along.
      fc.pre(!path.some((_, index) => whole.some((place) => place.test(path.slice(0, index + 1).join('.')))));
      expect(merged(path)).toEqual(nested(path, { A: { x: 9, y: 2 } }));
    }),
    { seed, numRuns: 500 },
  );
});

it.each(['env', 'connects'])('an override of the ConfigMap %s keeps its other keys', (name) => {
  const apps = renderWeb(`${web}configMaps: {${name}: {data: {A: "1", B: "2"}}}\n`, {
    ...base,
    'environments/production.yaml': `provider: kubernetes\nnetworkPolicy: off\nservices: {web: {configMaps: {${name}: {data: {A: "9"}}}}}\n`,
  });
  expect(objectOf(apps, 'ConfigMap', name)['data']).toEqual({ A: '9', B: '2' });
});

it.each(['env', 'connects'])('an override of the container %s keeps its other requests', (name) => {
  const apps = renderWeb(
    `${web}sidecars: {${name}: {image: "acme/a:1", resources: {requests: {cpu: 1, memory: 1Gi}}}}\n`,
    {
      ...base,
      'environments/production.yaml': `provider: kubernetes\nnetworkPolicy: off\nservices: {web: {sidecars: {${name}: {resources: {requests: {cpu: 2}}}}}}\n`,
    },
  );
  const sidecar = { name, resources: { requests: { cpu: '2', memory: '1Gi' } } };
  expect(objectOf(apps, 'Deployment')).toMatchObject({
    spec: { template: { spec: { initContainers: [sidecar] } } },
  });
});
