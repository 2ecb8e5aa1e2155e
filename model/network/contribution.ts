import type { Service } from '../types';
import type { Member } from './limits';
import type { NetworkSettings } from './settings';
import type { Flow } from './types';

/** Traffic of a service that none of its own lines asks for. */
export interface Contribution {
  readonly ingress?: readonly Flow[];
  readonly egress?: readonly Flow[];
}

/** Asked for every service: what somebody else than the network itself needs of its pods. */
export type Contributor = (member: Member) => Contribution;

/** What contributors know of the environment. */
export interface Neighbourhood {
  readonly settings: NetworkSettings;
  readonly services: ReadonlyMap<string, Service>;
}
