import type { Diagnostic } from '../../lib/diagnostics';
import { wholeSeconds } from '../../lib/duration';
import type { ServiceContext } from '../../model/context';
import type { ResolvedService } from '../../model/context';
import type { Service } from '../../model/types/service';
import type { WrittenExposure } from './schema';
import { writtenExposure } from './schema';
import type { EdgeSettings } from './settings';
import { implementationsWith } from './settings';
import type { Route, SessionAffinity } from './types';

type Written = NonNullable<WrittenExposure['sessionAffinity']>;

const features = { ClientIP: 'clientAffinity', Cookie: 'cookieAffinity' } as const;

/** What keeps a client with one pod, as far as the gateway can. */
export function affinityOf(
  context: ServiceContext,
  written: Written | undefined,
  kind: Route['kind'],
  { gateway }: EdgeSettings,
): SessionAffinity | undefined {
  if (written === undefined) return undefined;
  const { type, ttl } = written;
  const path = ['expose', 'sessionAffinity'];
  if (type === undefined) {
    context.report('missing-field', path, {
      problem: 'sessionAffinity needs a type',
      expected: 'type: ClientIP or type: Cookie',
    });
    return undefined;
  }
  if (!gateway.features.includes(features[type])) {
    context.report('edge-limit', path, {
      problem: `${gateway.title} does not support sessionAffinity by ${type === 'Cookie' ? 'a cookie' : "the client's address"}`,
      got: type,
      fix: `remove it, or use another implementation: ${implementationsWith(features[type])}`,
    });
  }
  if (type === 'Cookie' && kind === 'GRPCRoute') {
    context.report('conflicting-fields', path, {
      problem: 'gRPC clients keep no cookies, so a cookie cannot bring them back to one pod',
      got: type,
      fix: 'remove sessionAffinity, or write sessionAffinity: ClientIP where the gateway supports it',
    });
  }
  if (ttl === undefined) return { type };
  if (type === 'ClientIP') {
    context.report('conflicting-fields', [...path, 'ttl'], {
      problem: 'ttl is the lifetime of a cookie, and sessionAffinity by the client’s address has none',
      got: ttl,
      fix: 'remove ttl, or write type: Cookie',
    });
  }
  const { longestCookie = Infinity } = gateway;
  if (wholeSeconds(ttl) > longestCookie) {
    context.report('edge-limit', [...path, 'ttl'], {
      problem: `${gateway.title} keeps its cookie for at most ${longestCookie} seconds`,
      got: ttl,
      fix: `write at most ${longestCookie}s`,
    });
  }
  return { type, ttl };
}

/** The gateway sends requests to the pods themselves, past the Service and what it says about clients. */
export function warnOfServiceAffinity(
  context: ServiceContext,
  service: Service,
  { backend, kind }: Route,
  { gateway }: EdgeSettings,
): void {
  const own = service.kubernetesServices.find(({ name }) => name === backend.service)?.spec.sessionAffinity;
  if (own !== 'ClientIP' || writtenExposure(context.spec)?.sessionAffinity !== undefined) return;
  const types = (['ClientIP', 'Cookie'] as const).filter(
    (type) => gateway.features.includes(features[type]) && !(type === 'Cookie' && kind === 'GRPCRoute'),
  );
  const ways = types.map((type) => `write expose: {sessionAffinity: ${type}} as well`);
  const { service: main } = context.spec;
  const isMain = main !== undefined && main !== false && main.sessionAffinity === 'ClientIP';
  context.report('edge-affinity', isMain ? ['service', 'sessionAffinity'] : ['expose'], {
    problem: `the gateway of ${context.settings.environment} sends requests to the pods directly, so sessionAffinity of the Service only applies to callers in the cluster`,
    got: `sessionAffinity: ${own}`,
    fix: [...ways, 'remove it where no caller in the cluster needs it'].join('; or '),
  });
}

/** One idle timeout for the whole load balancer is that of its services where they agree. */
export function sharedIdleTimeout(
  routes: readonly Route[],
  { gateway }: EdgeSettings,
  resolved: ReadonlyMap<string, ResolvedService>,
  problems: Diagnostic[],
): number | undefined {
  const { longestSharedIdle: longest, title } = gateway;
  if (longest === undefined) return undefined;
  const asked = routes.flatMap(({ service, idleTimeout }) =>
    idleTimeout === undefined ? [] : { service, idleTimeout, seconds: wholeSeconds(idleTimeout) },
  );
  const [first] = asked;
  for (const { service, idleTimeout, seconds } of asked) {
    const context = resolved.get(service)?.context;
    const report = (problem: string, fix: string) =>
      context?.withOthers(problems, () =>
        context.report('edge-limit', ['expose', 'idleTimeout'], { problem, got: idleTimeout, fix }),
      );
    if (seconds > longest) {
      report(
        `${title} closes idle connections after at most ${longest} seconds`,
        `write at most ${longest}s`,
      );
    } else if (first !== undefined && seconds !== first.seconds) {
      report(
        `${title} has one idle timeout for all services, and ${first.service} asks for ${first.idleTimeout}`,
        'write the same for both',
      );
    }
  }
  return first?.seconds;
}
