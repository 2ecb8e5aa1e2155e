import { canonicalQuantities, compareQuantities, isExclusive } from '../../lib/quantity';
import type { ServiceContext, ServiceSpec } from '../context';
import type { Container } from '../types/pod';

type Written = ServiceSpec['resources'];

/**
 * Canonical quantities. A limit of memory equals the request where only the request is written; one of devices and huge
 * pages always does, since the API refuses any other.
 */
export function resolveResources(
  context: ServiceContext,
  path: readonly string[],
  own: Written,
): Container['resources'] {
  // What the service says is for its main container: a helper seldom needs as much.
  const written = own ?? (path.length === 0 ? context.spec.resources : context.defaultsOfAll.resources);
  const requests = canonicalQuantities(written?.requests);
  const limits = canonicalQuantities(written?.limits);
  const same = Object.entries(requests).filter(
    ([name]) => limits[name] === undefined && (name === 'memory' || isExclusive(name)),
  );
  const place = own === undefined ? ['resources'] : [...path, 'resources'];
  refuseUnequal(context, place, requests, limits);
  refuseLonelyPages(context, place, { ...limits, ...requests });
  return { requests, limits: { ...limits, ...Object.fromEntries(same) } };
}

type Amounts = Readonly<Record<string, string>>;

function refuseUnequal(
  context: ServiceContext,
  place: readonly string[],
  requests: Amounts,
  limits: Amounts,
): void {
  for (const [name, request] of Object.entries(requests)) {
    const limit = limits[name];
    if (limit === undefined || !isExclusive(name) || compareQuantities(request, limit) === 0) continue;
    context.report('conflicting-fields', [...place, 'requests', name], {
      problem: 'the request and the limit of a device must be equal, since pods cannot share it',
      got: `request ${request}, limit ${limit}`,
      fix: 'write one of them',
    });
  }
}

function refuseLonelyPages(context: ServiceContext, place: readonly string[], all: Amounts): void {
  const pages = Object.keys(all).find((name) => name.startsWith('hugepages-'));
  if (pages === undefined || all['cpu'] !== undefined || all['memory'] !== undefined) return;
  context.report('missing-field', place, {
    problem: 'the API server accepts huge pages only together with cpu or memory',
    got: pages,
    fix: 'add requests for cpu or memory',
  });
}
