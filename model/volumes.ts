import { createHash } from 'node:crypto';
import type { JsonObject } from '../lib/json';
import { byCodeUnit, compact } from '../lib/json';
import { canonicalQuantity } from '../lib/quantity';
import type { ServiceContext, ServiceSpec } from './context';
import type { Claim, ConfigMap } from './types';

/** What the volumes of a service come to. */
export interface Storage {
  readonly volumes: readonly JsonObject[];
  /** Mounts of the main container. */
  readonly mounts: readonly JsonObject[];
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
  'projected',
  'csi',
] as const;

type WrittenVolume = NonNullable<ServiceSpec['volumes']>[string];

/** Volumes, mounts and the objects behind them. */
export function resolveStorage(context: ServiceContext): Storage {
  const { spec } = context;
  const parts = Object.entries(spec.volumes ?? {}).map(([name, volume]) =>
    writtenVolume(context, name, volume),
  );
  const files = fileVolumes(context);
  const secrets = secretVolumes(spec);
  const ownMounts = [...parts.flatMap((part) => part.mounts), ...(spec.volumeMounts ?? [])] as JsonObject[];
  const taken = new Set(
    [...ownMounts, ...files.mounts, ...secrets.mounts].map((mount) => mount['mountPath']),
  );
  const writable = spec.writable.filter((path) => !taken.has(path));
  const configMaps = [...writtenConfigMaps(spec), ...files.configMaps];
  const checksum = configChecksumOf(configMaps);
  return {
    volumes: [
      ...parts.flatMap((part) => part.volumes),
      ...files.volumes,
      ...secrets.volumes,
      ...writable.map((path) => ({ name: writableName(path), emptyDir: {} })),
    ],
    mounts: [
      ...ownMounts,
      ...files.mounts,
      ...secrets.mounts,
      ...writable.map((path) => ({ name: writableName(path), mountPath: path })),
    ],
    configMaps,
    claims: parts.flatMap((part) => part.claims),
    claimTemplates: parts.flatMap((part) => part.claimTemplates),
    ...(checksum === undefined ? {} : { checksum }),
  };
}

interface VolumePart {
  readonly volumes: readonly JsonObject[];
  readonly mounts: readonly JsonObject[];
  readonly claims: readonly Claim[];
  readonly claimTemplates: readonly Claim[];
}

function writtenVolume(context: ServiceContext, name: string, written: WrittenVolume): VolumePart {
  const path = ['volumes', name];
  const { mountPath, subPath, readOnly, claim, ...rest } = written;
  const set = sources.filter((source) => written[source] !== undefined);
  if (set.length !== 1) {
    context.report('conflicting-fields', path, {
      problem: 'a volume has one source',
      got: set.join(', ') || 'none',
      expected: `one of ${sources.join(', ')}`,
    });
  }
  const mounts =
    mountPath === undefined ? [] : [compact({ name, mountPath, subPath, readOnly }) as JsonObject];
  if (claim !== undefined) return { mounts, ...claimVolume(context, name, claim) };
  const { emptyDir } = rest;
  const source =
    emptyDir === undefined
      ? rest
      : { emptyDir: compact({ medium: emptyDir.medium, sizeLimit: canonicalOr(emptyDir.sizeLimit) }) };
  return { mounts, volumes: [{ name, ...(source as JsonObject) }], claims: [], claimTemplates: [] };
}

function canonicalOr(quantity: string | undefined): string | undefined {
  return quantity === undefined ? undefined : (canonicalQuantity(quantity) ?? quantity);
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
      problem: 'a claim without a size',
      expected: 'storage, such as 10Gi',
    });
  }
  const { nodes, provider } = context.settings;
  if (storageClassName === undefined && nodes.defaultStorageClass === undefined) {
    context.report('storage-class', path, {
      problem: `${provider.title} marks no storage class as default, so the claim may wait for ever`,
      fix: 'set storageClassName, for instance in the environment',
    });
  }
  const claimSpec = compact({
    accessModes: [...accessModes],
    resources: storage === undefined ? undefined : { requests: { storage: canonicalOr(storage) } },
    storageClassName,
    volumeMode,
  }) as JsonObject;
  const labels = claim.labels ?? {};
  if (spec.workload === 'StatefulSet') {
    return { volumes: [], claims: [], claimTemplates: [{ name, spec: claimSpec, labels }] };
  }
  refuseSharedAccess(context, path, accessModes);
  const claimName = `${context.name}-${name}`;
  return {
    volumes: [{ name, persistentVolumeClaim: { claimName } }],
    claims: [{ name: claimName, spec: claimSpec, labels }],
    claimTemplates: [],
  };
}

