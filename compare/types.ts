import type { Json } from '../lib/json';
import type { RuleId } from './rules';

/** One field in which the rendering and the manifests are not the same. */
export interface Finding {
  /** `missing`: only in the manifests; `added`: only in the rendering, which is never a loss. */
  readonly kind: 'missing' | 'different' | 'added';
  /** `spec.template.spec.containers[name=server].env[PORT].value`. */
  readonly path: string;
  /** What the manifests say; of an added field the API default that holds there, if it has one. */
  readonly expected?: Json;
  /** True where the manifests write nothing and mean the API default. */
  readonly isDefault?: true;
  /** What the rendering says; of a missing field the API default that holds there, if it has one. */
  readonly actual?: Json;
  /** The named deviation that explains it. */
  readonly rule?: RuleId;
}

/** `fields` = `held` + `explained` + `missing` + `different`. */
export interface Counts {
  /** Leaf fields that the manifests write, and timings of probes whose API default is not held. */
  readonly fields: number;
  readonly held: number;
  /** Not held, but a named rule says why. */
  readonly explained: number;
  readonly missing: number;
  readonly different: number;
  readonly added: number;
}

/** One object of the manifests beside its counterpart in the rendering. */
export interface ObjectComparison {
  readonly title: string;
  /** Title of the rendered object; absent where there is none, and all fields are missing. */
  readonly counterpart?: string;
  /** Fields held ÷ fields, 1 for an object without fields. */
  readonly coverage: number;
  readonly counts: Counts;
  readonly findings: readonly Finding[];
}

/** The answer to: does the rendering hold everything that the manifests say? */
export interface Comparison {
  /** In the order of the manifests. */
  readonly objects: readonly ObjectComparison[];
  /** Titles of rendered objects that the manifests don't have. */
  readonly addedObjects: readonly string[];
  readonly total: Counts;
  /** Fields held ÷ fields; explained ones are not held. */
  readonly coverage: number;
  /** Fields that are missing or different without a rule: not zero means something gets lost. */
  readonly unexplained: number;
}
