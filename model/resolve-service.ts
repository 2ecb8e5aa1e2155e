import { didYouMean } from '../lib/nearest';
import type { Diagnostic } from '../lib/diagnostics';
import { serviceSelector } from '../lib/labels';
import type { Layer } from '../spec/layers';
import { mergeLayers, mergeValues } from '../spec/layers';
import type { PlatformSource, ServiceSource } from '../spec/load';
import type { EnvironmentLayer } from '../spec/schema/platform';
import type { ServiceLayer } from '../spec/schema/service';
import { mayBeService } from '../spec/unreadable-files';
import { warnOfAdmission } from './pod/admitted-requests';
import { mainContainer } from './pod/container';
import type { ResolvedService, ServiceSettings, ServiceSpec } from './context';
import { ServiceContext } from './context';
import type { EnvironmentChain } from './environment/environments';
import { identityAnnotations, resolveIdentity } from './service/cloud-identity';
import { refuseSyncHooks } from './service/sync-hooks';
import { checkTimes } from './workload/jobs';
import { headlessName, resolveKubernetesServices } from './service/kubernetes-services';
import { refuseOwnLabels } from './service/own-labels';
import { checkPodFields } from './pod/pod-fields';
import { resolvePodSecurity } from './pod/pod-security-context';
import { resolveMainPorts } from './service/main-port';
import { resolvePorts } from './service/ports';
import { warnOfNoToken } from './service/api-token';
import { ownServiceAccount, serviceAccountName } from './service/service-account';
import type { SecretRef } from './types/service';
import { checkProviderLimits } from './service/provider-limits';
import { refuseSharedAccess } from './pod/volume-access';
import { resolveStorage } from './pod/volumes';
import { capacityPlan } from './capacity/capacity-plan';
import { checkPlacesInZones } from './capacity/zone-rules';
import { checkPools } from './capacity/pools';
import { checkZonesOfPods } from './environment/zone-names';
import { checkFieldsOfKind, resolveWorkloads } from './workload/workload';

/** The layers of a service, weakest first (the design's order of precedence). */
export function serviceLayers(
  source: PlatformSource,
  chain: EnvironmentChain,
  service: ServiceSource,
): Layer<ServiceLayer>[] {
  const defaultsOf = (
    document: Layer<unknown>,
    data: ServiceLayer | null | undefined,
  ): Layer<ServiceLayer>[] =>
    data === undefined || data === null ? [] : [{ data, document: document.document, base: ['defaults'] }];
  const { name } = service;
  return [
    ...defaultsOf(source.platform, source.platform.data.defaults),
    service.layer,
    ...sinceNull(chain, ({ defaults: written }) => written === null).flatMap((entry) =>
      defaultsOf(entry.layer, entry.layer.data.defaults),
    ),
    ...sinceNull(chain, ({ services }) => services === null || services?.[name] === null).flatMap(
      (entry) => entry.overrides.get(name) ?? [],
    ),
  ];
}

/** The environments of a chain from the last one on that removes what those before it wrote. */
function sinceNull(
  { sources }: EnvironmentChain,
  removes: (data: EnvironmentLayer) => boolean,
): EnvironmentChain['sources'] {
  return sources.slice(
    Math.max(
      0,
      sources.findLastIndex((entry) => removes(entry.layer.data)),
    ),
  );
}

/** Overrides of services that are not there. */
export function unknownOverrides(source: PlatformSource, chain: EnvironmentChain): Diagnostic[] {
  return chain.sources.flatMap((entry) =>
    [...entry.overrides].flatMap(([name, layer]): Diagnostic[] => {
      if (source.services.has(name) || mayBeService(source.unread, name)) return [];
      const hint = didYouMean(name, [...source.services.keys()]);
      return [
        {
          code: 'unknown-service',
          path: `${entry.name}.services.${name}`,
          problem: 'overrides a service that is not there',
          got: name,
          fix: hint ?? 'add it to services/, or remove the override',
          location: layer.document.locate(layer.base, 'key'),
        },
      ];
    }),
  );
}

