import { PlatformApp } from './app/platform-app';
import { SpecError, formatDiagnostic } from './lib/diagnostics';

/** The entry point of `cdk8s synth`. `portolan synth` renders the same bytes, faster, and keeps dist/ when it fails. */
try {
  new PlatformApp().synth();
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  for (const diagnostic of error.diagnostics) console.error(formatDiagnostic(diagnostic));
  process.exitCode = 1;
}
