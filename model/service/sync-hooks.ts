import type { Diagnostic } from '../../lib/diagnostics';
import { pathText } from '../../lib/path';
import type { Hook } from '../../lib/sync-order';
import { hookOf, hookWords } from '../../lib/sync-order';
import type { Path } from '../../spec/layers';
import { locate } from '../../spec/layers';
import type { ServiceContext } from '../context';
import type { PlatformSource } from '../../spec/load';
import type { EnvironmentChain } from '../environment/environments';
import type { SharedSettings } from '../environment/shared-settings';

/** A hook that waits for what comes after it or is gone already, and one that takes objects away at each sync. */
export function refuseSyncHooks(context: ServiceContext): void {
  const { annotations = {}, workload } = context.spec;
  const hook = hookOf(annotations);
  const found =
    hook === undefined
      ? undefined
      : (neverApplied(hook) ??
        alone(hook, context.name) ??
        (workload === 'Job' ? undefined : ofRunning(context.name)));
  if (hook !== undefined && found !== undefined)
    context.report('hook', ['annotations', hook.key], { got: hook.value, ...found });
  for (const { path, object, annotations: written } of annotatedParts(context)) {
    const other = hookOf(written);
    if (other === undefined) continue;
    const problem = neverApplied(other) ?? ofObject(other, object);
    context.report('hook', [...path, 'annotations', other.key], { got: other.value, ...problem });
  }
}

/** What has to be there all the time. */
interface Needed {
  readonly kind: string;
  readonly name: string;
}

interface Part {
  readonly path: Path;
  readonly object: Needed;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The objects beside the workload whose annotations a service writes. */
function annotatedParts({ spec, name }: ServiceContext): Part[] {
  const { service, serviceAccount, extraServices, configMaps } = spec;
  const part = (
    path: Path,
    kind: string,
    object: string,
    written: { readonly annotations?: Part['annotations'] | undefined } | undefined,
  ): Part => ({ path, object: { kind, name: object }, annotations: written?.annotations ?? {} });
  const own = typeof service === 'object' ? service : undefined;
  const account = typeof serviceAccount === 'object' ? serviceAccount : undefined;
  return [
    part(['service'], 'Service', name, own),
    part(['serviceAccount'], 'ServiceAccount', account?.name ?? name, account),
    ...Object.entries(extraServices ?? {}).map(([key, written]) =>
      part(['extraServices', key], 'Service', key, written),
    ),
    ...Object.entries(configMaps ?? {}).map(([key, written]) =>
      part(['configMaps', key], 'ConfigMap', key, written),
    ),
  ];
}

/** A Namespace as a hook would be deleted at each sync, with all that is in it. */
export function refuseNamespaceHooks(
  { source, chain }: { readonly source: PlatformSource; readonly chain: EnvironmentChain },
  settings: SharedSettings,
  problems: Diagnostic[],
): void {
  for (const [name, { annotations = {} }] of Object.entries(settings.namespaces ?? {})) {
    const hook = hookOf(annotations);
    if (hook === undefined) continue;
    const path = ['namespaces', name, 'annotations', hook.key];
    problems.push({
      code: 'hook',
      path: pathText(path),
      got: hook.value,
      ...(neverApplied(hook) ?? ofObject(hook, { kind: 'Namespace', name })),
      location: locate(chain.layered, path) ?? source.platform.document.locate(path),
    });
  }
}

/** A hook that is not there all the time, on an object that has to be. */
function ofObject({ phases }: Hook, { kind, name }: Needed): Found {
  const atSyncs = phases.some((phase) => ['PreSync', 'Sync', 'PostSync'].includes(phase));
  return {
    problem: atSyncs
      ? `Argo CD deletes a hook at each sync and creates it again, so the ${kind} ${name} is missing for a while each time: only a Job can be a hook`
      : `an ordinary sync does not create ${phases.join(' or ')} hooks, so the ${kind} ${name} never exists while it is needed: only a Job can be a hook`,
    fix: 'remove it',
  };
}

/** A hook whose words Argo CD does not know. */
export function neverApplied({ key, value, phases }: Hook): (Found & { expected: string }) | undefined {
  if (phases.length > 0) return undefined;
  const words = hookWords(key);
  const near = words.find((word) => word.toLowerCase() === value.trim().toLowerCase());
  return {
    problem: 'Argo CD does not know this hook, so it never creates the object',
    expected: words.join(', '),
    fix:
      near === undefined
        ? 'write one of these, remove it, or add argocd.argoproj.io/hook: Skip if that is intended'
        : `capitals matter: ${near}`,
  };
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
