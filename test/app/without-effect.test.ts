import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { writtenWithoutEffect } from '../../app/causes';
import { resolveAll, withoutErrors } from '../../app/pipeline';
import { SpecError } from '../../lib/diagnostics';
import { isObject } from '../../lib/json';
import type { Resolution } from '../../app/resolve';
import { loadFrom } from '../../app/source';
import { memoryFolder } from '../../spec/source-folder';
import { mixed, service } from '../support/arbitrary';

const seed = Number(process.env['SEED'] ?? 20261124);
const root = join(__dirname, '../fixtures/every-field');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const known = new Map(
  readdirSync(join(root, 'services')).map((file) => [
    file,
    parse(textOf(`services/${file}`)) as Record<string, unknown>,
  ]),
);

/** What reaches no object, and why. */
const named: readonly (readonly [RegExp, string])[] = [
  [/^availability\.target$|^replicas\.hardMax$|^expose\.public$/, 'the rest is checked against it'],
  [/^probes\.tcpSocket$/, 'the handler that is derived anyway'],
  [/^ports\.[^.]+\.servicePort$/, 'false, where no Service would have the port anyway'],
  [/\.previousPort$/, 'policies keep it open, and nobody calls the port, or no policy is rendered'],
];

const zones = {
  aks: 'brazilsouth-1, brazilsouth-2',
  eks: 'sa-east-1a, sa-east-1b',
  gke: 'southamerica-east1-a, southamerica-east1-b',
};
const environments = [
  textOf('environments/here.yaml'),
  ...Object.entries(zones).map(([provider, names]) =>
    textOf('environments/here.yaml')
      .replace('provider: kubernetes', `provider: ${provider}`)
      .replace('[a, b, c]', `[${names}]`)
      .replace(/^nodes:\n(?: .*\n)+/m, ''),
  ),
];

/** Undefined where the service is refused: what it says is then in an error. */
function resolved(written: object, environment: string): Resolution | undefined {
  const files = new Map([
    ['platform.yaml', textOf('platform.yaml')],
    ['environments/here.yaml', environment],
    ...[...known.keys()].map((file): [string, string] => [`services/${file}`, textOf(`services/${file}`)]),
    ['services/web.yaml', stringify(written, { aliasDuplicateObjects: false })],
  ]);
  try {
    const { resolutions, problems } = resolveAll(loadFrom(memoryFolder(files)), []);
    withoutErrors(problems);
    return resolutions[0];
  } catch (error) {
    if (error instanceof SpecError) return undefined;
    throw error;
  }
}

/** Maps and lists without entries ask for nothing. */
function emptiesIn(value: unknown, path: readonly string[] = []): string[] {
  if (Array.isArray(value)) return value.length === 0 ? [path.join('.')] : [];
  if (!isObject(value)) return [];
  const entries = Object.entries(value);
  return entries.length === 0
    ? [path.join('.')]
    : entries.flatMap(([key, entry]) => emptiesIn(entry, [...path, key]));
}

/** What was once dropped without a word. */
const examples: Record<string, unknown>[] = [
  { image: 'acme/web:1', replicas: 2, service: { type: 'NodePort' } },
  { image: 'acme/web:1', workload: 'Job', service: { annotations: { a: 'b' } } },
  { image: 'acme/web:1', ports: { http: { port: 80, servicePort: 81 } }, service: false },
];

it.each([
  ['any service', service(['feed', 'rpc']), 40],
  ['any mixture of the fields of services', mixed([...known.values()]), 60],
] as const)(
  `no line of %s is without effect, unless it is named (SEED=${seed})`,
  (_name, services, numRuns) => {
    let taken = 0;
    fc.assert(
      fc.property(services, fc.constantFrom(...environments), (written, environment) => {
        const resolution = resolved(written, environment);
        if (resolution === undefined) return;
        taken++;
        const empties = emptiesIn(written);
        const lost = writtenWithoutEffect(resolution, 'web').filter(
          (path) => !empties.includes(path) && !named.some(([pattern]) => pattern.test(path)),
        );
        expect(lost).toEqual([]);
      }),
      { seed, numRuns, examples: examples.map((written) => [written, environments[0] ?? '']) },
    );
    expect(taken).toBeGreaterThan(numRuns / 4);
  },
  120_000,
);
