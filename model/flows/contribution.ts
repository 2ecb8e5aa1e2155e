import type { ServiceContext } from '../context';
import type { Service } from '../types/service';
import type { Flow } from '../types/flow';

/** Traffic of a service that none of its own lines asks for. */
export interface Contribution {
  readonly ingress?: readonly Flow[];
  readonly egress?: readonly Flow[];
}

/** Asked for every service, and for what the platform runs for itself: what somebody needs of its pods. */
export type Contributor = (member: {
  readonly context: ServiceContext;
  readonly service: Service;
}) => Contribution;
