#!/usr/bin/env node
import { run } from './program';
import { terminalOf } from './terminal';

// `portolan explain … | head` ends before all is written, which is fine.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

void run(process.argv.slice(2), terminalOf(process)).then((code) => {
  process.exitCode = code;
});
