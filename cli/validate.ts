import { Pipeline } from '../app/pipeline';
import type { Terminal } from './terminal';
import { exitCode, plural, printDiagnostics, problemsForJson } from './terminal';

/** Renders and checks everything and writes nothing. */
export function validate(platform: string, json: boolean, to: Terminal): number {
  const { resolutions, source, warnings } = new Pipeline(platform).run();
  if (json) to.out(JSON.stringify({ problems: problemsForJson(warnings) }));
  else {
    printDiagnostics(to, warnings, platform);
    to.out(
      `valid: ${plural(source.services.size, 'service')} in ${plural(resolutions.length, 'environment')}`,
    );
  }
  return exitCode.done;
}
