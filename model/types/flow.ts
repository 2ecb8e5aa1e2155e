import type { LabelSelector } from '../../lib/label-selectors';
import type { Location } from '../../lib/diagnostics';
import type { Because } from './because';

export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** A port of pods, after a Service has been translated. */
export interface PolicyPort {
  readonly port: number;
  /**
   * Last port of a range that begins with `port`: only outside the cluster, where no Service translates.
   * @default - one port
   */
  readonly endPort?: number;
  readonly protocol: Protocol;
}

/** Pods, those of one namespace or of several. */
export interface PodPeer {
  readonly kind: 'pods';
  /** As people name them. */
  readonly name: string;
  /** The service whose pods they are. Undefined for pods of others. */
  readonly service?: string;
  /** Undefined: the namespace of the policy. */
  readonly namespaceSelector?: LabelSelector;
  /** Undefined: all pods of the namespaces. */
  readonly podSelector?: LabelSelector;
}

/** Addresses outside the cluster. */
export interface RangePeer {
  readonly kind: 'range';
  readonly name: string;
  readonly cidr: string;
  /** Parts of the range that are left out. */
  readonly except: readonly string[];
}

/** Whoever it is, nodes and pods of the cluster with them. */
export interface EveryonePeer {
  readonly kind: 'everyone';
  readonly name: string;
}

/** What only policies of the engine's own can name: hosts by their name, and parts of the cluster. */
export type EnginePeer =
  | { readonly kind: 'host'; readonly name: string }
  | {
      readonly kind: 'entities';
      readonly name: string;
      readonly entities: readonly ('kube-apiserver' | 'host' | 'remote-node' | 'world')[];
    };

export type Peer = PodPeer | RangePeer | EveryonePeer | EnginePeer;

/** Traffic that is allowed between a service and a peer. */
export interface Flow {
  readonly peer: Peer;
  readonly ports: readonly PolicyPort[];
  readonly because: Because;
  /** The line that asks for it. Undefined: it follows from the environment. */
  readonly location?: Location;
}

export type Selector = LabelSelector;
