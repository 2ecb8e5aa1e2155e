import type { ServiceContext } from '../context';

/** Reports what the nodes of the environment refuse, so that it is not their admission webhook that says so. */
export function checkProviderLimits(context: ServiceContext): void {
  const { spec, settings } = context;
  const { nodes, provider } = settings;
  const where = `${provider.title} (${nodes.title})`;
  if (spec.hostNetwork === true && !nodes.hostNetwork) {
    context.report('provider-limit', ['hostNetwork'], {
      problem: `${where} runs no pods in the node's network`,
      fix: 'remove it, or choose other nodes for the environment',
    });
  }
  for (const [name, { hostPath }] of Object.entries(spec.volumes ?? {})) {
    if (hostPath === undefined || nodes.hostPath) continue;
    context.report('provider-limit', ['volumes', name, 'hostPath'], {
      problem: `${where} mounts no folders of the node`,
      got: hostPath.path,
      fix: 'use an emptyDir or a claim, or choose other nodes for the environment',
    });
  }
}
