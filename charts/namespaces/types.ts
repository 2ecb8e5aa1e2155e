import type { Location } from '../../lib/diagnostics';

export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

export interface Namespace {
  readonly name: string;
  /** Others use it too: neither the Namespace nor limits are rendered. */
  readonly shared: boolean;
  readonly podSecurity: PodSecurityLevel;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Hard limits of the ResourceQuota, canonical. Undefined: no quota. */
  readonly quota?: Readonly<Record<string, string>>;
  readonly causes: readonly Location[];
}
