import type { FileKind } from '../spec/json-schema';
import { jsonSchema } from '../app/schema';
import type { Terminal } from './terminal';
import { exitCode } from './terminal';

/** Prints the JSON Schema of one kind of file. */
export function schema(kind: FileKind, to: Terminal): number {
  to.out(JSON.stringify(jsonSchema(kind), undefined, 2));
  return exitCode.done;
}
