import type { ServiceContext } from '../context';
import type { ServiceAccount } from '../types/service';

/** The ServiceAccount that pods run as: its own, or one that exists. */
export function serviceAccountName(context: ServiceContext): string {
  const { serviceAccount } = context.spec;
  return typeof serviceAccount === 'string' ? serviceAccount : (serviceAccount?.name ?? context.name);
}

/** Undefined where the service uses one that exists. */
export function ownServiceAccount(
  context: ServiceContext,
  identity: Readonly<Record<string, string>>,
): ServiceAccount | undefined {
  const { serviceAccount } = context.spec;
  if (typeof serviceAccount === 'string') return undefined;
  return {
    name: serviceAccount?.name ?? context.name,
    labels: serviceAccount?.labels ?? {},
    annotations: { ...serviceAccount?.annotations, ...identity },
    imagePullSecrets: serviceAccount?.imagePullSecrets ?? [],
  };
}
