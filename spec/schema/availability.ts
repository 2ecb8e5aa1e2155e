import { z } from 'zod';
import { field, kubernetes } from '../field';
import { numberOrShare, positive, wholeSeconds } from './primitives';

/** Where pods run, and how many of them whatever happens to spot. */
export const capacity = z.union([
  z.enum(['onDemand', 'spot', 'uniform']),
  z.strictObject({
    onDemand: positive.meta({
      description: 'Replicas that stay on on-demand nodes whatever happens to spot; the rest runs on spot.',
    }),
  }),
]);

const disruptionBudget = z.strictObject({
  maxUnavailable: kubernetes(numberOrShare),
  minAvailable: kubernetes(numberOrShare),
});

export const priorities = ['critical', 'standard', 'batch'] as const;

export const availability = z.strictObject({
  target: field(
    z.number().min(90, 'a percentage from 90 to 99.999').max(99.999, 'a percentage from 90 to 99.999'),
    {
      description:
        'Percentage of time in which it has to answer. From 99.5 on it is checked against the plan: replicas, zones, capacity without spot, rollout, disruption budget and readiness.',
      example: 99.9,
    },
  ),
  zoneSpread: field(z.enum(['preferred', 'required', 'none']), {
    description:
      'How strictly pods are spread over zones. `required` leaves pods Pending rather than put two more into one zone than ' +
      'into another: it can stop rollouts, drains and scaling while only one zone has room. `none` spreads over hosts alone.',
    derived:
      'preferred where nodes carry the zone label (EKS, GKE, AKS) or the environment names zones, else no constraint',
    example: 'required',
  }),
  disruptionBudget: field(z.union([z.literal(false), disruptionBudget]), {
    description:
      'What drains of nodes may take at a time; `false` for no budget: an interruption is accepted.',
    derived:
      'maxUnavailable 1; for a Deployment 10% where max is 10 or more, 25% where min is 8 or more; none for one replica',
    example: { maxUnavailable: 2 },
  }),
  evictAfter: field(wholeSeconds, {
    description: 'Seconds after which pods leave a node that does not answer.',
    derived: "30 for a Deployment, else Kubernetes' own 300",
    example: 60,
  }),
  drainDelay: field(wholeSeconds, {
    description:
      'Seconds between the end of new connections and the stop signal: a `preStop` sleep of every container that has no hook of its own.',
    derived:
      'as long as the sleep of the container behind the Service, else 10, less where spot nodes go sooner; none without a Service',
    example: 20,
  }),
  priority: field(z.enum(priorities), {
    description: "A PriorityClass of the platform's: `batch` gives way to all others.",
    example: 'critical',
  }),
});
