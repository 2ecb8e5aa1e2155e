import { availability } from './availability';
import type { AnyConcern, Concern } from './concern';
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
type FactsOf<R> = R extends Concern<string, infer F, infer _> ? F : never;
type ReadsOf<R> = R extends Concern<string, infer _, infer Reads> ? Reads : never;

/** What every concern decided, by its id. */
export type Facts = { readonly [R in Row as R['id']]: FactsOf<R> };

/** Rows that read what no other row decides. */
type Unmet = { [R in Row as R['id']]: Facts extends ReadsOf<R> ? never : R['id'] }[Row['id']];

/** Does not compile where there is such a row. */
export const concerns: readonly AnyConcern[] = rows satisfies [Unmet] extends [never] ? typeof rows : Unmet;
