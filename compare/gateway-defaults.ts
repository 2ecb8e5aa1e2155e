import type { Node } from './tree';
import { child, children, fill } from './tree';

/**
 * Fills in what the definitions of the Gateway API do where a reference leaves it out.
 * @see https://gateway-api.sigs.k8s.io/reference/spec/
 */
export function fillGatewayDefaults(kind: string, node: Node): void {
  const spec = child(node, 'spec');
  if (spec !== undefined && Object.hasOwn(kinds, kind)) kinds[kind]?.(spec);
}

const kinds: Readonly<Record<string, (spec: Node) => void>> = {
  Gateway: (spec) => {
    for (const listener of children(spec, 'listeners')) {
      for (const reference of children(child(listener, 'tls'), 'certificateRefs')) {
        fill(reference, { group: '', kind: 'Secret' });
      }
    }
  },
  HTTPRoute: (spec) => {
    fillRoute(spec);
    for (const rule of children(spec, 'rules')) {
      fill(rule, { matches: [{ path: {} }] });
      for (const match of children(rule, 'matches'))
        fill(child(match, 'path'), { type: 'PathPrefix', value: '/' });
    }
  },
  GRPCRoute: fillRoute,
};

function fillRoute(spec: Node): void {
  for (const parent of children(spec, 'parentRefs')) {
    fill(parent, { group: 'gateway.networking.k8s.io', kind: 'Gateway' });
  }
  for (const rule of children(spec, 'rules')) {
    for (const backend of children(rule, 'backendRefs'))
      fill(backend, { group: '', kind: 'Service', weight: 1 });
  }
}
