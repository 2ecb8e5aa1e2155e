import type { Construct } from 'constructs';
import { withCustomDefaults } from './defaults';
import type { Cause, KindClass, ObjectProps } from './object';
import { KubeObject } from './object';

/** An object whose spec is judged by its operator's definition, not by a type. */
interface Custom {
  readonly spec: object;
}

/** The class of a custom kind, which knows its own kind. */
export type CustomKind = KindClass<Custom> & { readonly apiVersion: string; readonly kindName: string };

/**
 * A class for one custom kind. Its objects hold the defaults of their definition: some who compare a cluster with what was
 * rendered, as Argo CD does, know the defaults of Kubernetes' own kinds alone.
 */
export function customKind(apiVersion: string, kindName: string): CustomKind {
  return class extends KubeObject {
    static readonly apiVersion = apiVersion;
    static readonly kindName = kindName;

    constructor(scope: Construct, props: ObjectProps<Custom>, causes: readonly Cause[]) {
      super(scope, apiVersion, kindName, props, causes);
    }

    override toJson(): object {
      return withCustomDefaults(apiVersion, kindName, super.toJson());
    }
  };
}
