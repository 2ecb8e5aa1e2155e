import type { ServiceContext } from '../context';
import type { VolumeNames } from './mounted-files';
import type { Process } from './processes';
import { processesOf } from './processes';
import type { VolumeMount } from '../types/pod';

export type WritableFolders = ReadonlyMap<string, readonly VolumeMount[]>;

/** An emptyDir for each folder that a container may write to, by the container's name: what two share, a person names. */
export function writableFolders(
  context: ServiceContext,
  mountsOfMain: readonly VolumeMount[],
  names: VolumeNames,
): WritableFolders {
  return new Map(
    processesOf(context).map((process) => {
      const { path, name, written } = process;
      const isMain = path.length === 0;
      const mounts = isMain ? mountsOfMain : (written.volumeMounts ?? []);
      const taken = new Set(mounts.map(({ mountPath }) => folder(mountPath)));
      const folders = wantedFolders(context, process).filter((wanted) => !taken.has(folder(wanted)));
      const volume = (mountPath: string) => names.free(`writable-${mountPath}${isMain ? '' : `-${name}`}`);
      return [name, folders.map((mountPath) => ({ name: volume(mountPath), mountPath }))];
    }),
  );
}

/** The same folder may be written with a slash at its end. */
function folder(path: string): string {
  return path.replace(/\/+$/, '');
}

/**
 * Over a root that can be written to, only what was asked for: an emptyDir hides what the image has there. The service's
 * own `writable` is the main container's, other containers keep their /tmp.
 */
function wantedFolders(context: ServiceContext, { path, written, security }: Process): readonly string[] {
  const { writable } = context.spec;
  const isReadOnly = security.readOnlyRootFilesystem === true;
  if (path.length === 0) return isReadOnly || context.writtenForService('writable') ? writable : [];
  return written.writable ?? (isReadOnly ? ['/tmp'] : []);
}
