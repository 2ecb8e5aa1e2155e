import { execFileSync } from 'node:child_process';
import type { Rendering } from '../app/pipeline';
import { Pipeline } from '../app/pipeline';
import { SpecError } from '../lib/diagnostics';
import type { Resolution } from '../app/resolve';

/** What somebody else's program makes of one environment. */
export interface Verdict {
  /** What was looked at, in a few words. */
  readonly summary: string;
  readonly problems: readonly string[];
}

type Judge = (rendering: Rendering, resolution: Resolution) => Verdict | undefined;

/** Most problems of one environment that are printed. */
const mostProblems = 20;

/** A program that is not there, or that failed. */
class ProgramError extends Error {}

/**
 * The whole of a tool that asks about each environment of the platforms it is called with, undefined where it has nothing to
 * ask: it prints a line for each, and exits with 1 where there is a problem or nothing to judge.
 */
export function main(judge: Judge): void {
  try {
    process.exitCode = judgePlatforms(process.argv.slice(2), judge) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ProgramError || error instanceof SpecError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

function judgePlatforms(platforms: readonly string[], judge: Judge): boolean {
  let failures = 0;
  let judged = 0;
  for (const platform of platforms) {
    const rendering = new Pipeline(platform).run();
    for (const resolution of rendering.resolutions) {
      const verdict = judge(rendering, resolution);
      if (verdict === undefined) continue;
      const { summary, problems } = verdict;
      console.log(`${platform} ${resolution.environment.name}: ${summary}`);
      for (const problem of problems.slice(0, mostProblems)) console.error(`  ${problem}`);
      if (problems.length > mostProblems) console.error(`  and ${problems.length - mostProblems} more`);
      failures += problems.length;
      judged += 1;
    }
  }
  if (judged === 0) console.error('no environment of these platforms can be judged');
  return failures === 0 && judged > 0;
}

/**
 * Runs a program from PATH, and returns what it prints.
 * @throws ProgramError that says how to get the program where it isn't there, or what it printed where it failed
 */
export function ask(program: string, args: readonly string[], install: string): string {
  try {
    return execFileSync(program, args, {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      timeout: 300_000,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (cause) {
    const { code, stderr = '', message } = cause as Error & { code?: string; stderr?: string };
    const isMissing = code === 'ENOENT';
    const problem = isMissing
      ? `is not on PATH; install it with ${install}`
      : `failed: ${stderr.trim() || message}`;
    throw new ProgramError(`${program} ${problem}`, { cause });
  }
}
