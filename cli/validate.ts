import { Pipeline } from '../app/pipeline';
import { SpecError, message, severity } from '../lib/diagnostics';
import type { Diagnostic } from '../lib/diagnostics';
import type { Terminal } from './terminal';
import { exitCode, plural, printDiagnostics } from './terminal';

/** Renders and checks everything and writes nothing. */
export function validate(platform: string, json: boolean, to: Terminal): number {
  if (json) return validateJson(platform, to);
  const { resolutions, source, warnings } = new Pipeline(platform).run();
  printDiagnostics(to, warnings, platform);
  to.out(`valid: ${plural(source.services.size, 'service')} in ${plural(resolutions.length, 'environment')}`);
  return exitCode.done;
}

function validateJson(platform: string, to: Terminal): number {
  try {
    to.out(problemsAsJson(new Pipeline(platform).run().warnings));
    return exitCode.done;
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    to.out(problemsAsJson(error.diagnostics));
    return exitCode.invalid;
  }
}

function problemsAsJson(diagnostics: readonly Diagnostic[]): string {
  const problems = diagnostics.map((diagnostic) => ({
    ...diagnostic,
    severity: severity(diagnostic),
    message: message(diagnostic),
  }));
  return JSON.stringify({ problems });
}
