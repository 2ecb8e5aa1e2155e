import type { ServiceContext } from './context';

/** Annotations that make an object a hook of Argo CD, and the phases that run before all else is applied. */
const hooks: Readonly<Record<string, ReadonlySet<string>>> = {
  'argocd.argoproj.io/hook': new Set(['PreSync']),
  'helm.sh/hook': new Set(['pre-install', 'pre-upgrade', 'pre-rollback', 'crd-install']),
};

/** A hook among the annotations of an object. */
export interface Hook {
  readonly key: string;
  readonly value: string;
  /** True where it runs before objects that are not hooks are applied. */
  readonly first: boolean;
}

export function hookOf(annotations: Readonly<Record<string, unknown>>): Hook | undefined {
  for (const [key, first] of Object.entries(hooks)) {
    const value = annotations[key];
    if (typeof value !== 'string') continue;
    const phases = value.split(',').map((phase) => phase.trim());
    // An object that Argo CD is told to skip is not a hook.
    if (phases.includes('Skip')) continue;
    return { key, value, first: phases.some((phase) => first.has(phase)) };
  }
  return undefined;
}

/** A hook that waits for what comes after it, and one that takes the pods away at each sync. */
export function refuseHooks(context: ServiceContext): void {
  const { annotations = {}, workload } = context.spec;
  const hook = hookOf(annotations);
  if (hook === undefined || (!hook.first && workload === 'Job')) return;
  const { name } = context;
  context.report('hook', ['annotations', hook.key], {
    problem: hook.first
      ? `Argo CD runs a ${hook.value} hook before it applies anything else, but the pods of ${name} need their ServiceAccount, ConfigMaps and NetworkPolicy: the hook would wait for ever`
      : `Argo CD deletes a hook at each sync and creates it again, and the pods of ${name} with it: only a Job can be one`,
    fix: hook.first
      ? 'remove it; what has to run before the pods of a service start belongs in its initContainers'
      : 'remove it',
  });
}
