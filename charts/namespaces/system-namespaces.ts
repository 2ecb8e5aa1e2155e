import type { Diagnostic } from '../../lib/diagnostics';
import { pathText } from '../../lib/path';
import type { ProviderProfile, SystemNamespace } from '../../providers';
import { systemNamespace } from '../../providers';
import type { WholeScope } from '../concern';
import type { SharedSettings } from '../../model/environment/shared-settings';
import { placeInManifest } from '../../model/manifests/findings';
import type { ResolvedService } from '../../model/context';
import type { ManifestObject } from '../../model/types/manifest';

type Resolved = ReadonlyMap<string, ResolvedService>;

/** A line that makes a namespace one of ours. */
interface Use extends Pick<Diagnostic, 'object' | 'path' | 'location'> {
  readonly namespace: string;
}

/**
 * Refuses to treat a namespace of the cluster or of an operator as one of ours: its Pod Security, quota and default deny
 * would stop what runs there. Where it is declared as shared, nothing of that is rendered.
 */
export function judgeNamespaces(whole: WholeScope, settings: SharedSettings): void {
  const { namespaces = {} } = settings;
  const { nodes, services, manifests, problems } = whole;
  const isShared = (name: string) => Object.hasOwn(namespaces, name) && namespaces[name]?.shared === true;
  const uses = [...usesOfServices(services), ...usesOfPlatform(whole), ...declared(whole, settings)];
  for (const use of uses.filter(({ namespace }) => !isShared(namespace))) {
    const system = systemNamespace(nodes.profile, use.namespace);
    if (system !== undefined) problems.push(refusal(use, system));
    else if (use.namespace === 'default') problems.push(ofDefault(use));
  }
  for (const use of usesOfManifests(manifests)) {
    const system = systemNamespace(nodes.profile, use.namespace);
    if (system !== undefined && system.installable !== true) problems.push(ofManifest(use, system));
  }
}

/** The namespace of an operator whose Namespace is in `manifests/` is declared there: it is shared, unless it is written. */
export function withInstalled(
  settings: SharedSettings,
  manifests: readonly ManifestObject[],
  profile: ProviderProfile,
): SharedSettings {
  const installed = usesOfManifests(manifests).filter(
    ({ namespace }) => systemNamespace(profile, namespace)?.installable === true,
  );
  if (installed.length === 0) return settings;
  const shared = installed.map(({ namespace }) => [namespace, { shared: true }] as const);
  return { ...settings, namespaces: { ...Object.fromEntries(shared), ...settings.namespaces } };
}

const otherwise = (namespace: string) =>
  `or write namespaces: {${namespace}: {shared: true}}, and only the objects of your services are rendered there`;

function refusal({ namespace, ...place }: Use, { owner }: SystemNamespace): Diagnostic {
  return {
    code: 'system-namespace',
    ...place,
    problem: `the namespace ${namespace} is for the pods of ${owner}: Pod Security, quota and default deny of the platform would stop them`,
    fix: `choose another namespace, ${otherwise(namespace)}`,
  };
}

function ofDefault({ namespace, ...place }: Use): Diagnostic {
  return {
    code: 'default-namespace',
    ...place,
    problem:
      'everybody who names no namespace uses the namespace default: Pod Security, quota and default deny of the platform apply to their pods too',
    fix: `choose another namespace, ${otherwise(namespace)}`,
  };
}

/** Namespaces that services name. One line in `defaults` is reported once. */
function usesOfServices(resolved: Resolved): Use[] {
  const seen = new Set<string>();
  return [...resolved.values()].flatMap(({ context }): Use[] => {
    const { namespace } = context.spec;
    const location = context.locate(['namespace']);
    const key = JSON.stringify([namespace, location]);
    if (namespace === undefined || seen.has(key)) return [];
    seen.add(key);
    const path = pathText([context.name, 'namespace']);
    return [{ namespace, path, ...(location === undefined ? {} : { location }) }];
  });
}

/** Namespaces that are called after the platform, and those that concerns need. */
function usesOfPlatform({ source, services, requirements }: WholeScope): Use[] {
  const location = source.platform.document.locate(['name']);
  const isDefault = [...services.values()].some(({ context }) => context.spec.namespace === undefined);
  const names = [
    ...(isDefault ? [source.platform.data.name ?? ''] : []),
    ...requirements.flatMap((entry) =>
      entry.kind === 'Namespace' && entry.needed === true ? [entry.name] : [],
    ),
  ];
  return names.map((namespace) => ({ namespace, path: 'name', location }));
}

/** Those that `namespaces` names. */
function declared({ source, chain }: WholeScope, settings: SharedSettings): Use[] {
  return Object.keys(settings.namespaces ?? {}).map((namespace) => {
    const path = ['namespaces', namespace];
    const layer = [...chain.layered.layers]
      .reverse()
      .find(({ data }) => Object.hasOwn(data.namespaces ?? {}, namespace));
    const { document, base } = layer ?? { document: source.platform.document, base: [] };
    return { namespace, path: pathText(path), location: document.locate([...base, ...path], 'key') };
  });
}

/** Namespaces that plain manifests make themselves, as those of an operator may. Other objects need them to be declared. */
function usesOfManifests(manifests: readonly ManifestObject[]): Use[] {
  return manifests.flatMap((entry): Use[] =>
    entry.object.kind === 'Namespace'
      ? [{ namespace: entry.object.metadata.name, ...placeInManifest(entry) }]
      : [],
  );
}

function ofManifest({ namespace, ...place }: Use, { owner }: SystemNamespace): Diagnostic {
  return {
    code: 'system-namespace',
    ...place,
    problem: `the Namespace ${namespace} is for the pods of ${owner}, which makes it itself`,
    fix: `remove it, and write namespaces: {${namespace}: {shared: true}} if objects of yours belong there`,
  };
}
