import { availability } from './availability';
import type { AnyConcern, Concern, ConcernFields, FactsById, Unmet } from './concern';
import { edge } from './edge';
import { manifests } from './manifests';
import { mesh } from './mesh';
import { metrics } from './metrics';
import { namespaces } from './namespaces';
import { network } from './network';
import { nodes } from './nodes';
import { scaling } from './scaling';
import { telemetry } from './telemetry';
import { workload } from './workload';

/** Every concern is a row in here, and in no other list. */
const rows = [
  namespaces,
  workload,
  availability,
  scaling,
  network,
  metrics,
  mesh,
  telemetry,
  edge,
  nodes,
  manifests,
] as const;

type Row = (typeof rows)[number];
/** The type that has what each member of a union has. */
type Together<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer A) => void ? A : never;

/** What all concerns add to one kind of file. */
export type FieldsOf<K extends keyof ConcernFields> = Together<
  Row extends infer R
    ? R extends Concern<string, infer _Facts, infer _Reads, infer F>
      ? F extends Readonly<Record<K, infer Shape>>
        ? Shape
        : object
      : never
    : never
>;

/** What every concern decided, by its id. */
export type Facts = FactsById<Row>;

/** Does not compile where a row reads what no other one decides. */
export const concerns: readonly AnyConcern[] = rows satisfies [Unmet<Row>] extends [never]
  ? typeof rows
  : Unmet<Row>;
