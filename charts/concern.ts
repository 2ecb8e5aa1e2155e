import type { Diagnostic } from '../lib/diagnostics';
import type { Contributor } from '../model/flows/contribution';
import type { ServiceContext } from '../model/context';
import type { Kernel } from '../model/kernel';
import type { PodAddition } from '../model/pod/pod-additions';
import type { ResolvedService } from '../model/context';
import type { SystemWorkload } from '../model/system-workload';
import type { Connection, DataService } from '../model/types/connection';
import type { Environment } from '../model/types/environment';
import type { SecretRef, Service } from '../model/types/service';
import type { FieldShape } from '../spec/field';
import type { Part, Unit } from './unit';

/**
 * Decides something of one service, from that and what is given alone, and reports to its context. The result is kept between
 * runs under this very function: it must be a module-level function, not one that is made anew for each run.
 */
export type DecideService<T, Given = undefined> = (
  context: ServiceContext,
  service: Service,
  given: Given | undefined,
) => T;

/** What a concern decides from: the environment, and every service for itself. */
export interface Scope extends Kernel {
  /**
   * The services whose results are asked for.
   * @default - all; otherwise `explain` asks what they would be with other lines
   */
  readonly asked?: ReadonlySet<string>;
  /** Where problems go, with their lines. */
  readonly problems: Diagnostic[];
  /**
   * What is decided of every service, by its name; in the second pass also of what the platform runs for itself. An
   * unchanged service is not decided again. `given` has by name what it is decided from beside the service, as
   * plain data.
   */
  readonly perService: <T, Given = undefined>(
    decide: DecideService<T, Given>,
    given?: ReadonlyMap<string, Given>,
  ) => ReadonlyMap<string, T>;
}

/** What the second pass decides from: all that runs, and what every concern needs of the others. */
export interface WholeScope extends Scope {
  /** What has pods: services, with what concerns add to theirs, and what the platform runs for itself. */
  readonly running: ReadonlyMap<string, ResolvedService>;
  readonly systemWorkloads: readonly SystemWorkload[];
  readonly dataServices: ReadonlyMap<string, DataService>;
  readonly connections: readonly Connection[];
  /** Who needs traffic that no line of a service asks for. */
  readonly contributors: readonly Contributor[];
  readonly requirements: readonly Requirement[];
}

/** What the cluster has to hold for a concern. */
export type Requirement =
  | ({ readonly kind: 'Secret' } & SecretRef)
  | {
      readonly kind: 'Namespace';
      readonly name: string;
      /** Labels that something in the cluster reads. */
      readonly labels?: Readonly<Record<string, string>>;
      /** True where objects of the concern lie in it, so that it has to be there. */
      readonly needed?: true;
    };

/** Fields by the kind of file that has them; those of a service may stand in `defaults` and overrides, too. */
export interface ConcernFields {
  readonly service?: FieldShape;
  readonly environment?: FieldShape;
  readonly platform?: FieldShape;
}

/**
 * One concern of a platform, whole: a folder beside this file, and a row in `index.ts`.
 * `Facts` is what it decides, `Reads` the facts of others that it reads, by their ids.
 */
export interface Concern<
  Id extends string,
  Facts,
  Reads extends object = object,
  Fields extends ConcernFields = ConcernFields,
> {
  /** The folder's name. */
  readonly id: Id;
  /** What it adds to the schemas of files, with descriptions and defaults. */
  readonly fields?: Fields;
  /**
   * Folders of the output for it alone, and names of its workloads: no service can be called so.
   * @default - its objects lie in folders of services, and in those that concerns share
   */
  readonly folders?: readonly string[];
  /** Operators whose objects it renders where the environment has them, by the names that `operators` takes. */
  readonly operators?: readonly string[];
  /** Concerns whose facts it reads: in the first pass only what they decide there. */
  readonly after?: readonly (keyof Reads & string)[];
  /**
   * First pass, from what is written. Pure: problems go to the scope. What others ask of a concern (`workloads` to `requires`)
   * is made of these facts, and so needs `resolve`.
   * @default - everything is decided in `conclude`, and others ask for nothing
   */
  resolve?(scope: Scope, others: Reads): Facts;
  /** What the platform runs for it: planned, spread, budgeted and guarded as any service. */
  workloads?(facts: Facts, scope: Scope): readonly SystemWorkload[];
  /** Connections of its own workloads, as `connects` would ask for them. */
  connections?(facts: Facts, scope: Scope): readonly Connection[];
  /** Traffic that it needs: policies, `graph`, `can` and checks follow. */
  flows?(facts: Facts, scope: Pick<WholeScope, 'running'>, others: Reads): Contributor;
  /** What it adds to the pods of a service. */
  pods?(facts: Facts, service: ResolvedService): PodAddition | undefined;
  /** What the cluster has to hold. */
  requires?(facts: Facts): readonly Requirement[];
  /**
   * Second pass, with all that runs.
   * @default - the facts of the first one
   */
  conclude?(whole: WholeScope, facts: Facts | undefined, others: Reads): Facts;
  /** Its objects. A part gets the narrowest facts that it needs: they are the key by which it is kept between runs. */
  readonly charts?: {
    /** Folders of the platform itself. */
    platform?(facts: Facts, environment: Environment): readonly Unit[];
    /** What lies in the folder of a service. */
    service?(facts: Facts, environment: Environment, service: Service): readonly Part[];
  };
}

/** A concern as the fold sees it. */
export type AnyConcern = Omit<Concern<string, unknown>, 'after'> & { readonly after?: readonly string[] };

/**
 * Declares a concern: the types of its facts and of what it reads are given, those of its id and fields are inferred. TypeScript
 * infers all or none of one call, hence two.
 */
export function concern<Facts, Reads extends object = object>() {
  return <const Id extends string, Fields extends ConcernFields = object>(
    row: Concern<Id, Facts, Reads, Fields>,
  ): Concern<Id, Facts, Reads, Fields> => row;
}

type FactsOf<R> = R extends Concern<string, infer F, infer _Reads, infer _Fields> ? F : never;
type ReadsOf<R> = R extends Concern<string, infer _Facts, infer Reads, infer _Fields> ? Reads : never;

/** What some concerns decide, by their ids. */
export type FactsById<Row extends { readonly id: string }> = {
  readonly [R in Row as R['id']]: FactsOf<R>;
};

/** Ids of concerns that read what none of them decides. */
export type Unmet<Row extends { readonly id: string }> = {
  [R in Row as R['id']]: FactsById<Row> extends ReadsOf<R> ? never : R['id'];
}[Row['id']];
