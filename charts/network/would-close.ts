import type { Diagnostic } from '../../lib/diagnostics';
import { locate } from '../../spec/layers';
import type { EnvironmentChain } from '../../model/environment/environments';
import { isSamePort } from '../../model/flows/ports';
import type { PolicyPort } from '../../model/types/flow';
import type { ServicePolicy } from './types';

type Policies = ReadonlyMap<string, ServicePolicy>;

/** Something that is open now and that `enforce` would close. */
export interface Closing {
  readonly from: string;
  readonly to: string;
  /** Undefined: every port. */
  readonly port?: PolicyPort;
}

/** What represents everything outside the platform. */
export const everythingElse = 'everything else';

/**
 * Everything between two services that is open now, as at least one of them is only observed, and that no connection asks
 * for. One line for each pair and port: as many as the square of the services, so only on request.
 */
export function* closings(policies: Policies): Generator<Closing> {
  for (const target of policies.values()) {
    const allowed = allowedIn(target);
    for (const port of target.listens) {
      for (const caller of policies.values()) {
        if (closes(caller, target) && !allowed.has(`${caller.name} ${port.port}/${port.protocol}`)) {
          yield { from: caller.name, to: target.name, port };
        }
      }
      if (target.mode === 'observe') yield { from: everythingElse, to: target.name, port };
    }
    if (target.mode === 'observe') yield { from: target.name, to: everythingElse };
  }
}

function closes(caller: ServicePolicy, target: ServicePolicy): boolean {
  const modes = [caller.mode, target.mode];
  return !modes.includes('enforce') && modes.includes('observe');
}

/** Callers and ports that a line asks for: `web 8080/TCP`. */
function allowedIn(target: ServicePolicy): ReadonlySet<string> {
  return new Set(
    target.ingress.flatMap(({ peer, ports }) =>
      peer.kind === 'pods' && peer.service !== undefined
        ? ports.map(({ port, protocol }) => `${peer.service ?? ''} ${port}/${protocol}`)
        : [],
    ),
  );
}

/** How many of them there are between services, without naming them. */
export function countClosings(policies: Policies): number {
  const counts = { off: 0, observe: 0, enforce: 0 };
  for (const { mode } of policies.values()) counts[mode] += 1;
  let sum = 0;
  for (const target of policies.values()) {
    if (target.mode === 'enforce') continue;
    const callers = counts.observe + (target.mode === 'observe' ? counts.off : 0);
    const asked = new Set(
      target.ingress.flatMap(({ peer, ports }) => {
        const caller = peer.kind === 'pods' ? policies.get(peer.service ?? '') : undefined;
        if (caller === undefined || !closes(caller, target)) return [];
        return ports
          .filter((port) => target.listens.some((own) => isSamePort(own, port)))
          .map(({ port, protocol }) => `${caller.name} ${port}/${protocol}`);
      }),
    );
    sum += callers * target.listens.length - asked.size;
  }
  return sum;
}

/** One line for the environment: what observing is for is to see this number, and the list behind it. */
export function wouldCloseWarning(chain: EnvironmentChain, policies: Policies): Diagnostic[] {
  const observed = [...policies.values()].filter(({ mode }) => mode === 'observe');
  if (observed.length === 0) return [];
  const location = locate(chain.layered, ['networkPolicy']);
  const names = observed
    .slice(0, 10)
    .map(({ name }) => name)
    .join(', ');
  const more = observed.length > 10 ? ` and ${observed.length - 10} more` : '';
  return [
    {
      code: 'would-close',
      path: `${chain.name}.networkPolicy`,
      problem: `policies of ${names}${more} are observed, not rendered: enforce would close what no line asks for`,
      got: `${countClosings(policies)} open between services, counted by caller, target and port`,
      fix: `see them with portolan graph --would-close --environment ${chain.name}, add what is used to connects or accepts, then enforce`,
      ...(location === undefined ? {} : { location }),
    },
  ];
}
