import { fillCustomDefaults } from '../imports/defaults';
import { formatQuantity, parseQuantity } from '../lib/quantity';
import { eachQuantity } from '../lib/quantity-fields';
import type { KubernetesObject } from '../lib/rendered';
import { isBuiltin } from '../lib/rendered';
import { fillDefaults, templateOf } from './defaults';
import { withoutServerFields, withoutServerMetadata } from './exported';
import type { Node } from './tree';
import { child, children, fill, workingCopy } from './tree';

/** A set of objects in which names of ports and labels can be looked up. */
export interface Normalised {
  readonly object: KubernetesObject;
  readonly node: Node;
}

/** Working copies in one form: no nulls, API defaults filled in, canonical quantities, named ports as numbers. */
export function normaliseAll(objects: readonly KubernetesObject[]): Normalised[] {
  const all = objects.map((object) => ({ object, node: normalise(object) }));
  for (const { object, node } of all)
    if (object.kind === 'Service') numberTargets(node, podsSelected(all, node));
  return all;
}

function normalise(object: KubernetesObject): Node {
  const node = workingCopy(object);
  withoutServerMetadata(node);
  fillCustomDefaults(object.apiVersion, object.kind, node['spec'], fill);
  if (!isBuiltin(object)) return node;
  withoutServerFields(object.kind, node);
  fillDefaults(object.kind, node);
  eachQuantity(node, (holder, name, quantity) => (holder[name] = shortest(quantity)));
  const spec = podSpecOf({ object, node });
  delete spec?.['serviceAccount'];
  for (const container of [...children(spec, 'containers'), ...children(spec, 'initContainers')]) {
    numberProbes(container);
    upperCapabilities(container);
  }
  return node;
}

/** The spec of the pods that an object makes. */
export function podSpecOf({ object, node }: Normalised): Node | undefined {
  const spec = child(node, 'spec');
  return object.kind === 'Pod' ? spec : child(templateOf(object.kind, spec), 'spec');
}

/** The labels of the pods that an object makes. */
export function podLabelsOf({ object, node }: Normalised): Node | undefined {
  const holder = object.kind === 'Pod' ? node : templateOf(object.kind, child(node, 'spec'));
  return holder === undefined ? undefined : (child(child(holder, 'metadata'), 'labels') ?? {});
}

/** The workloads whose pods a Service selects. */
export function podsSelected(all: readonly Normalised[], service: Node): Normalised[] {
  const selector = child(child(service, 'spec'), 'selector');
  if (selector === undefined || Object.keys(selector).length === 0) return [];
  return all.filter((entry) => {
    const labels = podLabelsOf(entry);
    return labels !== undefined && Object.entries(selector).every(([key, value]) => labels[key] === value);
  });
}

/** One text for one amount: `128Mi` and `134217728` ask for the same. */
function shortest(quantity: string | number): string | number {
  const nanos = parseQuantity(quantity);
  if (nanos === undefined) return quantity;
  const [binary, decimal] = [formatQuantity(nanos, 'binary'), formatQuantity(nanos, 'decimal')];
  return decimal.length < binary.length ? decimal : binary;
}

/** Container runtimes know `all` and `ALL`; Pod Security only the latter. */
function upperCapabilities(container: Node): void {
  const capabilities = child(child(container, 'securityContext'), 'capabilities');
  for (const key of ['add', 'drop']) {
    const list = capabilities?.[key];
    if (Array.isArray(list)) list.splice(0, list.length, ...list.map((name) => String(name).toUpperCase()));
  }
}

function portNumber(container: Node, name: unknown): unknown {
  return children(container, 'ports').find((port) => port['name'] === name)?.['containerPort'];
}

function numberProbes(container: Node): void {
  const lifecycle = child(container, 'lifecycle');
  const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'].map((key) => child(container, key));
  const hooks = ['postStart', 'preStop'].map((key) => child(lifecycle, key));
  for (const holder of [...probes, ...hooks]) {
    for (const key of ['httpGet', 'tcpSocket', 'grpc']) {
      const handler = child(holder, key);
      if (handler !== undefined) handler['port'] = portNumber(container, handler['port']) ?? handler['port'];
    }
  }
}

function numberTargets(service: Node, pods: readonly Normalised[]): void {
  const containers = pods.flatMap((entry) => children(podSpecOf(entry), 'containers'));
  for (const port of children(child(service, 'spec'), 'ports')) {
    for (const container of containers)
      port['targetPort'] = portNumber(container, port['targetPort']) ?? port['targetPort'];
  }
}
