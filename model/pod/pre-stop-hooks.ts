import { posix } from 'node:path';
import type { ServiceContext, ServiceSpec } from '../context';
import { containersOf } from './processes';

type Hook = NonNullable<NonNullable<ServiceSpec['lifecycle']>['preStop']>;

/** Commands that run the rest of the line as it is. */
const wrappers: ReadonlySet<string> = new Set(['exec', 'env', 'command', 'busybox', 'nohup']);
const shell = /^(ba|da|a|k|z)?sh$/;
/** What a shell repeats, chooses or waits for: only running it tells how long it takes. */
const compound = /^([({!]|(if|then|else|elif|for|while|until|do|case|select|function|wait|eval)$)/;
const unitSeconds: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** A `preStop` hook of one of the pod's containers. */
export interface PreStop {
  /** The container's path: empty for the main one. */
  readonly container: readonly string[];
  /** The path of what says how long it takes. */
  readonly path: readonly string[];
  readonly handler: 'exec' | 'httpGet' | 'sleep';
  /** Undefined where only running the hook would tell. */
  readonly seconds: number | undefined;
  /** It waits until it is killed. */
  readonly isEndless: boolean;
}

/** Commands that wait for nothing that comes, unless they run in the background. */
const endless = /(^|[\s/;])(sleep\s+inf(inity)?|tail\s+-f\s+\/dev\/null)\s*("|'|;|$)/;

/** The hooks of all containers that are told to stop: they begin at the same time, those of native sidecars too. */
export function preStopHooks({ spec }: ServiceContext): PreStop[] {
  return containersOf(spec).flatMap(({ path, written, endsByItself }): PreStop[] => {
    const hook = written.lifecycle?.preStop;
    if (hook === undefined || endsByItself) return [];
    const handler = hook.sleep !== undefined ? 'sleep' : hook.exec !== undefined ? 'exec' : 'httpGet';
    return [
      {
        container: path,
        path: [...path, 'lifecycle', 'preStop', handler],
        handler,
        seconds: hookSeconds(hook),
        isEndless: endless.test(hook.exec?.join(' ') ?? ''),
      },
    ];
  });
}

function hookSeconds({ sleep, exec }: Hook): number | undefined {
  return sleep?.seconds ?? (exec === undefined ? undefined : sleepOfCommand(exec));
}

/** Seconds of a command that is plainly a sleep, alone or before and after other commands; undefined for any other. */
export function sleepOfCommand(words: readonly string[]): number | undefined {
  const [first = '', ...rest] = words;
  const program = posix.basename(first);
  if (wrappers.has(program) || /^\w+=/.test(first)) return sleepOfCommand(rest);
  if (program === 'sleep') return sumOf(rest);
  if (!shell.test(program)) return undefined;
  const option = rest.findIndex((word) => /^-[a-z]*c$/.test(word));
  const script = rest.slice(option + 1).find((word) => word !== '--');
  return option < 0 || script === undefined ? undefined : sleepOfScript(script);
}

/** Times of `sleep`: several are added up. */
function sumOf(times: readonly string[]): number | undefined {
  let sum = 0;
  for (const time of times) {
    const [, number, unit = ''] = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(time) ?? [];
    if (number === undefined) return undefined;
    sum += Number(number) * (unitSeconds[unit] ?? 1);
  }
  return times.length === 0 ? undefined : Math.ceil(sum);
}

function sleepOfScript(script: string): number | undefined {
  const commands = script
    .replace(/\\\n/g, ' ')
    // Quoted text is one word, whatever it holds.
    .replace(/'([^']*)'|"([^"]*)"/g, (_all, single?: string, double?: string) => {
      const text = single ?? double ?? '';
      return /^[\w./-]+$/.test(text) ? text : '_';
    })
    .replace(/(^|\s)#.*$/gm, '')
    .replace(/&>\s*\S+|\d*[<>]+&?\s*[^\s;&|]+/g, ' ')
    .split(/;|&&|\|\|?|\n/)
    .map((command) => command.trim())
    .filter((command) => command !== '');
  let sum: number | undefined;
  for (const command of commands) {
    const words = command.split(/\s+/);
    // What runs in the background is not waited for.
    if (command.includes('&') || compound.test(words[0] ?? '')) return undefined;
    if (!words.some((word) => posix.basename(word) === 'sleep')) continue;
    const seconds = sleepOfCommand(words);
    if (seconds === undefined) return undefined;
    sum = (sum ?? 0) + seconds;
  }
  return sum;
}
