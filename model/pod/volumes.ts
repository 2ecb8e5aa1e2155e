import { fieldsOf } from '../../lib/json';
import { canonicalQuantity } from '../../lib/quantity';
import { eachQuantity } from '../../lib/quantity-fields';
import { configChecksumOf } from './config-checksum';
import type { ServiceContext, ServiceSpec } from '../context';
import { VolumeNames, fileVolumes, keptUntilRolledOut, secretVolumes } from './mounted-files';
import { containersOf } from './processes';
import type { Volume, VolumeMount } from '../types/pod';
import type { Claim, ConfigMap } from '../types/service';
import type { WritableFolders } from './writable-folders';
import { writableFolders } from './writable-folders';

/** What the volumes of a service come to. */
export interface Storage {
  readonly volumes: readonly Volume[];
  /** Mounts of the main container, without its writable folders. */
  readonly mounts: readonly VolumeMount[];
  /** Mounts of the writable folders of each container, by its name. */
  readonly writable: WritableFolders;
  readonly configMaps: readonly ConfigMap[];
  readonly claims: readonly Claim[];
  readonly claimTemplates: readonly Claim[];
  /** Changes with the content of rendered files: pods restart. Undefined without such files. */
  readonly checksum?: string;
}

const sources = [
  'claim',
  'emptyDir',
  'configMap',
  'secret',
  'persistentVolumeClaim',
  'hostPath',
  'ephemeral',
  'downwardAPI',
  'nfs',
  'projected',
  'csi',
] as const;

type VolumeSource = Omit<Volume, 'name'>;
type ProjectedSource = NonNullable<NonNullable<Volume['projected']>['sources']>[number];
type WrittenVolume = NonNullable<ServiceSpec['volumes']>[string];

/** Volumes, mounts and the objects behind them. */
export function resolveStorage(context: ServiceContext): Storage {
  const { spec } = context;
  const parts = Object.entries(spec.volumes ?? {}).map(([name, volume]) =>
    writtenVolume(context, name, volume),
  );
  // A mount names a volume that is written, never one that is derived.
  const mounted = containersOf(spec).flatMap(({ written }) => written.volumeMounts ?? []);
  const names = new VolumeNames([...Object.keys(spec.volumes ?? {}), ...mounted.map(({ name }) => name)]);
  const files = fileVolumes(context, names);
  const secrets = secretVolumes(context, names);
  const written = [...parts.flatMap((part) => part.mounts), ...(spec.volumeMounts ?? [])];
  const mounts = [...written, ...files.mounts, ...secrets.mounts];
  refuseSamePath(context, mounts);
  const writable = writableFolders(context, mounts, names);
  const configMaps = [...writtenConfigMaps(context), ...files.configMaps];
  // An immutable one has another name, which the template holds.
  const checksum = configChecksumOf(configMaps.filter(({ immutable }) => !immutable));
  return {
    volumes: [
      ...parts.flatMap((part) => part.volumes),
      ...files.volumes,
      ...secrets.volumes,
      ...[...writable.values()].flat().map(({ name }): Volume => ({ name, emptyDir: {} })),
    ],
    mounts,
    writable,
    configMaps,
    claims: parts.flatMap((part) => part.claims),
    claimTemplates: parts.flatMap((part) => part.claimTemplates),
    ...(checksum === undefined ? {} : { checksum }),
  };
}

/** Where a mount at this path is written. */
function placeOfMount({ spec }: ServiceContext, mountPath: string): string[] {
  if (Object.hasOwn(spec.files ?? {}, mountPath)) return ['files', mountPath];
  if (Object.hasOwn(spec.secrets ?? {}, mountPath)) return ['secrets', mountPath];
  const volume = Object.entries(spec.volumes ?? {}).findLast(([, entry]) => entry.mountPath === mountPath);
  return volume === undefined ? ['volumeMounts'] : ['volumes', volume[0], 'mountPath'];
}

/** The API server refuses a container with two mounts at one path. */
function refuseSamePath(context: ServiceContext, mounts: readonly VolumeMount[]): void {
  const seen = new Map<string, string>();
  for (const { mountPath, name } of mounts) {
    if (seen.has(mountPath)) {
      context.report('conflicting-fields', placeOfMount(context, mountPath), {
        problem: `two mounts at ${mountPath}`,
        got: `${seen.get(mountPath) ?? ''} and ${name}`,
        fix: 'remove one of them from volumes, volumeMounts, files or secrets',
      });
    }
    seen.set(mountPath, name);
  }
}

interface VolumePart {
  readonly volumes: readonly Volume[];
  readonly mounts: readonly VolumeMount[];
  readonly claims: readonly Claim[];
  readonly claimTemplates: readonly Claim[];
}

