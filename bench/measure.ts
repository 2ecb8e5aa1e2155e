import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The middle one of an odd number of measurements. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const preload = join(__dirname, 'report-memory.js');

export interface Run {
  readonly milliseconds: number;
  /** Largest resident set in MiB. */
  readonly memory: number;
  readonly output: string;
}

/** A whole process, from its start to its end. */
export function runNode(args: readonly string[]): Run {
  const start = performance.now();
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-r', preload, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed: ${stderr.slice(0, 2000)}`);
  return { milliseconds, memory: Number(/peak memory (\d+) KiB/.exec(stderr)?.[1]) / 1024, output: stdout };
}

/** A command other than a Node program, in milliseconds. */
export function runCommand(command: string, args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
  return performance.now() - start;
}

/** Milliseconds from a change of a service's file to the changed output, by `synth --watch`. */
export async function watchTimes(
  cli: string,
  platform: string,
  out: string,
  rounds: number,
): Promise<number[]> {
  const child = spawn(process.execPath, [cli, 'synth', '--watch', '--platform', platform, '--out', out], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    await new Promise<void>((resolve, reject) => {
      child.stderr.on('data', (text: Buffer) => text.toString().includes('watching') && resolve());
      child.once('exit', () => reject(new Error('synth --watch ended')));
    });
    const service = join(platform, 'services/service-3.yaml');
    const text = readFileSync(service, 'utf8');
    // The last file of the change to be written is that of the last environment.
    const target = join(out, 'gke/service-3/deployment-service-3.yaml');
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      writeFileSync(service, text.replace(':1.2.3', `:1.2.${round + 100}`));
      const start = performance.now();
      while (!readFileSync(target, 'utf8').includes(`:1.2.${round + 100}`))
        await new Promise((resolve) => setTimeout(resolve, 1));
      times.push(performance.now() - start);
    }
    writeFileSync(service, text);
    return times;
  } finally {
    child.removeAllListeners('exit');
    child.kill();
  }
}
