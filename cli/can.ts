import { Pipeline } from '../app/pipeline';
import type { Diagnostic, Location } from '../lib/diagnostics';
import { SpecError, positionText } from '../lib/diagnostics';
import { printable } from '../lib/printable';
import { didYouMean } from '../lib/nearest';
import type {
  ConnectionDecision,
  ConnectionQuestion,
  DecisionReason,
  Networked,
} from '../charts/network/connection-decisions';
import { decideConnection, unknownEnds } from '../charts/network/connection-decisions';
import { portsText } from './graph';
import { reasonText } from './reasons';
import type { Terminal } from './terminal';
import { exitCode, problemsForJson } from './terminal';

export interface CanOptions {
  readonly platform: string;
  readonly environment: readonly string[];
  readonly json: boolean;
}

/** Says whether one may talk to the other in each environment, and why; exits with 1 where it may not somewhere. */
export function can(from: string, target: string, options: CanOptions, to: Terminal): number {
  const { resolutions, warnings } = new Pipeline(options.platform).run(options.environment);
  const answers = resolutions.map(({ environment, facts: { network } }) => {
    const system = [...environment.systemServices].map(([name, { service }]) => [name, service] as const);
    const known = { ...environment, services: new Map([...environment.services, ...system]), network };
    const question = questionOf(from, target, known.services);
    const decisions = decideConnection(known, question);
    if (decisions === undefined || decisions.length === 0) {
      throw new SpecError([unknownEnd(known, question)]);
    }
    return { environment: environment.name, question, decisions };
  });
  if (options.json) {
    const environments = answers.map(({ environment, decisions }) => ({
      environment,
      decisions: decisions.map(forJson),
    }));
    to.out(JSON.stringify({ from, to: target, environments, problems: problemsForJson(warnings) }));
  } else {
    for (const { environment, question, decisions } of answers) {
      for (const decision of decisions) to.out(answerText(environment, question, decision));
    }
  }
  const all = answers.every(({ decisions }) => decisions.every(({ allowed }) => allowed));
  return all ? exitCode.done : exitCode.invalid;
}

/** `cart:admin` is a port of a service; the colons of URLs and addresses are their own. */
function questionOf(
  from: string,
  target: string,
  services: ReadonlyMap<string, unknown>,
): ConnectionQuestion {
  if (target.includes('://')) return { from, to: target };
  const [name = '', port, ...more] = target.split(':');
  const split = port !== undefined && more.length === 0 && (services.has(name) || /^\d+$/.test(port));
  return split ? { from, to: name, port } : { from, to: target };
}

function forJson({ reasons, ...decision }: ConnectionDecision): object {
  const entries = reasons.map((reason) => {
    const location = locationOf(reason);
    return { text: reasonText(reason), ...(location === undefined ? {} : { location }) };
  });
  return { ...decision, reasons: entries };
}

function locationOf(reason: DecisionReason): Location | undefined {
  return reason.kind === 'allowed' ? reason.location : undefined;
}

function answerText(
  environment: string,
  { from, to }: ConnectionQuestion,
  { allowed, port, reasons }: ConnectionDecision,
): string {
  const on = port === undefined ? '' : ` on ${portsText([port])}`;
  const why = reasons.map((reason) => {
    const location = locationOf(reason);
    const text = `  ${printable(reasonText(reason))}`;
    return location === undefined ? text : `${text} (${positionText(location)})`;
  });
  return [
    printable(
      `${environment}: ${allowed ? 'yes' : 'no'}, ${from} ${allowed ? 'can' : 'cannot'} reach ${to}${on}`,
    ),
    ...why,
  ].join('\n');
}

function unknownEnd(environment: Networked, question: ConnectionQuestion): Diagnostic {
  const { from, to, port } = question;
  const path = port === undefined ? to : `${to}:${port}`;
  const ends = unknownEnds(environment, question);
  if (ends.length === 0 && !environment.services.has(to)) {
    const problem = `no line of ${from} names this host, and policies open ports, not hosts`;
    return { code: 'ambiguous-port', path, problem, got: 'no port', fix: `name a port: ${to}:443` };
  }
  if (ends.length === 0) {
    const problem = 'the service has no such port';
    return { code: 'unknown-port', path, problem, got: port ?? 'no port; it listens on nothing' };
  }
  const names = [...environment.services.keys(), ...environment.dataServices.keys()];
  const hint = ends.map((end) => didYouMean(end, names)).find((text) => text !== undefined);
  const callers = ends.includes(from) ? ', nor a caller that its services accept' : '';
  return {
    code: 'unknown-service',
    path,
    problem: `not a service or data service of ${environment.name}, a host or an address${callers}`,
    got: ends.join(' and '),
    ...(hint === undefined ? {} : { fix: hint }),
  };
}
