import type { z } from 'zod';
import { SpecError, sortDiagnostics } from '../lib/diagnostics';
import { folderOf } from '../spec/define';
import { listFolder } from '../spec/folder';
import type { PlatformSource, Reading, SourceCache } from '../spec/load';
import { readFolder } from '../spec/load';
import type { SourceFolder } from '../spec/source-folder';
import { diskFolder } from '../spec/source-folder';
import { reserved, schemas } from './schema';

/** A platform as code: the same fields that the YAML files have. */
export interface PlatformDefinition extends z.input<typeof schemas.platform> {
  /** By name: what would stand in `environments/NAME.yaml`. */
  readonly environments: Readonly<Record<string, z.input<typeof schemas.environment>>>;
  /** By name: what would stand in `services/NAME.yaml`. */
  readonly services: Readonly<Record<string, z.input<typeof schemas.service>>>;
}

/**
 * Makes a platform from code instead of a folder. It is validated as the folder would be; problems are located in the
 * files that the definition stands for.
 * @throws SpecError with every problem
 */
export function definePlatform(definition: PlatformDefinition): PlatformSource {
  return loadFrom(folderOf(definition));
}

/**
 * Reads a platform's folder.
 * @throws SpecError with every problem of every file
 */
export function loadPlatform(root: string, cache: SourceCache = new Map()): PlatformSource {
  return loadFrom(diskFolder(root), cache);
}

/** As `loadPlatform`, from any kind of folder. */
export function loadFrom(folder: SourceFolder, cache: SourceCache = new Map()): PlatformSource {
  const { source, problems } = readPlatform(folder, cache);
  if (problems.length > 0) throw new SpecError(sortDiagnostics(problems));
  return source;
}

/** Reads what can be read, so that later stages can find further problems beside those of the files. */
export function readPlatform(folder: SourceFolder, cache: SourceCache = new Map()): Reading {
  return readFolder(folder, { schemas, reserved }, cache);
}

/** The files of a platform's folder, with what is wrong about their names. */
export function listFiles(folder: SourceFolder): ReturnType<typeof listFolder> {
  return listFolder(folder, reserved);
}
