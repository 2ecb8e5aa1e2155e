import type { Construct } from 'constructs';
import { withCustomDefaults } from './defaults';
import type { Cause, KindClass, ObjectProps } from './object';
import { KubeObject } from './object';

interface Custom<Spec> {
  readonly spec: Spec;
}

/** The class of a custom kind, which knows its own kind. */
export type CustomKind<Spec> = KindClass<Custom<Spec>> & {
  readonly apiVersion: string;
  readonly kindName: string;
};

/**
 * A class for one custom kind, with the type of its spec from its operator's definition. Its objects hold the defaults of their definition: some who compare a cluster with what was
 * rendered, as Argo CD does, know the defaults of Kubernetes' own kinds alone.
 */
export function customKind<Spec extends object>(apiVersion: string, kindName: string): CustomKind<Spec> {
  return class extends KubeObject {
    static readonly apiVersion = apiVersion;
    static readonly kindName = kindName;

    constructor(scope: Construct, props: ObjectProps<Custom<Spec>>, causes: readonly Cause[]) {
      super(scope, apiVersion, kindName, props, causes);
    }

    override toJson(): object {
      return withCustomDefaults(apiVersion, kindName, super.toJson());
    }
  };
}
