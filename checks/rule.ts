import type { Code } from '../lib/codes';
import type { Diagnostic } from '../lib/diagnostics';
import type { Json, JsonObject } from '../lib/json';
import type { KubernetesObject, RenderedObject } from '../lib/rendered';
import { placeOf } from '../lib/rendered';
import type { EnvironmentIndex } from './environment-index';

/** What the checks need to know beside the objects. */
export interface CheckContext {
  /** Prefixes that images may have. Empty: any. */
  readonly registries: readonly string[];
  /** `NAMESPACE/NAME` of the Secrets that the spec refers to: they exist in the cluster. */
  readonly declaredSecrets: ReadonlySet<string>;
  /** Names of objects that exist in the cluster without being rendered. */
  readonly existing: {
    readonly secrets: ReadonlySet<string>;
    readonly configMaps: ReadonlySet<string>;
    readonly serviceAccounts: ReadonlySet<string>;
    readonly persistentVolumeClaims: ReadonlySet<string>;
    readonly services: ReadonlySet<string>;
    readonly deployments: ReadonlySet<string>;
    readonly statefulSets: ReadonlySet<string>;
  };
  readonly sharedNamespaces: ReadonlySet<string>;
  /** False where not all objects could be rendered: one that is missing may be among the others. */
  readonly complete: boolean;
}

/** What a rule found: where in the object, and the words of the error. */
export interface Finding {
  /** Path in the object: `spec.template.spec.containers[0].image`. */
  readonly at: string;
  readonly problem: string;
  readonly got?: string;
  readonly expected?: string;
  /** @default - the rule's own fix */
  readonly fix?: string;
}

interface RuleBase {
  readonly id: Code;
  /** Why it matters. */
  readonly reason: string;
  /** What to do about it. */
  readonly fix: string;
}

/** Judges one object alone: its result is kept as long as the object stays the same. */
export interface ObjectRule extends RuleBase {
  readonly reads: 'object';
  check(rendered: RenderedObject, context: CheckContext): Iterable<Finding>;
}

/** Judges one object by what else is rendered in its environment. */
export interface IndexRule extends RuleBase {
  readonly reads: 'environment';
  check(rendered: RenderedObject, index: EnvironmentIndex, context: CheckContext): Iterable<Finding>;
}

/** One check; both kinds say why they exist and how to fix what they find. */
export type Rule = ObjectRule | IndexRule;

/** A finding as a diagnostic that points into the spec. */
export function diagnose(rule: RuleBase, rendered: RenderedObject, finding: Finding): Diagnostic {
  const { at, problem, got, expected, fix = rule.fix } = finding;
  const [location] = rendered.causes;
  return {
    code: rule.id,
    ...placeOf(rendered, at),
    problem,
    ...(got === undefined ? {} : { got }),
    ...(expected === undefined ? {} : { expected }),
    fix,
    ...(location === undefined ? {} : { location }),
  };
}

/** Results by object, one slot for each function: every further weak table costs the garbage collector dearly. */
const kept = new WeakMap<KubernetesObject, { readonly value: unknown }[]>();
let slots = 0;

/** Keeps what a function of one object alone finds, as long as that object lives: `--watch` asks again and again. */
export function perObject<T>(find: (object: KubernetesObject) => T): (object: KubernetesObject) => T {
  const slot = slots++;
  return (object) => {
    let results = kept.get(object);
    if (results === undefined) {
      results = [];
      kept.set(object, results);
    }
    const result = results[slot] ?? { value: find(object) };
    results[slot] = result;
    return result.value as T;
  };
}

/** The map at a path, or an empty one: plain manifests may have any shape. */
export function mapAt(value: Json | undefined, ...path: readonly string[]): JsonObject {
  let current: Json | undefined = value;
  for (const key of path) current = isMap(current) ? current[key] : undefined;
  return isMap(current) ? current : {};
}

/** The maps in a list at a key. */
export function listAt(value: Json | undefined, key: string): readonly JsonObject[] {
  const list = isMap(value) ? value[key] : undefined;
  return Array.isArray(list) ? list.filter(isMap) : [];
}

/** Narrows to a map: plain manifests may have any shape. */
export function isMap(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string at a key, undefined for anything else. */
export function textAt(value: JsonObject, key: string): string | undefined {
  const entry = value[key];
  return typeof entry === 'string' ? entry : undefined;
}

/** Any value as an error quotes it. */
export function plainText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
}
