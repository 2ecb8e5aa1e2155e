import { pathText } from '../../lib/path';
import type { ServiceContext } from '../context';
import type { Process } from './processes';

/** The kubelet never starts a container as user 0 where runAsNonRoot forbids it. */
export function refuseRoot(context: ServiceContext, processes: readonly Process[]): void {
  const seen = new Set<string>();
  for (const process of processes) {
    if (process.user !== 0 || !process.runAsNonRoot) continue;
    const user = placeOf(context, process, 'runAsUser');
    const nonRoot = placeOf(context, process, 'runAsNonRoot');
    const key = JSON.stringify([user, nonRoot]);
    if (seen.has(key)) continue;
    seen.add(key);
    const isWritten = context.strength(nonRoot) >= 0 && !context.isDeclined(nonRoot);
    const name = pathText(nonRoot);
    context.report('conflicting-fields', user, {
      problem: isWritten
        ? `the pods never start: runAsUser is 0, which is root, and ${name} is true${context.lineOf(nonRoot)}`
        : 'the pods never start: runAsUser is 0, which is root, and runAsNonRoot is true by default',
      fix: fixOf(context, user, isWritten ? nonRoot : undefined),
    });
  }
}

/** Where the value of a container comes from: its own securityContext, that of the service, or that of the pod. */
function placeOf(
  { spec }: ServiceContext,
  { path, written }: Process,
  field: 'runAsUser' | 'runAsNonRoot',
): string[] {
  if (path.length > 0 && written.securityContext?.[field] !== undefined)
    return [...path, 'securityContext', field];
  return [spec.securityContext[field] === undefined ? 'podSecurityContext' : 'securityContext', field];
}

/** `runAsNonRoot: false` next to the user helps only where no `true` is nearer to the container. */
function fixOf(
  { spec, settings }: ServiceContext,
  user: readonly string[],
  nonRoot: readonly string[] | undefined,
): string {
  const nearness = (place: readonly string[]) =>
    place.length > 2 ? 2 : place[0] === 'securityContext' ? 1 : 0;
  const nextTo = nonRoot === undefined || nearness(user) > nearness(nonRoot);
  const place = nextTo ? 'runAsNonRoot: false next to it' : `${pathText(nonRoot)}: false`;
  const other =
    nextTo || nearness(user) === nearness(nonRoot)
      ? 'a user other than 0'
      : `a runAsUser other than 0 next to ${pathText(nonRoot)}`;
  const namespace = spec.namespace ?? settings.platform;
  const level = settings.rootAllowed?.includes(namespace)
    ? ''
    : `, and namespaces: {${namespace}: {podSecurity: baseline}} in the environment or platform`;
  return `write ${place}${level}; or write ${other}`;
}
