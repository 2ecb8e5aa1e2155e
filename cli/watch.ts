import { SpecError, ToolError } from '../lib/diagnostics';
import { KnownOutput } from '../output/known-output';
import { Pipeline } from '../app/pipeline';
import { listFiles } from '../app/source';
import { diskFolder } from '../spec/source-folder';
import type { SynthOptions } from './synth';
import { synth } from './synth';
import type { Terminal } from './terminal';
import { exitCode, failure, reportErrors } from './terminal';

/**
 * Editors save in several steps: a run begins when nothing has changed for this long, in milliseconds. Longer than the
 * 50 ms in which chokidar reports one file only once: a run then has read what was written meanwhile.
 */
const quietTime = 60;

/**
 * Renders once, and again after each change, until `stop` is aborted. One pipeline serves all runs, so that a run does
 * only what the change reaches. A mistake is reported and waits for the next change; `dist/` stays as it is.
 * @throws SpecError where there is no folder to watch
 */
export async function watch(options: SynthOptions, to: Terminal, stop = interrupted()): Promise<number> {
  const folder = diskFolder(options.platform);
  if (!folder.isFolder('')) throw new SpecError(listFiles(folder).diagnostics);
  const { watch: watchFiles } = await import('chokidar');
  const known = options.environment.length === 0 ? { known: new KnownOutput() } : {};
  const kept: { pipeline: Pipeline; known?: KnownOutput } = {
    pipeline: new Pipeline(options.platform),
    ...known,
  };
  const watcher = watchFiles(options.platform, { ignoreInitial: true });
  await new Promise<void>((resolve, reject) => {
    watcher.once('ready', resolve);
    watcher.once('error', reject);
  });
  const run = { options };
  const render = () => renderOnce(run, to, kept);
  let timer: NodeJS.Timeout | undefined;
  const changes = () =>
    new Promise<number>((end) => {
      watcher.on('all', () => {
        // While the editor is still at it.
        if (timer === undefined) kept.known?.verify();
        clearTimeout(timer);
        timer = setTimeout(() => {
          timer = undefined;
          const failed = render();
          if (failed !== undefined) end(failed);
        }, quietTime);
      });
      if (stop.aborted) end(exitCode.done);
      else stop.addEventListener('abort', () => end(exitCode.done), { once: true });
    });
  let code = render();
  if (code === undefined) {
    to.err(`watching ${options.platform}`);
    code = await changes();
  }
  clearTimeout(timer);
  await watcher.close();
  return code;
}

/** An exit code where something went wrong that no change of the platform fixes. */
function renderOnce(
  run: { options: SynthOptions },
  to: Terminal,
  kept: Parameters<typeof synth>[2],
): number | undefined {
  try {
    synth(run.options, to, kept);
    // What they allow has happened: another run would find no such change.
    run.options = { ...run.options, replace: [], remove: [] };
  } catch (error) {
    const { platform, summary } = run.options;
    if (error instanceof SpecError) reportErrors(to, error, { platform, json: summary === 'json' });
    else if (error instanceof ToolError) failure(to, error);
    else return failure(to, error);
  }
  return undefined;
}

function interrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  // Nobody reads what further runs would say.
  process.stdout.once('error', () => controller.abort());
  return controller.signal;
}
