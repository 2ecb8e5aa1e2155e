import type { Hook } from '../lib/sync-order';
import { hookOf } from '../lib/sync-order';
import type { ServiceContext } from './context';

/** A hook that waits for what comes after it or is gone already, and one that takes the pods away at each sync. */
export function refuseHooks(context: ServiceContext): void {
  const { annotations = {}, workload } = context.spec;
  const hook = hookOf(annotations);
  if (hook === undefined) return;
  const found = alone(hook, context.name) ?? (workload === 'Job' ? undefined : ofRunning(context.name));
  if (found !== undefined) context.report('hook', ['annotations', hook.key], { got: hook.value, ...found });
}

interface Found {
  readonly problem: string;
  readonly fix: string;
}

/** Phases in which the objects that the pods need are not in the cluster. */
function alone({ phases }: Hook, name: string): Found | undefined {
  const needed = `the pods of ${name} cannot start without their ServiceAccount and ConfigMaps`;
  if (phases.includes('PreSync')) {
    return {
      problem: `Argo CD runs PreSync hooks before it applies the other objects of ${name}, and ${needed}: the first sync would never end`,
      fix: 'remove it; what has to run before the pods of a service start belongs in its initContainers',
    };
  }
  if (!phases.includes('PostDelete')) return undefined;
  return {
    problem: `Argo CD runs PostDelete hooks after it has deleted the other objects of ${name}, and ${needed}: the deletion would never end`,
    fix: 'remove it, or use a PreDelete hook where your version of Argo CD has them: they run before anything is deleted',
  };
}

function ofRunning(name: string): Found {
  return {
    problem: `Argo CD deletes a hook at each sync and creates it again, and the pods of ${name} with it: only a Job can be a hook`,
    fix: 'remove it',
  };
}
