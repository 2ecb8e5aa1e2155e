import { Pipeline } from '../app/pipeline';
import type { Diagnostic } from '../lib/diagnostics';
import { SpecError } from '../lib/diagnostics';
import { didYouMean } from '../lib/nearest';
import type { Decision, Question } from '../model/network/decide';
import { decide } from '../model/network/decide';
import { portsText } from './graph';
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
  const answers = resolutions.map(({ environment }) => {
    const question = questionOf(from, target, environment.services);
    const decisions = decide(environment, question);
    if (decisions === undefined || decisions.length === 0) {
      throw new SpecError([unknown(question, [...environment.services.keys()], decisions === undefined)]);
    }
    return { environment: environment.name, question, decisions };
  });
  if (options.json) {
    const environments = answers.map(({ environment, decisions }) => ({ environment, decisions }));
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
function questionOf(from: string, target: string, services: ReadonlyMap<string, unknown>): Question {
  if (target.includes('://')) return { from, to: target };
  const [name = '', port, ...more] = target.split(':');
  const split = port !== undefined && more.length === 0 && (services.has(name) || /^\d+$/.test(port));
  return split ? { from, to: name, port } : { from, to: target };
}

function answerText(
  environment: string,
  { from, to }: Question,
  { allowed, port, reasons }: Decision,
): string {
  const on = port === undefined ? '' : ` on ${portsText([port])}`;
  const why = reasons.map(({ text, location }) =>
    location === undefined ? `  ${text}` : `  ${text} (${location.file}:${location.line})`,
  );
  return [
    `${environment}: ${allowed ? 'yes' : 'no'}, ${from} ${allowed ? 'can' : 'can not'} reach ${to}${on}`,
    ...why,
  ].join('\n');
}

function unknown({ from, to, port }: Question, services: readonly string[], neither: boolean): Diagnostic {
  const ends = [from, to].filter((end) => !services.includes(end));
  const hint = neither
    ? (didYouMean(ends[0] ?? from, services) ?? didYouMean(ends[1] ?? to, services))
    : undefined;
  return {
    code: neither ? 'unknown-service' : 'unknown-port',
    path: port === undefined ? to : `${to}:${port}`,
    problem: neither ? 'nothing is known of an end' : 'the service has no such port',
    got: neither ? ends.join(' and ') : (port ?? 'no port; it listens on nothing'),
    ...(hint === undefined ? {} : { fix: hint }),
  };
}
