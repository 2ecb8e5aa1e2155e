import type { Because } from '../types/because';

/** The service without which there would be no such reason. Undefined: every service has it. */
export function subjectOf(because: Because): string | undefined {
  if (because.kind === 'connects') return because.from;
  return 'service' in because ? because.service : undefined;
}
