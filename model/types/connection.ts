import type { Location } from '../../lib/diagnostics';
import type { PodPeer, PolicyPort } from './flow';

export interface DataService {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly cidrs: readonly string[];
  /** Where it runs in the cluster, beside the platform. */
  readonly pods?: PodPeer;
}

/** One arrow of the graph. */
export interface Connection {
  readonly from: string;
  readonly to: Target;
  /** The line that asks for it. */
  readonly location?: Location;
}

export type Target =
  | { readonly kind: 'service'; readonly name: string; readonly ports: readonly CalledPort[] }
  | { readonly kind: 'data-service'; readonly name: string }
  | ({
      readonly kind: 'url';
      readonly url: string;
      readonly host: string;
      readonly cidrs: readonly string[];
    } & PolicyPort)
  | {
      readonly kind: 'cidr';
      readonly cidr: string;
      /** As `connects` has it, which may end in a port. */
      readonly written: string;
      readonly ports: readonly PolicyPort[];
    }
  | { readonly kind: 'kube-apiserver' };

/** A port of a service's pods that another one calls, by the name that was meant. */
export interface CalledPort extends PolicyPort {
  readonly name: string;
}
