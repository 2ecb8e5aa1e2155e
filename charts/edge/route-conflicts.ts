import type { Diagnostic } from '../../lib/diagnostics';
import { isUnder } from './certificates';
import type { ServiceContext } from '../../model/context';
import type { ResolvedService } from '../../model/context';
import type { EdgeSettings } from './settings';
import type { Route } from './types';

/** A Gateway has no more listeners, one of which is that of plain HTTP. */
const mostHosts = 63;
/** A rule has no more of them. */
const mostMatches = 64;

type RouteReport = (route: Route, judge: (context: ServiceContext) => void) => void;

/** What routes cannot have together, or in such numbers. */
export function checkRoutes(
  routes: readonly Route[],
  settings: EdgeSettings,
  resolved: ReadonlyMap<string, ResolvedService>,
  problems: Diagnostic[],
): void {
  const report: RouteReport = ({ service }, judge) => {
    const context = resolved.get(service)?.context;
    context?.withOthers(problems, () => judge(context));
  };
  refuseClashes(routes, report);
  refuseKinds(routes, report);
  if (settings.gateway.overlapsSpeakHttp1 === true) refuseOverlaps(routes, settings, report);
  for (const route of routes) {
    const matches = route.paths.length * Math.max(1, route.methods.length);
    if (matches <= mostMatches) continue;
    report(route, (context) =>
      context.report('invalid-value', ['expose', 'paths'], {
        problem: 'a route has at most 64 pairs of a path and a method',
        got: String(matches),
        fix: 'name fewer paths, or a common beginning of them',
      }),
    );
  }
  const hosts = new Set(routes.flatMap((route) => route.hosts));
  if (hosts.size <= mostHosts) return;
  settings.report([], {
    code: 'invalid-value',
    problem: `a Gateway has listeners for at most ${mostHosts} hosts`,
    got: String(hosts.size),
    fix: 'expose several of them under one wildcard',
  });
}

/** One request has one way. Methods may tell two services apart under one path, where both say them. */
function refuseClashes(routes: readonly Route[], report: RouteReport): void {
  const seen = new Map<string, Route[]>();
  for (const route of routes) {
    for (const host of route.hosts) {
      for (const path of route.paths) {
        // A prefix is the same with a slash at its end and without.
        const key = `${host}${path.replace(/(.)\/$/, '$1')}`;
        const before = seen.get(key) ?? [];
        const other = before.find((entry) => overlap(entry.methods, route.methods));
        seen.set(key, [...before, route]);
        if (other === undefined) continue;
        report(route, (context) =>
          context.report('route-clash', ['expose'], {
            problem: `${other.service} claims the same host and path`,
            got: key,
            fix: 'give one of them other hosts, paths or methods',
          }),
        );
      }
    }
  }
}

function overlap(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((method) => b.includes(method));
}

/** A listener takes routes of one kind for a host: of the other one it accepts none. */
function refuseKinds(routes: readonly Route[], report: RouteReport): void {
  const kinds = new Map<string, Route>();
  for (const route of routes) {
    for (const host of route.hosts) {
      const first = kinds.get(host);
      if (first === undefined) kinds.set(host, route);
      if (first === undefined || first.kind === route.kind) continue;
      report(route, (context) =>
        context.report('route-clash', ['expose'], {
          problem: `a host serves either HTTP or gRPC routes, and ${first.service} uses it for the other kind`,
          got: `${route.kind} of ${host}`,
          fix: 'give gRPC a host of its own',
        }),
      );
    }
  }
}

/**
 * Where two listeners could be meant by one connection, the gateway speaks HTTP/1.1 alone, and gRPC is HTTP/2.
 * @see https://github.com/envoyproxy/gateway/issues/2675
 */
function refuseOverlaps(routes: readonly Route[], { written }: EdgeSettings, report: RouteReport): void {
  const hosts = [...new Set(routes.flatMap((route) => route.hosts))];
  const given = Object.values(written.certificates ?? {}).map((certificate) => certificate.hosts ?? []);
  for (const route of routes) {
    if (route.kind === 'HTTPRoute') continue;
    for (const host of route.hosts) {
      const covering = given.find((own) => own.some((wide) => isUnder(host, wide)));
      const other = hosts.find(
        (entry) =>
          entry !== host &&
          (isUnder(host, entry) || isUnder(entry, host) || covering?.some((wide) => isUnder(entry, wide))),
      );
      if (other === undefined) continue;
      report(route, (context) =>
        context.report('edge-limit', ['expose', 'hosts'], {
          problem: `gRPC needs HTTP/2, and the gateway offers only HTTP/1.1 where hosts or their certificates overlap`,
          got: `${host} and ${other}`,
          fix: 'give the gRPC host a certificate of its own, and no overlapping wildcard host',
        }),
      );
    }
  }
}
