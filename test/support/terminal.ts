import { terminalOf } from '../../cli/terminal';

/** A terminal that remembers what was written; one that a person reads only where that is asked for. */
export function recordingTerminal({
  isTTY = false,
  env = {},
}: { isTTY?: boolean; env?: NodeJS.ProcessEnv } = {}) {
  const lines = { out: [] as string[], err: [] as string[] };
  const stream = (to: string[]) => ({ isTTY, write: (text: string) => to.push(text.replace(/\n$/, '')) });
  return { to: terminalOf({ stdout: stream(lines.out), stderr: stream(lines.err), env }), lines };
}
