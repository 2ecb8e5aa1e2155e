import { jsonEqual } from '../lib/json';
import type { KubernetesObject } from '../lib/rendered';
import { title } from '../lib/rendered';
import type { Aliases, Field } from './fields';
import { fieldsOf } from './fields';
import type { Selectors } from './labels';
import { isIdentity, isLabel, selectorsOf } from './labels';
import type { Normalised } from './normalise';
import { normaliseAll, podSpecOf, podsSelected } from './normalise';
import { isMorePatient, isProbeTiming } from './probes';
import type { RuleId } from './rules';
import { refersToSecret, secretNames } from './secrets';
import { children, groupKind } from './tree';
import type { Comparison, Counts, Finding, ObjectComparison } from './types';

/** Does the rendering hold everything that the manifests say? */
export function compareObjects(
  manifests: readonly KubernetesObject[],
  rendering: readonly KubernetesObject[],
): Comparison {
  const wanted = normaliseAll(manifests);
  const present = normaliseAll(rendering);
  const pairs = matchObjects(wanted, present);
  const comparer = new Comparer(wanted, present, pairs);
  const objects = wanted.map((entry) => comparer.compare(entry));
  const matched = new Set(pairs.values());
  const total = sumCounts(objects.map((entry) => entry.counts));
  return {
    objects,
    addedObjects: present.filter((entry) => !matched.has(entry)).map(({ object }) => title(object)),
    total,
    coverage: coverage(total),
    unexplained: total.missing + total.different,
  };
}

type Pairs = ReadonlyMap<Normalised, Normalised>;

/** The name of a rendered Job without the hash of its template. */
const jobHash = /-[0-9a-f]{8}$/;

/** By group, kind and name; the namespace decides only where several have the same name. */
function matchObjects(wanted: readonly Normalised[], present: readonly Normalised[]): Pairs {
  const byName = new Map<string, Normalised[]>();
  for (const entry of present) {
    const { kind, metadata } = entry.object;
    const names = kind === 'Job' ? [metadata.name, metadata.name.replace(jobHash, '')] : [metadata.name];
    for (const name of new Set(names)) {
      const key = `${groupKind(entry.object)}/${name}`;
      byName.set(key, [...(byName.get(key) ?? []), entry]);
    }
  }
  const pairs = new Map<Normalised, Normalised>();
  for (const entry of wanted) {
    const candidates = byName.get(`${groupKind(entry.object)}/${entry.object.metadata.name}`) ?? [];
    const { namespace } = entry.object.metadata;
    const found = candidates.find(({ object }) => object.metadata.namespace === namespace) ?? candidates[0];
    if (found !== undefined) pairs.set(entry, found);
  }
  return pairs;
}

class Comparer {
  private readonly secretsReferredTo: ReadonlySet<string>;
  private readonly selectors: Selectors;

  constructor(
    private readonly wanted: readonly Normalised[],
    private readonly present: readonly Normalised[],
    private readonly pairs: Pairs,
  ) {
    this.secretsReferredTo = new Set(present.flatMap((entry) => secretNames(podSpecOf(entry))));
    this.selectors = selectorsOf(wanted, present);
  }

  compare(entry: Normalised): ObjectComparison {
    const counterpart = this.pairs.get(entry);
    const fields = fieldsOf(entry.node);
    const findings =
      counterpart === undefined ? this.absent(entry, fields) : this.differences(entry, counterpart, fields);
    const counts = countOf(fields, findings);
    return {
      title: title(entry.object),
      ...(counterpart === undefined ? {} : { counterpart: title(counterpart.object) }),
      coverage: coverage(counts),
      counts,
      findings,
    };
  }

  private absent({ object }: Normalised, fields: ReadonlyMap<string, Field>): Finding[] {
    const { kind, metadata } = object;
    const explained =
      (kind === 'Secret' || kind === 'ConfigMap') && this.secretsReferredTo.has(metadata.name);
    return [...fields]
      .filter(([, field]) => !field.filled)
      .map(([path, { value }]) => ({
        kind: 'missing',
        path,
        // The values of Secrets are for nobody's terminal.
        expected: kind === 'Secret' || explained ? '…' : value,
        ...(explained ? { rule: 'secret-values' as const } : {}),
      }));
  }