function writtenVolume(context: ServiceContext, name: string, written: WrittenVolume): VolumePart {
  const path = ['volumes', name];
  const { mountPath, subPath, readOnly, claim, ...rest } = written;
  const set = sources.filter((source) => written[source] !== undefined);
  if (set.length !== 1) {
    context.report('conflicting-fields', path, {
      problem: 'a volume needs exactly one source',
      got: set.join(', ') || 'none',
      expected: `one of ${sources.join(', ')}`,
    });
  }
  const mounts =
    mountPath === undefined ? [] : [fieldsOf<VolumeMount>({ name, mountPath, subPath, readOnly })];
  if (claim !== undefined) return { mounts, ...claimVolume(context, name, claim) };
  if (written.ephemeral !== undefined)
    warnWithoutClass(context, path, written.ephemeral.volumeClaimTemplate.spec.storageClassName);
  const source = sourceOf(context, rest);
  return { mounts, volumes: [{ name, ...source }], claims: [], claimTemplates: [] };
}

/** The source as Kubernetes has it: canonical quantities, ConfigMaps under the names they are rendered with. */
function sourceOf(context: ServiceContext, written: Omit<WrittenVolume, 'claim'>): VolumeSource {
  const { emptyDir, configMap, projected, ephemeral, downwardAPI } = written;
  if (emptyDir !== undefined)
    return {
      emptyDir: fieldsOf<NonNullable<VolumeSource['emptyDir']>>({
        medium: emptyDir.medium,
        sizeLimit: canonicalOr(emptyDir.sizeLimit),
      }),
    };
  if (configMap !== undefined)
    return { configMap: { ...configMap, name: context.configMapName(configMap.name) } };
  if (ephemeral !== undefined || downwardAPI !== undefined) return withCanonicalQuantities(written);
  if (projected === undefined) return written;
  const sources = projected.sources.map((source): ProjectedSource =>
    source.configMap === undefined
      ? source
      : { configMap: { ...source.configMap, name: context.configMapName(source.configMap.name) } },
  );
  return withCanonicalQuantities({ projected: { ...projected, sources } });
}

function withCanonicalQuantities(source: VolumeSource): VolumeSource {
  const copy = structuredClone(source);
  eachQuantity(copy, (holder, name, quantity) => {
    holder[name] = canonicalQuantity(quantity) ?? quantity;
  });
  return copy;
}

function canonicalOr(quantity: string | undefined): string | undefined {
  return quantity === undefined ? undefined : (canonicalQuantity(quantity) ?? quantity);
}

function warnWithoutClass(
  context: ServiceContext,
  path: readonly string[],
  storageClassName: string | undefined,
): void {
  const { nodes, provider } = context.settings;
  if (storageClassName !== undefined || nodes.defaultStorageClass !== undefined) return;
  context.report('storage-class', path, {
    problem: `${provider.title} marks no storage class as default, so the claim may stay Pending`,
    fix: 'set storageClassName',
  });
}

function claimVolume(
  context: ServiceContext,
  name: string,
  claim: NonNullable<WrittenVolume['claim']>,
): Omit<VolumePart, 'mounts'> {
  const { spec } = context;
  const path = ['volumes', name, 'claim'];
  const { storage, accessModes = ['ReadWriteOnce'], storageClassName, volumeMode } = claim;
  if (storage === undefined) {
    context.report('missing-field', path, {
      problem: 'the claim has no size',
      expected: 'storage, such as 10Gi',
    });
  }
  warnWithoutClass(context, path, storageClassName);
  const claimSpec = fieldsOf<Claim['spec']>({
    accessModes: [...accessModes],
    resources:
      storage === undefined ? undefined : { requests: { storage: canonicalQuantity(storage) ?? storage } },
    storageClassName,
    volumeMode,
  });
  const labels = claim.labels ?? {};
  if (spec.workload === 'StatefulSet') {
    return { volumes: [], claims: [], claimTemplates: [{ name, spec: claimSpec, labels }] };
  }
  const claimName = `${context.name}-${name}`;
  return {
    volumes: [{ name, persistentVolumeClaim: { claimName } }],
    claims: [{ name: claimName, spec: claimSpec, labels }],
    claimTemplates: [],
  };
}

function writtenConfigMaps(context: ServiceContext): ConfigMap[] {
  const all = Object.entries(context.spec.configMaps ?? {});
  for (const [name, written] of all) refuseSameKey(context, name, written);
  return all.map(([name, written]) => ({
    name: context.configMapName(name),
    data: written.data ?? {},
    binaryData: written.binaryData ?? {},
    immutable: written.immutable ?? false,
    labels: written.labels ?? {},
    annotations: { ...(written.immutable === true ? keptUntilRolledOut : {}), ...written.annotations },
  }));
}

function refuseSameKey(
  context: ServiceContext,
  name: string,
  { data, binaryData }: NonNullable<ServiceSpec['configMaps']>[string],
): void {
  for (const key of Object.keys(binaryData ?? {})) {
    if (!Object.hasOwn(data ?? {}, key)) continue;
    context.report('conflicting-fields', ['configMaps', name, 'binaryData', key], {
      problem: 'data has this key too',
      fix: 'remove one of them',
    });
  }
}
