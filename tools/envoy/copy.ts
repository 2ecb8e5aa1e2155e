import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../lib/json';
import type { KubernetesObject } from '../../lib/rendered';
import { apiGroup } from '../../lib/rendered';
import { ask } from '../judging';

/** `namespace/name` of a Service, by the address that stands for it in Envoy's configuration. */
export type Addresses = ReadonlyMap<string, string>;

export interface Copy {
  readonly objects: readonly KubernetesObject[];
  readonly services: Addresses;
}

const groups = new Set(['gateway.networking.k8s.io', 'gateway.envoyproxy.io']);
const kinds = new Set(['Service', 'Namespace']);

interface Listener extends JsonObject {
  readonly hostname?: string;
  readonly tls?: JsonObject & { readonly certificateRefs?: readonly Reference[] };
}

interface Reference extends JsonObject {
  readonly name: string;
  readonly namespace?: string;
}

/**
 * The objects of an environment as egctl takes them: it has no cluster that gives Services their addresses and Namespaces
 * their labels, and no cert-manager that fills Secrets.
 */
export function copyOf(objects: readonly KubernetesObject[]): Copy {
  const services = new Map<string, string>();
  const copied = objects
    .filter(({ apiVersion, kind }) => groups.has(apiGroup(apiVersion)) || kinds.has(kind))
    .map((object): KubernetesObject => {
      if (object.kind === 'Gateway') return withOpenListeners(object);
      if (object.kind !== 'Service') return object;
      const written = object['spec'] as JsonObject & { readonly clusterIP?: string };
      const { clusterIP = addressNumber(services.size), ...spec } = written;
      const { namespace = '', name } = object.metadata;
      if (clusterIP !== 'None') services.set(clusterIP, `${namespace}/${name}`);
      return { ...object, spec: { ...spec, clusterIP } };
    });
  return { objects: [...copied, ...secretsOf(objects)], services };
}

function addressNumber(index: number): string {
  return `10.96.${index >> 8}.${index & 255}`;
}

/** egctl drops the labels by which listeners select namespaces. */
function withOpenListeners(gateway: KubernetesObject): KubernetesObject {
  const listeners = listenersOf(gateway).map((listener) => ({
    ...listener,
    allowedRoutes: { namespaces: { from: 'All' } },
  }));
  return { ...gateway, spec: { ...(gateway['spec'] as JsonObject), listeners } };
}

function listenersOf(gateway: KubernetesObject): readonly Listener[] {
  return (gateway['spec'] as { readonly listeners: readonly Listener[] }).listeners;
}

/** For each Secret that a listener refers to, one with a certificate for the hosts of its listeners. */
function secretsOf(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const hosts = new Map<string, Set<string>>();
  for (const gateway of objects.filter(({ kind }) => kind === 'Gateway')) {
    for (const { hostname, tls } of listenersOf(gateway)) {
      for (const { name, namespace = gateway.metadata.namespace ?? '' } of tls?.certificateRefs ?? []) {
        const key = `${namespace}/${name}`;
        hosts.set(key, (hosts.get(key) ?? new Set()).add(hostname ?? name));
      }
    }
  }
  return [...hosts].map(([key, own]) => {
    const [namespace = '', name = ''] = key.split('/');
    const metadata = { name, namespace };
    const data = certificateFor([...own]);
    return { apiVersion: 'v1', kind: 'Secret', metadata, type: 'kubernetes.io/tls', data };
  });
}

function certificateFor(hosts: readonly string[]): JsonObject {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-certificate-'));
  try {
    const [key, certificate] = [join(folder, 'tls.key'), join(folder, 'tls.crt')];
    const names = hosts.map((host) => `DNS:${host}`).join(',');
    const request = ['req', '-x509', '-nodes', '-days', '7', '-subj', '/CN=test'];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
    const own = ['-addext', `subjectAltName=${names}`, '-keyout', key, '-out', certificate];
    ask('openssl', [...request, ...curve, ...own], 'your package manager');
    return { 'tls.crt': readFileSync(certificate, 'base64'), 'tls.key': readFileSync(key, 'base64') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
