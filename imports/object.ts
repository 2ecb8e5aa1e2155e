import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

/** A place in a file; the same shape as everywhere, stated here because this folder imports nothing of ours. */
export interface Cause {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The part of `metadata` that is written by a person. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The same type, of which nothing is changed once it is made; the emitter leaves out what is undefined. */
export type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: T extends Record<K, T[K]> ? Frozen<T[K]> : Frozen<T[K]> | undefined }
    : T;

/** What every object needs, over the fields of its kind. */
export type ObjectProps<T> = Frozen<Omit<T, 'apiVersion' | 'kind' | 'metadata' | 'status'>> & {
  readonly metadata: Metadata;
};

/**
 * An API object that loses nothing: cdk8s's own classes drop fields that they don't know and crash on a key
 * called `constructor`; this one keeps its fields as they are.
 */
export class KubeObject extends ApiObject {
  /** Places in the spec that caused the object, the strongest first. */
  readonly causes: readonly Cause[];
  private readonly fields: object;

  constructor(scope: Construct, apiVersion: string, kind: string, props: object, causes: readonly Cause[]) {
    const { metadata } = props as { metadata: Metadata };
    super(scope, freeId(scope, `${kind}-${metadata.namespace ?? ''}-${metadata.name}`), {
      apiVersion,
      kind,
      metadata: { name: metadata.name },
    });
    this.causes = causes;
    this.fields = { apiVersion, kind, ...props };
  }

  /** The object as it is written; `undefined` entries are left out by the emitter. */
  override toJson(): object {
    return this.fields;
  }
}

/** An object that appears twice is for the checks to report, with its places: constructs would throw. */
function freeId(scope: Construct, id: string): string {
  return scope.node.tryFindChild(id) === undefined ? id : `${id}-${scope.node.children.length}`;
}

/** An object that a person wrote, copied unchanged. */
export class ManifestKubeObject extends KubeObject {
  readonly plain = true;
}

/** Makes objects of one kind. */
export type KindClass<T> = new (
  scope: Construct,
  props: ObjectProps<T>,
  causes: readonly Cause[],
) => KubeObject;

/** A class for one kind whose fields are those of the type `T`, and no others. */
export function kind<T>(apiVersion: string, name: string): KindClass<T> {
  return class extends KubeObject {
    constructor(scope: Construct, props: ObjectProps<T>, causes: readonly Cause[]) {
      super(scope, apiVersion, name, props, causes);
    }
  };
}
