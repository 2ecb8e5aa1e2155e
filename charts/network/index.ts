import { concern } from '../concern';
import type { MeshFacts } from '../mesh';
import type { Namespace } from '../namespaces';
import { optional, part } from '../unit';
import { renderDefaultDeny, renderNetworkPolicy, renderOperatorPolicy } from './chart';
import { defaultDenyFacts, operatorPolicyFacts, servicePolicyFacts } from './facts';
import { resolveNetwork } from './policies';
import { environmentFields, serviceFields } from './schema';
import type { Network } from './types';

export type { Network, ServicePolicy } from './types';

/** Who may talk to whom, as policies: from `connects`, and from what all other concerns need. */
export const network = concern<Network, { mesh: MeshFacts; namespaces: readonly Namespace[] }>()({
  id: 'network',
  fields: { service: serviceFields, environment: environmentFields },
  after: ['mesh', 'namespaces'],
  conclude: (whole, _facts, others) => resolveNetwork(whole, others),
  charts: {
    platform: (facts, environment) => [
      { app: 'platform', parts: [part(renderDefaultDeny, defaultDenyFacts(environment, facts))] },
      ...operatorPolicyFacts(environment, facts).map(({ app, facts: own }) => ({
        app,
        parts: [part(renderOperatorPolicy, own)],
      })),
    ],
    service: (facts, environment, service) =>
      optional(renderNetworkPolicy, servicePolicyFacts(environment, facts, service)),
  },
});
