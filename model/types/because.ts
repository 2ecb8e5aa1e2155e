import type { Target } from './connection';

/** Why traffic is allowed, as data: its text is made where it is printed. */
export type Because =
  | { readonly kind: 'connects'; readonly from: string; readonly to: Target }
  | { readonly kind: 'accepts'; readonly service: string; readonly caller: string }
  | { readonly kind: 'exposed'; readonly service: string }
  | { readonly kind: 'identity'; readonly service: string }
  | { readonly kind: 'outside-service'; readonly name: string; readonly type: string }
  | { readonly kind: 'host-port'; readonly port: string }
  | { readonly kind: 'control-plane' | 'probes'; readonly of: string }
  | { readonly kind: 'dns' }
  /** What the platform needs of every pod, or a service of the platform, in a few words. */
  | { readonly kind: 'platform'; readonly what: string };
