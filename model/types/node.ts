import type {
  AKSNodeClassSpec,
  ComputeClassSpec,
  EC2NodeClassSpec,
  NodePoolSpec,
} from '../../imports/operators';
import type { Location } from '../../lib/diagnostics';
import type { OwnTaint } from '../../providers';
import type { CapacityType } from './capacity';

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
  readonly taints: readonly Pick<OwnTaint, 'key' | 'value' | 'effect'>[];
}

/** Kinds that make nodes, and their specs. */
interface NodeSpecs {
  readonly NodePool: NodePoolSpec;
  readonly EC2NodeClass: EC2NodeClassSpec;
  readonly AKSNodeClass: AKSNodeClassSpec;
  readonly ComputeClass: ComputeClassSpec;
}

/** An object that makes nodes, as the provider's operator has it: what it is apart from where it is written. */
export type NodePart = {
  readonly [K in keyof NodeSpecs]: { readonly kind: K; readonly name: string; readonly spec: NodeSpecs[K] };
}[keyof NodeSpecs];

export type NodePoolObject = NodePart & { readonly causes: readonly Location[] };
