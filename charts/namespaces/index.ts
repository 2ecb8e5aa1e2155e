import { refuseNamespaceHooks } from '../../model/service/sync-hooks';
import { concern } from '../concern';
import { part } from '../unit';
import { renderNamespaceLimits, renderNamespaces } from './chart';
import { limitFacts, namespaceFacts } from './facts';
import type { ScalingFacts } from '../scaling';
import { resolveNamespaces } from './namespaces';
import { sharedFields } from './schema';
import { serviceDemands } from './quota';
import { judgeNamespaces, withInstalled } from './system-namespaces';
import type { Namespace } from './types';

export type { Namespace } from './types';

/** Namespaces, their Pod Security, and their quotas: sums of all that runs in them. */
export const namespaces = concern<readonly Namespace[], { scaling: ScalingFacts }>()({
  id: 'namespaces',
  fields: { environment: sharedFields, platform: sharedFields },
  after: ['scaling'],
  conclude(whole, _facts, { scaling }) {
    const settings = withInstalled(whole.settings, whole.manifests, whole.nodes.profile);
    judgeNamespaces(whole, settings);
    refuseNamespaceHooks(whole, settings, whole.problems);
    return resolveNamespaces(whole, settings, whole.perService(serviceDemands, scaling));
  },
  charts: {
    platform: (facts, environment) => [
      { app: 'namespaces', parts: [part(renderNamespaces, namespaceFacts(environment, facts))] },
      { app: 'platform', parts: [part(renderNamespaceLimits, limitFacts(environment, facts))] },
    ],
  },
});