  private differences(
    entry: Normalised,
    counterpart: Normalised,
    fields: ReadonlyMap<string, Field>,
  ): Finding[] {
    const actual = fieldsOf(counterpart.node, containerAliases(entry, counterpart));
    const findings: Finding[] = [];
    for (const [path, field] of fields) {
      if (field.filled) continue;
      const other = actual.get(path);
      if (holds(path, field, other, actual)) continue;
      const rule = isLabel(path)
        ? this.explainedLabel(path, fields, actual)
        : refersToSecret(path, field, actual)
          ? 'secret-values'
          : this.explanation(path, entry, counterpart);
      findings.push({
        kind: other === undefined ? 'missing' : 'different',
        path,
        expected: field.value,
        ...(other === undefined ? {} : { actual: other.value }),
        ...(rule === undefined ? {} : { rule }),
      });
    }
    for (const [path, { value, filled }] of actual) {
      const written = fields.get(path);
      if (filled || (written !== undefined && !written.filled) || path.endsWith('#order')) continue;
      if (written === undefined || !isProbeTiming(path) || jsonEqual(value, written.value)) {
        findings.push({ kind: 'added', path, actual: value });
        continue;
      }
      const rule = isMorePatient(path, fields, actual) ? { rule: 'probe-patience' as const } : {};
      const expected = written.value;
      findings.push({ kind: 'different', path, expected, isDefault: true, actual: value, ...rule });
    }
    if (entry.object.apiVersion !== counterpart.object.apiVersion) {
      const { apiVersion: expected } = entry.object;
      findings.push({
        kind: 'different',
        path: 'apiVersion',
        expected,
        actual: counterpart.object.apiVersion,
      });
    }
    return findings;
  }

  private explainedLabel(
    path: string,
    fields: ReadonlyMap<string, Field>,
    actual: ReadonlyMap<string, Field>,
  ): RuleId | undefined {
    return isIdentity(path, fields, actual, this.selectors) ? 'labels-and-selectors' : undefined;
  }

  private explanation(path: string, entry: Normalised, counterpart: Normalised): RuleId | undefined {
    if (path === 'metadata.namespace') return 'namespace';
    const { kind } = entry.object;
    const explained =
      isPodSelector(path, kind) && (kind !== 'Service' || this.sameWorkloads(entry, counterpart));
    return explained ? 'labels-and-selectors' : undefined;
  }

  /** A Service with another selector still has to reach the same workloads. */
  private sameWorkloads(entry: Normalised, counterpart: Normalised): boolean {
    const expected = podsSelected(this.wanted, entry.node).map((workload) => this.pairs.get(workload));
    const actual = podsSelected(this.present, counterpart.node);
    return expected.length === actual.length && actual.every((workload) => expected.includes(workload));
  }
}

/** Where selectors of pods stand; that of a claim, for one, looks for volumes. */
function isPodSelector(path: string, kind: string): boolean {
  return /\.labelSelector(\.|$)/.test(path) || (/^spec\.selector(\.|$)/.test(path) && selectPods.has(kind));
}

const selectPods: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'Service',
  'PodDisruptionBudget',
  'ServiceMonitor',
  'PodMonitor',
]);

function holds(
  path: string,
  field: Field,
  other: Field | undefined,
  actual: ReadonlyMap<string, Field>,
): boolean {
  const { value } = field;
  if (path.endsWith('#order'))
    return sameOrder(value as readonly string[], (other?.value ?? []) as readonly string[]);
  if (other !== undefined) return jsonEqual(value, other.value);
  // `emptyDir: {}` is held by an emptyDir that says more.
  const empty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return empty && [...actual.keys()].some((key) => key.startsWith(`${path}.`));
}

/** Entries that are missing are reported themselves; the rest has to stand in the same order. */
function sameOrder(expected: readonly string[], actual: readonly string[]): boolean {
  const common = actual.filter((name) => expected.includes(name));
  return jsonEqual(
    common,
    expected.filter((name) => common.includes(name)),
  );
}

/** A pod's only container is the same one whatever its name. */
function containerAliases(entry: Normalised, counterpart: Normalised): Aliases {
  const [expected, ...moreExpected] = children(podSpecOf(entry), 'containers');
  const [actual, ...moreActual] = children(podSpecOf(counterpart), 'containers');
  if (expected === undefined || actual === undefined || moreExpected.length + moreActual.length > 0)
    return new Map();
  return new Map([[actual, String(expected['name'])]]);
}

function countOf(fields: ReadonlyMap<string, Field>, findings: readonly Finding[]): Counts {
  const count = (test: (finding: Finding) => boolean) => findings.filter(test).length;
  const written = [...fields].filter(([path, field]) => !field.filled && !path.endsWith('#order')).length;
  const all = written + count(({ isDefault }) => isDefault === true);
  const explained = count(({ rule }) => rule !== undefined);
  const missing = count(({ kind, rule }) => kind === 'missing' && rule === undefined);
  const different = count(({ kind, rule }) => kind === 'different' && rule === undefined);
  const held = Math.max(0, all - explained - missing - different);
  return { fields: all, held, explained, missing, different, added: count(({ kind }) => kind === 'added') };
}

function sumCounts(list: readonly Counts[]): Counts {
  const sum = (key: keyof Counts) => list.reduce((total, counts) => total + counts[key], 0);
  return {
    fields: sum('fields'),
    held: sum('held'),
    explained: sum('explained'),
    missing: sum('missing'),
    different: sum('different'),
    added: sum('added'),
  };
}

function coverage({ held, fields }: Counts): number {
  return fields === 0 ? 1 : held / fields;
}
