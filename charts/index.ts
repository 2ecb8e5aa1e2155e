import { availability } from './availability';
import type { AnyConcern, Concern, ConcernFields } from './concern';
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
type FactsOf<R> = R extends Concern<string, infer F, infer _Reads, infer _Fields> ? F : never;
type ReadsOf<R> = R extends Concern<string, infer _Facts, infer Reads, infer _Fields> ? Reads : never;

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
export type Facts = { readonly [R in Row as R['id']]: FactsOf<R> };

/** Rows that read what no other row decides. */
type Unmet = { [R in Row as R['id']]: Facts extends ReadsOf<R> ? never : R['id'] }[Row['id']];

/** Does not compile where there is such a row. */
export const concerns: readonly AnyConcern[] = rows satisfies [Unmet] extends [never] ? typeof rows : Unmet;
