import type { JsonObject } from '../lib/json';
import { isMap, listAt, mapAt, perObject, plainText, textAt } from './rule';

/** Where an object sends requests from outside of the cluster. */
export interface Backend {
  readonly at: string;
  readonly service: string;
  readonly namespace: string | undefined;
  /** Number or name of the Service's port. */
  readonly port: unknown;
}

const routes: ReadonlySet<string> = new Set(['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute']);

export const backendsOf = perObject((object): Backend[] => {
  const { namespace, name } = object.metadata;
  const spec = mapAt(object, 'spec');
  if (object.kind === 'Ingress') {
    const own = (at: string, backend: JsonObject): Backend[] => {
      const { name: service, port } = mapAt(backend, 'service');
      const { number, name: named } = isMap(port) ? port : {};
      return typeof service === 'string'
        ? [{ at: `${at}.service`, service, namespace, port: number ?? named }]
        : [];
    };
    return [
      ...own('spec.defaultBackend', mapAt(spec, 'defaultBackend')),
      ...listAt(spec, 'rules').flatMap((rule, index) =>
        listAt(mapAt(rule, 'http'), 'paths').flatMap((path, position) =>
          own(`spec.rules[${index}].http.paths[${position}].backend`, mapAt(path, 'backend')),
        ),
      ),
    ];
  }
  if (routes.has(object.kind)) {
    return listAt(spec, 'rules').flatMap((rule, index) =>
      listAt(rule, 'backendRefs').flatMap((ref, position): Backend[] => {
        const { kind = 'Service', name: service, port } = ref;
        if (kind !== 'Service' || typeof service !== 'string') return [];
        const at = `spec.rules[${index}].backendRefs[${position}]`;
        return [{ at, service, namespace: textAt(ref, 'namespace') ?? namespace, port }];
      }),
    );
  }
  if (object.kind !== 'Service' || !['LoadBalancer', 'NodePort'].includes(plainText(spec['type']))) return [];
  return listAt(spec, 'ports').map(({ port }, index) => ({
    at: `spec.ports[${index}]`,
    service: name,
    namespace,
    port,
  }));
});
