import type { Connection } from '../../model/types/connection';
import type { Caller } from './caller';
import { hostAndPort, targetName } from '../../model/flows/connection-targets';

/** Warns of egress that is open to the whole internet. */
export function warnOfOpenEgress(
  caller: Caller,
  connections: readonly Connection[],
  openHosts: readonly string[],
): void {
  const { context, mode } = caller;
  if (mode === 'off') return;
  for (const connection of connections) warnOfWholeRanges(caller, connection);
  if (openHosts.length === 0) return;
  const first = connections.find(({ to }) => to.kind === 'url' && openHosts.includes(hostAndPort(to)));
  if (caller.system) return warnOfOpenSystemEgress(caller, first, openHosts);
  const path = first === undefined ? ['serviceAccount', 'identity'] : ['connects', targetName(first.to)];
  context.report('open-egress', path, {
    problem: 'a NetworkPolicy cannot match host names, so the port is open to every public address',
    got: openHosts.join(', '),
    fix: narrower(caller, first === undefined),
  });
}

/** What has no file of its own is asked for where its connection is. */
function warnOfOpenSystemEgress(
  { context, settings }: Caller,
  first: Connection | undefined,
  openHosts: readonly string[],
): void {
  const { location } = first ?? {};
  context.diagnostics.push({
    code: 'open-egress',
    path: context.name,
    problem: `a NetworkPolicy cannot match host names, so the pods of ${context.name} may reach every public address on this port`,
    got: openHosts.join(', '),
    fix:
      settings.engine?.hostPolicies === undefined
        ? 'no narrower rule is possible here; accept it'
        : 'write egress: {hostPolicies: true} in the environment',
    ...(location === undefined ? {} : { location }),
  });
}

/** How to be exact instead. */
function narrower({ settings, context }: Caller, identityAlone: boolean): string {
  const byName =
    settings.engine?.hostPolicies === undefined
      ? []
      : ['write egress: {hostPolicies: true} in the environment'];
  const near = context.settings.provider.identities.find(({ endpoints }) =>
    endpoints.every((entry) => 'range' in entry),
  );
  const inside =
    near === undefined ? [] : [`use an identity whose credentials come from the node: ${near.shape}`];
  const ways = identityAlone
    ? [...inside, ...byName]
    : ['list the addresses: connects: {URL: {cidrs: […]}}', ...byName];
  return ways.join(', or ') || 'no narrower rule is possible here; accept it';
}

/** Ranges that somebody wrote, and that are everything. */
function warnOfWholeRanges({ context, dataServices, settings }: Caller, { to }: Connection): void {
  const written =
    to.kind === 'cidr'
      ? [to.cidr]
      : to.kind === 'url'
        ? to.cidrs
        : to.kind === 'data-service'
          ? (dataServices.get(to.name)?.cidrs ?? [])
          : to.kind === 'kube-apiserver'
            ? settings.apiServer.cidrs
            : [];
  const whole = written.filter((cidr) => /\/[01]$/.test(cidr));
  if (whole.length === 0) return;
  context.report('open-egress', ['connects', targetName(to)], {
    problem: 'the range covers all addresses, or half of them',
    got: whole.join(', '),
    fix: 'write the ranges that you mean',
  });
}
