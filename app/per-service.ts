import type { DecideService, Scope } from '../charts/concern';
import type { Diagnostic } from '../lib/diagnostics';
import { jsonEqual } from '../lib/json';
import type { ServiceContext } from '../model/context';
import type { PodAddition } from '../model/pod/pod-additions';
import { withAdditions } from '../model/pod/pod-additions';
import type { Service } from '../model/types/service';
import type { ResolvedService } from '../model/context';

/** What was decided of one service, from what beside it, and what is wrong about it. */
interface Kept {
  readonly given: unknown;
  readonly result: unknown;
  readonly problems: readonly Diagnostic[];
}

/** Decisions by service and by what decides: a service that has changed is another object. */
export type Decisions = WeakMap<ResolvedService, Map<unknown, Kept>>;

/** What is decided of the named services, each one once as long as it stays the same. `report` hears of all problems each time. */
export function perServiceOf(
  services: ReadonlyMap<string, ResolvedService>,
  names: readonly string[],
  decisions: Decisions,
  report: (resolved: ResolvedService, problems: readonly Diagnostic[]) => void,
): Scope['perService'] {
  return <T, Given>(decide: DecideService<T, Given>, given?: ReadonlyMap<string, Given>) => {
    const results = new Map<string, T>();
    for (const name of names) {
      const resolved = services.get(name);
      if (resolved?.service === undefined) continue;
      const { context, service } = resolved;
      const own = decisions.get(resolved) ?? new Map<unknown, Kept>();
      decisions.set(resolved, own);
      const before = own.get(decide);
      const about = given?.get(name);
      const isSame = before !== undefined && jsonEqual(before.given, about);
      const kept = isSame ? before : keptOf(context, about, () => decide(context, service, about));
      own.set(decide, kept);
      const { result, problems } = kept;
      results.set(name, result as T);
      if (problems.length > 0) report(resolved, problems);
    }
    return results;
  };
}

/** Services with what concerns add to their pods: those to which the same was added before are the same objects again. */
export function withPods(
  services: ReadonlyMap<string, ResolvedService>,
  additions: ReadonlyMap<string, readonly PodAddition[]>,
  decisions: Decisions,
): ReadonlyMap<string, ResolvedService> {
  const names = [...additions].filter(([, own]) => own.length > 0).map(([name]) => name);
  const perService = perServiceOf(services, names, decisions, () => undefined);
  return new Map([...services, ...perService(withPodsOf, additions)]);
}

function withPodsOf(
  context: ServiceContext,
  service: Service,
  additions: readonly PodAddition[] = [],
): ResolvedService {
  return withAdditions({ context, service }, additions);
}

function keptOf(context: ServiceContext, given: unknown, decide: () => unknown): Kept {
  const problems: Diagnostic[] = [];
  return { given, result: context.withOthers(problems, decide), problems };
}
