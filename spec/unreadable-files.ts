/**
 * Paths of what is there and could not be read. What they say is unknown, which is something else than missing: what depends
 * on them is not judged until they are fixed.
 */
export type UnreadableFiles = readonly string[];

/** The name that a file stands for; undefined for a folder, in which anything may lie. */
function nameOf(path: string): string | undefined {
  return /([^/]+)\.\w+$/.exec(path)?.[1];
}

export function isPlatformUnreadable(unread: UnreadableFiles): boolean {
  return unread.some((path) => path === 'platform.yaml' || path === 'platform.yml');
}

/** True where a service of this name may stand in what could not be read. */
export function mayBeService(unread: UnreadableFiles, name: string): boolean {
  return unread.some(
    (path) =>
      !/^(?:environments|manifests)\//.test(path) && (nameOf(path) === undefined || nameOf(path) === name),
  );
}

/** True where an environment of this name, or any, may stand in what could not be read. */
export function mayBeEnvironment(unread: UnreadableFiles, name?: string): boolean {
  return unread.some((path) => {
    if (!path.includes('/')) return nameOf(path) === undefined;
    const [folder, file = '', ...deeper] = path.split('/');
    return folder === 'environments' && deeper.length === 0 && (name === undefined || nameOf(file) === name);
  });
}

/** True where an environment overrides the service in a file that could not be read. */
export function isOverrideUnreadable(unread: UnreadableFiles, environment: string, service: string): boolean {
  const folder = `environments/${environment}`;
  return unread.some(
    (path) => path === folder || (path.startsWith(`${folder}/`) && nameOf(path) === service),
  );
}

/** True where an object of these environments may be missing for what could not be read. */
export function mayLackObjects(unread: UnreadableFiles, environments: readonly string[]): boolean {
  return unread.some((path) => {
    const [folder, entry = ''] = path.split('/');
    if (folder !== 'environments' && folder !== 'manifests') return true;
    return entry === '' || entry === 'all' || environments.includes(entry.replace(/\.\w+$/, ''));
  });
}
