import type { LabelSelector } from '../lib/label-selectors';
import { selectorMatches } from '../lib/label-selectors';
import type { JsonObject } from '../lib/json';
import type { RenderedObject } from '../lib/rendered';
import type { EnvironmentIndex } from './environment-index';
import { labelSelectorAt } from './relations';
import type { Pods } from './relations';
import type { Finding, IndexRule } from './rule';
import { backendsOf } from './backends';
import { listAt, mapAt, plainText } from './rule';

export const closedBackends: IndexRule = {
  id: 'closed-backend',
  reads: 'environment',
  reason:
    'the load balancer or gateway gets no answer where policies let in nobody from outside the platform',
  fix: 'write accepts for the service, with the namespace or the ranges that the requests come from',
  *check(rendered, index) {
    if (rendered.plain !== true) return;
    for (const { at, service, namespace, port } of backendsOf(rendered.object)) {
      const found = index.find('v1', 'Service', namespace, service);
      if (found === undefined) continue;
      const closed = index.relations.podsOf(found).find((pods) => {
        const target = targetOf(found, port, pods);
        return pods.rendered.plain !== true && target !== undefined && !isOpen(pods, target, index);
      });
      if (closed === undefined) continue;
      const finding: Finding = {
        at,
        problem: `the NetworkPolicies of ${closed.rendered.object.metadata.name} let in nobody from outside the platform on this port, so that requests end in a timeout`,
        got: port === undefined ? service : `${service}:${plainText(port)}`,
      };
      yield finding;
    }
  },
};

/** The number of the pods' port to which a port of a Service leads. */
function targetOf({ object }: RenderedObject, port: unknown, { template }: Pods): number | undefined {
  const ports = listAt(mapAt(object, 'spec'), 'ports');
  const own =
    ports.find((entry) => entry['port'] === port || entry['name'] === port) ??
    (port === undefined ? ports[0] : undefined);
  const target = own?.['targetPort'] ?? own?.['port'];
  if (typeof target === 'number') return target;
  const number = template.containers
    .flatMap(({ container }) => listAt(container, 'ports'))
    .find(({ name }) => name === target)?.['containerPort'];
  return typeof number === 'number' ? number : undefined;
}

/** True where no policy covers the pods, or one lets in somebody who is not a pod of this environment. */
function isOpen(pods: Pods, port: number, index: EnvironmentIndex): boolean {
  const policies = index.relations
    .selectorsOf(pods.rendered, 'policies')
    .filter(({ object }) => coversIngress(mapAt(object, 'spec')));
  if (policies.length === 0 || index.relations.hasForeignPolicies) return true;
  return policies.some(({ object }) =>
    listAt(mapAt(object, 'spec'), 'ingress').some((rule) => {
      const ports = listAt(rule, 'ports');
      if (ports.length > 0 && !ports.some((entry) => holdsPort(entry, port))) return false;
      const from = listAt(rule, 'from');
      return (
        from.length === 0 || from.some((peer) => isOutside(peer, object.metadata.namespace ?? '', index))
      );
    }),
  );
}

function coversIngress(spec: JsonObject): boolean {
  const types = spec['policyTypes'];
  return !Array.isArray(types) || types.includes('Ingress');
}

function holdsPort({ port, endPort }: JsonObject, number: number): boolean {
  if (typeof port !== 'number') return true;
  return port <= number && number <= (typeof endPort === 'number' ? endPort : port);
}

/** An address, or pods that are not rendered here. */
function isOutside(peer: JsonObject, namespace: string, { relations }: EnvironmentIndex): boolean {
  if (peer['ipBlock'] !== undefined) return true;
  const namespaces = labelSelectorAt(peer, 'namespaceSelector');
  const selector: LabelSelector = labelSelectorAt(peer, 'podSelector') ?? {};
  if (namespaces === undefined) return relations.podsIn(namespace, selector).length === 0;
  const among = relations
    .namespaces()
    .filter((name) => selectorMatches(namespaces, { 'kubernetes.io/metadata.name': name }));
  return among.every((name) => relations.podsIn(name, selector).length === 0);
}