/** A second pod on another node could not attach the volume, and a rolling update makes one. */
function refuseSharedAccess(
  context: ServiceContext,
  path: readonly string[],
  accessModes: readonly string[],
): void {
  const { workload, replicas, strategy } = context.spec;
  if (accessModes.some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany')) return;
  if (workload === 'Job' || workload === 'CronJob') return;
  if (workload === 'Deployment' && replicas === 1 && strategy?.type === 'Recreate') return;
  context.report('volume-access', path, {
    problem: `pods of a ${workload} can't share a ${accessModes.join(', ')} volume`,
    fix:
      workload === 'Deployment'
        ? 'set workload: StatefulSet, or replicas: 1 with strategy: {type: Recreate}'
        : 'set accessModes: [ReadWriteMany], or use a StatefulSet',
  });
}

function writableName(path: string): string {
  const name = path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `writable-${name}`.slice(0, 63).replace(/-$/, '');
}

function writtenConfigMaps(spec: ServiceSpec): ConfigMap[] {
  return Object.entries(spec.configMaps ?? {}).map(([name, written]) => ({
    name,
    data: written.data ?? {},
    binaryData: written.binaryData ?? {},
    immutable: written.immutable ?? false,
    labels: written.labels ?? {},
    annotations: written.annotations ?? {},
  }));
}

/** All files lie in one ConfigMap and are mounted one by one, so that they hide nothing of the image. */
function fileVolumes(context: ServiceContext): Pick<Storage, 'volumes' | 'mounts' | 'configMaps'> {
  const files = Object.entries(context.spec.files ?? {});
  if (files.length === 0) return { volumes: [], mounts: [], configMaps: [] };
  const name = `${context.name}-files`;
  const keys = fileKeys(files.map(([path]) => path));
  const data: Record<string, string> = {};
  for (const [path, { content }] of files) {
    if (content === undefined) {
      context.report('missing-field', ['files', path], {
        problem: 'a file without content',
        expected: 'content',
      });
    }
    data[keys.get(path) ?? path] = content ?? '';
  }
  const items = files.flatMap(([path, { mode }]) => {
    const key = keys.get(path) ?? path;
    return mode === undefined ? [] : [{ key, path: key, mode }];
  });
  const plain = files.flatMap(([path, { mode }]) => {
    const key = keys.get(path) ?? path;
    return mode === undefined ? [{ key, path: key }] : [];
  });
  return {
    volumes: [
      { name: 'files', configMap: { name, ...(items.length === 0 ? {} : { items: [...items, ...plain] }) } },
    ],
    mounts: files.map(([path]) => ({
      name: 'files',
      mountPath: path,
      subPath: keys.get(path) ?? path,
      readOnly: true,
    })),
    configMaps: [{ name, data, binaryData: {}, immutable: false, labels: {}, annotations: {} }],
  };
}

/** The base name of each file, or the whole path where two share one. */
function fileKeys(paths: readonly string[]): Map<string, string> {
  const base = (path: string) => path.slice(path.lastIndexOf('/') + 1).replace(/[^-._a-zA-Z0-9]/g, '_');
  const times = new Map<string, number>();
  for (const path of paths) times.set(base(path), (times.get(base(path)) ?? 0) + 1);
  const whole = (path: string) => path.slice(1).replace(/[^-._a-zA-Z0-9]/g, '_');
  return new Map(paths.map((path) => [path, times.get(base(path)) === 1 ? base(path) : whole(path)]));
}

function secretVolumes(spec: ServiceSpec): Pick<Storage, 'volumes' | 'mounts'> {
  const entries = Object.entries(spec.secrets ?? {});
  const volumes = new Map<string, JsonObject>();
  const mounts: JsonObject[] = [];
  for (const [mountPath, { secret, key, mode, optional }] of entries) {
    if (secret === undefined) continue;
    const name = `secret-${secret.replace(/\./g, '-')}`.slice(0, 63).replace(/-$/, '');
    volumes.set(name, {
      name,
      secret: compact({ secretName: secret, defaultMode: mode, optional }),
    });
    mounts.push({ name, mountPath, ...(key === undefined ? {} : { subPath: key }), readOnly: true });
  }
  return { volumes: [...volumes.values()], mounts };
}

function configChecksumOf(configMaps: readonly ConfigMap[]): string | undefined {
  if (configMaps.length === 0) return undefined;
  const sorted = (data: Readonly<Record<string, string>>) =>
    Object.entries(data).sort(([a], [b]) => byCodeUnit(a, b));
  const content = configMaps
    .map((map) => [map.name, sorted(map.data), sorted(map.binaryData)] as const)
    .sort(([a], [b]) => byCodeUnit(a, b));
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}