/** Merges the layers of a service and derives what it comes to. Pure: the same layers give the same result. */
export function resolveService(
  name: string,
  layers: readonly Layer<ServiceLayer>[],
  settings: ServiceSettings,
): ResolvedService {
  const layered = mergeLayers(layers);
  const spec = mergeValues(settings.defaults, layered.value) as ServiceSpec;
  const context = new ServiceContext(name, spec, layered, settings);
  checkWritten(context);
  const ports = resolvePorts(context);
  const { called: mainPort, probed } = resolveMainPorts(context, ports);
  const main = mainContainer(context, ports, probed);
  if (main === undefined) return { context };
  const storage = resolveStorage(context);
  const kubernetesServices = resolveKubernetesServices(context, ports);
  const headless = spec.workload === 'StatefulSet' ? headlessName(context, kubernetesServices) : undefined;
  const namespace = spec.namespace ?? settings.platform;
  const { plan, scaling } = capacityPlan(context);
  checkPools(context, plan);
  const identity = resolveIdentity(context);
  const workloads = resolveWorkloads(context, {
    main,
    identityLabels: identity?.kind.podLabels ?? {},
    storage,
    plan,
    scaling,
    serviceAccount: serviceAccountName(context),
    security: resolvePodSecurity(context),
    headless,
    kubernetesServices,
  });
  checkPlacesInZones(context, workloads);
  refuseSharedAccess(context, workloads);
  warnOfAdmission(context, workloads);
  const account = ownServiceAccount(context, identityAnnotations(identity));
  return {
    context,
    service: {
      name,
      team: spec.team ?? settings.team,
      namespace,
      labels: spec.labels ?? {},
      plan,
      scaling,
      workloads,
      kubernetesServices,
      configMaps: storage.configMaps,
      claims: storage.claims,
      ...(account === undefined ? {} : { serviceAccount: account }),
      ...(identity === undefined ? {} : { identity: identity.kind }),
      dataClass: spec.dataClass,
      // As for a Service: a live controller's old pods carry only its own labels until they are replaced.
      podSelector: spec.selector ?? serviceSelector(name),
      ports,
      ...(mainPort === undefined ? {} : { mainPort }),
      secretRefs: secretRefs(spec, namespace),
      causes: context.causes,
    },
  };
}

/** What can be judged before anything is derived. */
function checkWritten(context: ServiceContext): void {
  checkFieldsOfKind(context);
  checkProviderLimits(context);
  checkPodFields(context);
  refuseOwnLabels(context);
  checkZonesOfPods(context);
  checkTimes(context);
  refuseSyncHooks(context);
  warnOfNoToken(context);
}

/** Every Secret that a service refers to, whichever way. */
function secretRefs(spec: ServiceSpec, namespace: string): SecretRef[] {
  const refs: SecretRef[] = [];
  const add = (secret: string, key: string | undefined, optional: boolean | undefined): void => {
    refs.push({ namespace, secret, ...(key === undefined ? {} : { key }), optional: optional ?? false });
  };
  for (const { secret, key, optional } of Object.values(spec.secrets ?? {})) {
    if (secret !== undefined) add(secret, key, optional);
  }
  for (const { secret, projected } of Object.values(spec.volumes ?? {})) {
    if (secret !== undefined) add(secret.secretName, undefined, secret.optional);
    for (const source of projected?.sources ?? []) {
      if (source.secret !== undefined) add(source.secret.name, undefined, source.secret.optional);
    }
  }
  const extras = Object.values({ ...spec.containers, ...spec.sidecars, ...spec.initContainers });
  for (const written of [spec, ...extras]) addOfContainer(written, add);
  for (const { secret, key } of triggerSecrets(spec)) add(secret, key, false);
  const account = typeof spec.serviceAccount === 'object' ? spec.serviceAccount.imagePullSecrets : [];
  for (const name of [...(spec.imagePullSecrets ?? []), ...(account ?? [])]) add(name, undefined, false);
  return refs;
}

/** Credentials of the scalers of KEDA. */
function triggerSecrets({ replicas }: ServiceSpec): { secret: string; key: string }[] {
  const triggers = typeof replicas === 'object' ? replicas.triggers : undefined;
  return Object.values(triggers ?? {}).flatMap((trigger) => Object.values(trigger.secrets ?? {}));
}

function addOfContainer(
  {
    env,
    envFrom,
  }: { readonly env?: ServiceSpec['env'] | undefined; readonly envFrom?: ServiceSpec['envFrom'] | undefined },
  add: (secret: string, key: string | undefined, optional: boolean | undefined) => void,
): void {
  for (const value of Object.values(env ?? {})) {
    if (typeof value === 'object' && 'secret' in value) add(value.secret, value.key, value.optional);
  }
  for (const entry of envFrom ?? []) {
    if ('secret' in entry) add(entry.secret, undefined, entry.optional);
  }
}
