import type { Location } from '../../lib/diagnostics';
import type { Flow, PolicyPort } from '../../model/types/flow';
import type { PolicyEngine } from '../../providers';

export type PolicyMode = 'off' | 'observe' | 'enforce';

/** What a service may be reached by, and what it may reach; nothing else. */
export interface ServicePolicy {
  readonly name: string;
  readonly namespace: string;
  readonly mode: PolicyMode;
  /** True where the pods are in the network of their nodes, which no policy covers. */
  readonly hostNetwork: boolean;
  /** Labels that select its pods, whatever controller runs them. */
  readonly podSelector: Readonly<Record<string, string>>;
  /** What its containers declare, the names of the ports with them. */
  readonly listens: readonly (PolicyPort & { readonly name?: string })[];
  readonly ingress: readonly Flow[];
  readonly egress: readonly Flow[];
}

/** Who may talk to whom in an environment. */
export interface Network {
  readonly mode: PolicyMode;
  /** Undefined where no service needs one. */
  readonly engine?: PolicyEngine;
  /** Policies of what the platform runs for itself and an operator makes, so that nothing else of it is rendered. */
  readonly ofOperators: readonly { readonly app: string; readonly causes: readonly Location[] }[];
  /** By service, in the order of the services; those whose mode is `off`, too. */
  readonly policies: ReadonlyMap<string, ServicePolicy>;
  /** Namespaces in which everything else is denied, too. */
  readonly denied: readonly { readonly name: string; readonly causes: readonly Location[] }[];
}
