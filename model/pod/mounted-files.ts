import { fieldsOf } from '../../lib/json';
import { shortHash } from '../../lib/names';
import type { ServiceContext, ServiceSpec } from '../context';
import { contentName } from '../context';
import type { Volume, VolumeMount } from '../types/pod';
import type { ConfigMap } from '../types/service';

/** Longest name of a volume: a DNS label. */
const longestName = 63;

/** Names for derived volumes, each of them once, beside those that a person chose. */
export class VolumeNames {
  private readonly taken: Set<string>;

  constructor(written: readonly string[]) {
    this.taken = new Set(written);
  }

  /** A label that reads like the text; a hash of it is added where that label is used already or too long. */
  free(text: string, hashed = text): string {
    const label = text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
    const fits = label.length <= longestName && !this.taken.has(label);
    const name = fits ? label : `${label.slice(0, longestName - 9)}-${shortHash(hashed)}`;
    if (this.taken.has(name)) return this.free(text, `${hashed}.`);
    this.taken.add(name);
    return name;
  }
}

interface FileVolumes {
  readonly volumes: readonly Volume[];
  readonly mounts: readonly VolumeMount[];
  readonly configMaps: readonly ConfigMap[];
}

type Source = NonNullable<Volume['configMap']>;
type Item = NonNullable<Source['items']>[number];
type File = [path: string, written: NonNullable<ServiceSpec['files']>[string]];

/** Pods that still run with the old content may be made anew on another node: it must not be pruned under them. */
export const keptUntilRolledOut = {
  'argocd.argoproj.io/sync-options': 'PruneLast=true',
  // Flux prunes before a rollout has ended (kustomize-controller#1180).
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};

/** Files lie in one ConfigMap, immutable ones in another, and are mounted one by one, so that they hide nothing. */
export function fileVolumes(context: ServiceContext, names: VolumeNames): FileVolumes {
  const files = Object.entries(context.spec.files ?? {});
  const parts = [false, true].flatMap((immutable) => {
    const own = files.filter(([, written]) => (written.immutable ?? false) === immutable);
    return own.length === 0 ? [] : [filesOfOneMap(context, names, own, immutable)];
  });
  return {
    volumes: parts.flatMap((part) => part.volumes),
    mounts: parts.flatMap((part) => part.mounts),
    configMaps: parts.flatMap((part) => part.configMaps),
  };
}

function filesOfOneMap(
  context: ServiceContext,
  names: VolumeNames,
  files: readonly File[],
  immutable: boolean,
): FileVolumes {
  const volume = names.free(immutable ? 'immutable-files' : 'files');
  const keys = fileKeys(files.map(([path]) => path));
  const data: Record<string, string> = {};
  for (const [path, { content }] of files) {
    if (content === undefined) {
      context.report('missing-field', ['files', path], {
        problem: 'the file has no content',
        expected: 'content',
      });
    }
    data[keys.get(path) ?? path] = content ?? '';
  }
  const name = immutable ? contentName(`${context.name}-files`, data) : `${context.name}-files`;
  const items = files.flatMap(([path, { mode }]): Item[] => {
    const key = keys.get(path) ?? path;
    return mode === undefined ? [] : [{ key, path: key, mode }];
  });
  const plain = files.flatMap(([path, { mode }]): Item[] => {
    const key = keys.get(path) ?? path;
    return mode === undefined ? [{ key, path: key }] : [];
  });
  const configMap = fieldsOf<Source>({ name, items: items.length === 0 ? [] : [...items, ...plain] });
  return {
    volumes: [{ name: volume, configMap }],
    mounts: files.map(([path]): VolumeMount => ({
      name: volume,
      mountPath: path,
      subPath: keys.get(path) ?? path,
      readOnly: true,
    })),
    configMaps: [
      { name, data, binaryData: {}, immutable, labels: {}, annotations: immutable ? keptUntilRolledOut : {} },
    ],
  };
}

/** The base name of each file, or the whole path where two share one. No key begins with two dots. */
function fileKeys(paths: readonly string[]): Map<string, string> {
  const key = (text: string) => text.replace(/[^-._a-zA-Z0-9]/g, '_').replace(/^\.(?=\.|$)/, '_');
  const base = (path: string) => key(path.slice(path.lastIndexOf('/') + 1));
  const times = new Map<string, number>();
  for (const path of paths) times.set(base(path), (times.get(base(path)) ?? 0) + 1);
  const whole = (path: string) => key(path.slice(1));
  return new Map(paths.map((path) => [path, times.get(base(path)) === 1 ? base(path) : whole(path)]));
}

/** A volume for each Secret, and for each mode in which its keys are mounted. */
export function secretVolumes(
  context: ServiceContext,
  names: VolumeNames,
): { volumes: Volume[]; mounts: VolumeMount[] } {
  const volumes = new Map<string, Volume>();
  const mounts: VolumeMount[] = [];
  for (const [mountPath, { secret, key, mode, optional }] of Object.entries(context.spec.secrets ?? {})) {
    if (secret === undefined) {
      const expected = 'secret: NAME, and key: KEY for one file';
      context.report('missing-field', ['secrets', mountPath], {
        problem: 'the file names no Secret',
        expected,
      });
      continue;
    }
    const source = fieldsOf<NonNullable<Volume['secret']>>({
      secretName: secret,
      defaultMode: mode,
      optional,
    });
    const same = JSON.stringify(source);
    const volume: Volume = volumes.get(same) ?? {
      name: names.free(['secret', secret, mode?.toString(8), optional === true ? 'optional' : ''].join('-')),
      secret: source,
    };
    volumes.set(same, volume);
    const { name } = volume;
    mounts.push(fieldsOf<VolumeMount>({ name, mountPath, subPath: key, readOnly: true }));
  }
  return { volumes: [...volumes.values()], mounts };
}
