import type { Location } from '../lib/diagnostics';
import type { JsonObject } from '../lib/json';
import type { CapacityType } from './capacity/types';

/** A pool of nodes that the environment declares. */
export interface NodePool {
  readonly name: string;
  /** Made elsewhere: checked, not rendered. */
  readonly existing: boolean;
  readonly capacity: readonly CapacityType[];
  readonly architectures: readonly ('amd64' | 'arm64')[];
  readonly zones: readonly string[];
  readonly families: readonly string[];
  readonly limits: Readonly<Record<string, string>>;
  /**
   * How long a node that is to go waits for its pods.
   * @default - the provider's
   */
  readonly terminationGracePeriod?: string;
  /**
   * How long a node lives.
   * @default - the provider's
   */
  readonly expireAfter?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly {
    readonly key: string;
    readonly value?: string | undefined;
    readonly effect: string;
  }[];
}

/** An object that makes nodes, as the provider's operator has it. */
export interface NodePoolObject {
  readonly kind: 'NodePool' | 'EC2NodeClass' | 'AKSNodeClass' | 'ComputeClass';
  readonly name: string;
  readonly spec: JsonObject;
  readonly causes: readonly Location[];
}
