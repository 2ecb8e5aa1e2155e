import { schemas } from '../../app/schema';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseDocument } from 'yaml';
import { z } from 'zod';
import { Pipeline } from '../../app/pipeline';
import { SpecError } from '../../lib/diagnostics';
import { exampleAt, schemasAt, unwrap } from '../../spec/schema-walk';
import { removePlatforms, writePlatform } from '../support/platform';
import { missingFields } from '../support/written';

type Path = readonly (string | number)[];

/** Together they write every field of platforms and environments; `settings` what the others have no use for. */
const platforms = ['every-field', 'edge', 'node-pools', 'settings'].map((fixture) => {
  const folder = join(__dirname, '../fixtures', fixture);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.yaml'),
  );
  const texts = new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  const root = writePlatform(Object.fromEntries(texts));
  return { fixture, texts, root, pipeline: new Pipeline(root) };
});
type Platform = (typeof platforms)[number];

const files = platforms.flatMap((platform) =>
  [...platform.texts].flatMap(([file, text]) => {
    const schema = schemaOf(file);
    return schema === undefined ? [] : [{ platform, file, text, schema }];
  }),
);

function schemaOf(file: string): z.ZodObject | undefined {
  if (file === 'platform.yaml') return schemas.platform;
  return file.startsWith('environments/') ? schemas.environment : undefined;
}

afterAll(removePlatforms);

/** Lines that change nothing where they are, and why. Another fixture has the field, and there it changes something. */
const withoutEffect: Readonly<Record<string, readonly string[]>> = {
  // Spread is soft, and the same over two zones and three.
  'edge/environments/envoy.yaml': ['zones.0', 'zones.1', 'zones.2'],
  // The plan is checked against it.
  'settings/environments/entry.yaml': ['edge.gateway.availability.target'],
};

describe('each line changes what is rendered or warned of, or is refused:', () => {
  it.each(files.map((entry) => [`${entry.platform.fixture}/${entry.file}`, entry] as const))(
    '%s',
    (name, { platform, file, text, schema }) => {
      const baseline = outcome(platform, file, text);
      expect(baseline).not.toBe('refused');
      const vain = leavesOf(text).filter(({ path, value }) => {
        const changed = changesOf(schema, path, value)
          .map((change) => textWith(text, path, change))
          .filter((other) => schema.safeParse(parse(other)).success);
        if (changed.length === 0) return !isForm(schema, path);
        return changed.every((other) => outcome(platform, file, other) === baseline);
      });
      writeFileSync(join(platform.root, file), text);
      expect(vain.map(({ path }) => path.join('.'))).toEqual(withoutEffect[name] ?? []);
    },
  );
});

describe('the fixtures have every field', () => {
  // The same schema and the same code as for services: selectors, and the autoscaler of the gateway; KEDA is refused there.
  const covered =
    /^edge\.gateway\.replicas\.(?:schedule|triggers|pollingInterval|\w*[cC]ooldownPeriod|idleReplicaCount|fallback|external|handover)\b|^edge\.gateway\.replicas\.metrics\.\w+\.(?:target|metric\.selector)\.|^edge\.gateway\.availability\.disruptionBudget\.minAvailable$/;

  it.each([
    ['an environment', schemas.environment],
    ['a platform', schemas.platform],
  ])('of %s', (_, schema) => {
    const written = files
      .filter((entry) => entry.schema === schema)
      .map(({ text }) => parse(text) as unknown);
    expect(missingFields(schema, written, covered, ['defaults', 'services'])).toEqual([]);
  });
});

/** All that a reader sees of a platform whose file has this text, without places in files. */
function outcome({ root, pipeline }: Platform, file: string, text: string): string {
  writeFileSync(join(root, file), text);
  try {
    const { apps, warnings } = pipeline.run();
    return JSON.stringify([
      apps.map(({ environment, app, objects }) => [environment, app, objects.map(({ object }) => object)]),
      warnings.map((warning) => ({ ...warning, location: undefined })),
    ]);
  } catch (error) {
    if (error instanceof SpecError) return 'refused';
    throw error;
  }
}

/** Each value of a file with its path: words, numbers, and maps and lists without entries. */
function leavesOf(text: string): { path: Path; value: unknown }[] {
  const walk = (value: unknown, path: Path): { path: Path; value: unknown }[] => {
    const entries: [string | number, unknown][] = Array.isArray(value)
      ? value.map((entry, index) => [index, entry])
      : Object.entries(typeof value === 'object' ? (value ?? {}) : {});
    if (entries.length === 0) return [{ path, value }];
    return entries.flatMap(([key, entry]) => walk(entry, [...path, key]));
  };
  return walk(parse(text), []);
}

/** Where the schema allows nothing else: a word for the form of the map around it, as the type of a metric. */
function isForm(schema: z.ZodType, path: Path): boolean {
  const own = schemasAt(schema, path).map(unwrap);
  return own.length > 0 && own.every((entry) => entry instanceof z.ZodLiteral);
}

/** Nothing in its place, and other values of the same kind: one that is the default changes nothing where it is missing. */
function changesOf(schema: z.ZodType, path: Path, value: unknown): unknown[] {
  const words = schemasAt(schema, path).flatMap((entry) => {
    const plain = unwrap(entry);
    return plain instanceof z.ZodEnum ? Object.values(plain.def.entries) : [];
  });
  const others: unknown[] = [...words];
  if (typeof value === 'boolean') others.push(!value);
  if (typeof value === 'number') others.push(value + 1, 1);
  if (typeof value === 'string' && words.length === 0) {
    others.push(
      `${value}-x`,
      value.replace(/\d+/, (digits) => String(Number(digits) + 1)),
    );
    others.push(
      ...[
        exampleAt(
          schema,
          path.filter((key) => typeof key === 'string'),
        ),
      ].flat(),
    );
  }
  return [undefined, ...others.filter((other) => other !== value)];
}

function textWith(text: string, path: Path, value: unknown): string {
  const document = parseDocument(text);
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, value);
  return String(document);
}
