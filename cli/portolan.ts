#!/usr/bin/env node
import { run } from './program';
import { exitCode, terminalOf } from './terminal';

const terminal = terminalOf(process);
let unwritten = false;

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // `portolan explain … | head` ends before all is written, which is fine: the result is what it is.
    if (error.code === 'EPIPE' || unwritten) return;
    unwritten = true;
    process.exitCode = exitCode.failure;
    if (stream === process.stdout) terminal.err(`cannot write the output: ${error.message}`);
  });
}

void run(process.argv.slice(2), terminal).then((code) => {
  if (!unwritten) process.exitCode = code;
});
