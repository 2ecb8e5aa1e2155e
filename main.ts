import { PlatformApp } from './app/platform-app';
import { SpecError } from './lib/diagnostics';

/** The entry point of `cdk8s synth`. `portolan synth` renders the same bytes, faster, and keeps dist/ when it fails. */
try {
  new PlatformApp().synth();
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
