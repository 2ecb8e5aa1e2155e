import { compareObjects } from '../../compare/compare';
import table from '../../imports/defaults.json';
import type { KubernetesObject, RenderedObject } from '../../lib/rendered';
import { isBuiltin, title } from '../../lib/rendered';
import { Cluster } from './cluster';
import { defineKinds } from './definitions';
import { platformFolders, renderEnvironments } from './platforms';
import { addedFields, droppedFields } from './sent';

/**
 * The one warning that is right: a namespace that the spec lowers to `baseline` still warns of what `restricted` refuses,
 * so that nobody forgets what it costs.
 */
function isExpected(warning: string, enforced: string | undefined): boolean {
  return enforced === 'baseline' && warning.startsWith('would violate PodSecurity "restricted:');
}

/** Kinds that the definitions in CRDS are known to lack. */
const withoutDefinition: ReadonlySet<string> = new Set(
  (process.env['KINDS_WITHOUT_DEFINITION'] ?? '').split(/[ ,]+/),
);

const cluster = new Cluster();
const kinds = new Set<string>();
const counts = { accepted: 0, skipped: new Set<string>() };

beforeAll(async () => {
  const objects = platformFolders()
    .flatMap(renderEnvironments)
    .flatMap(({ apps }) => apps.flatMap((app) => app.objects.map(({ object }) => object)));
  for (const { apiVersion, kind } of objects) kinds.add(`${apiVersion} ${kind}`);
  await defineKinds(cluster, objects);
});

afterAll(async () => {
  const skipped = [...counts.skipped].sort();
  const version = await cluster.version();
  console.info(
    `Kubernetes ${version}: ${counts.accepted} objects accepted; kinds without a definition: ${skipped.join(', ') || 'none'}`,
  );
});

function specOf(object: object): unknown {
  return (object as { spec?: unknown }).spec;
}

async function problemsOf({ object }: RenderedObject, enforced: string | undefined): Promise<string[]> {
  if (!(await cluster.knows(object))) {
    counts.skipped.add(`${object.apiVersion} ${object.kind}`);
    return process.env['CRDS'] === undefined || withoutDefinition.has(object.kind)
      ? []
      : [`${title(object)}: no such kind`];
  }
  const { status, body, warnings } = await cluster.apply(object, { dryRun: true });
  if (status >= 300) return [`${title(object)}: ${String(body['message'])}`];
  counts.accepted++;
  const live = compareObjects([body as KubernetesObject], [object]).objects.flatMap(
    (entry) => entry.findings,
  );
  return [
    // What the server fills in is what compare takes for a default: an exported object is held by the one that made it.
    // Only a nodePort is allocated and may as well have been written.
    ...live
      .filter(({ kind, path }) => kind !== 'added' && !path.endsWith('.nodePort'))
      .map(
        ({ path, expected }) =>
          `${title(object)}: compare takes ${path}: ${JSON.stringify(expected)} for a loss`,
      ),
    ...droppedFields(object, body).map((path) => `${title(object)}: ${path} is dropped or changed`),
    // Argo CD knows the defaults of Kubernetes' own kinds, and compares others with what is written.
    ...(isBuiltin(object) ? [] : addedFields(specOf(object), specOf(body))).map(
      (path) => `${title(object)}: spec.${path} has a default that is not written`,
    ),
    ...warnings
      .filter((text) => !isExpected(text, enforced))
      .map((text) => `${title(object)}: warning: ${text}`),
  ];
}

it('every custom kind with a definition is among the objects', () => {
  const { definitions } = table;
  expect(Object.keys(definitions).filter((kind) => !kinds.has(kind))).toEqual([]);
});

describe.each(platformFolders())('the API server takes %s', (folder) => {
  it.each(renderEnvironments(folder).map((environment) => [environment.title, environment] as const))(
    'as it is in %s, without a warning or a dropped field',
    async (_title, { apps }) => {
      const objects = apps.flatMap((app) => app.objects);
      const namespaces = objects.filter(({ object }) => object.kind === 'Namespace');
      // A dry run needs its namespace for real.
      for (const { object } of namespaces) expect((await cluster.apply(object)).status).toBeLessThan(300);
      const problems: string[] = [];
      const levels = new Map(
        namespaces.map(({ object }) => [
          object.metadata.name,
          object.metadata.labels?.['pod-security.kubernetes.io/enforce'],
        ]),
      );
      for (const rendered of objects) {
        problems.push(...(await problemsOf(rendered, levels.get(rendered.object.metadata.namespace ?? ''))));
      }
      expect(problems).toEqual([]);
      expect(objects.length).toBeGreaterThan(0);
    },
  );
});
