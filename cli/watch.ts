import { SpecError, ToolError } from '../lib/diagnostics';
import { KnownOutput } from '../output/known';
import { Pipeline } from '../app/pipeline';
import type { SynthOptions } from './synth';
import { synth } from './synth';
import type { Terminal } from './terminal';
import { exitCode, printDiagnostics } from './terminal';

/**
 * Editors save in several steps: a run begins when nothing has changed for this long, in milliseconds. Longer than the
 * 50 ms in which chokidar reports one file only once: a run then has read what was written meanwhile.
 */
const quietTime = 60;

/**
 * Renders once, and again after each change, until `stop` is aborted. One pipeline serves all runs, so that a run does
 * only what the change reaches. A mistake is reported and waits for the next change; `dist/` stays as it is.
 */
export async function watch(options: SynthOptions, to: Terminal, stop = interrupted()): Promise<number> {
  const { watch: watchFiles } = await import('chokidar');
  const known = options.environment.length === 0 ? { known: new KnownOutput() } : {};
  const kept = { pipeline: new Pipeline(options.platform), ...known };
  const render = () => renderOnce(options, to, kept);
  const watcher = watchFiles(options.platform, { ignoreInitial: true });
  await new Promise<void>((resolve, reject) => {
    watcher.once('ready', resolve);
    watcher.once('error', reject);
  });
  render();
  to.err(`watching ${options.platform}`);
  let timer: NodeJS.Timeout | undefined;
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(render, quietTime);
  });
  await new Promise<void>((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener('abort', () => resolve(), { once: true });
  });
  clearTimeout(timer);
  await watcher.close();
  return exitCode.done;
}

function renderOnce(options: SynthOptions, to: Terminal, kept: Parameters<typeof synth>[2]): void {
  try {
    synth(options, to, kept);
  } catch (error) {
    if (error instanceof SpecError) printDiagnostics(to, error.diagnostics, options.platform);
    else if (error instanceof ToolError) to.err(error.message);
    else throw error;
  }
}

function interrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}
