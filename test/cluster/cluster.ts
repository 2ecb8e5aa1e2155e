import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import type { KubernetesObject } from '../../lib/rendered';

/** What the API server answered. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  /** Texts of the `Warning` headers. */
  readonly warnings: readonly string[];
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** The cluster in KUBECONFIG. Requests are made by hand: the client's own classes drop fields that they don't know. */
export class Cluster {
  private readonly config = new KubeConfig();
  private readonly resources = new Map<string, Promise<readonly Resource[]>>();

  constructor() {
    if (process.env['KUBECONFIG'] === undefined)
      throw new Error('set KUBECONFIG to a cluster that may be written to');
    this.config.loadFromDefault();
  }

  async version(): Promise<string> {
    const { body } = await this.send('GET', '/version');
    return `${String(body['major'])}.${String(body['minor'])}`;
  }

  /** Server-side apply with strict validation: a field that the server does not know is an error. */
  async apply(object: KubernetesObject, { dryRun = false }: { dryRun?: boolean } = {}): Promise<Answer> {
    const query = new URLSearchParams({
      fieldManager: 'portolan-test',
      force: 'true',
      fieldValidation: 'Strict',
    });
    if (dryRun) query.set('dryRun', 'All');
    const path = await this.path(object);
    return path === undefined
      ? { status: 404, body: { message: `no kind ${object.kind} in ${object.apiVersion}` }, warnings: [] }
      : this.send(
          'PATCH',
          `${path}/${object.metadata.name}?${query.toString()}`,
          object,
          'application/apply-patch+yaml',
        );
  }

  /** Whether the server serves the object's kind now: it may have been defined a moment ago. */
  async knows(object: KubernetesObject): Promise<boolean> {
    if ((await this.path(object)) !== undefined) return true;
    this.resources.clear();
    return (await this.path(object)) !== undefined;
  }

  /** The object as it is in the cluster. */
  async read(object: KubernetesObject): Promise<Record<string, unknown>> {
    return this.get(`${(await this.path(object)) ?? ''}/${object.metadata.name}`);
  }

  async get(path: string): Promise<Record<string, unknown>> {
    return (await this.send('GET', path)).body;
  }

  async list(path: string): Promise<Record<string, unknown>[]> {
    return (await this.get(path))['items'] as Record<string, unknown>[];
  }

  /** Deletes an object as a GitOps controller prunes it: its pods go by themselves. */
  async prune(object: KubernetesObject): Promise<void> {
    const path = `${(await this.path(object)) ?? ''}/${object.metadata.name}`;
    await this.send('DELETE', path, { propagationPolicy: 'Background' });
  }

  /** Deletes and waits until it is gone, so that a second run finds a clean cluster. */
  async remove(path: string): Promise<void> {
    await this.send('DELETE', path, { propagationPolicy: 'Background' });
    for (let waits = 0; waits < 240 && (await this.send('GET', path)).status !== 404; waits++) {
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  private async path({ apiVersion, kind, metadata }: KubernetesObject): Promise<string | undefined> {
    const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    let known = this.resources.get(base);
    if (known === undefined) {
      known = this.send('GET', base).then(({ body }) => (body['resources'] as Resource[] | undefined) ?? []);
      this.resources.set(base, known);
    }
    const resource = (await known).find((entry) => entry.kind === kind && !entry.name.includes('/'));
    if (resource === undefined) return undefined;
    const namespace = resource.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
    return `${base}${namespace}/${resource.name}`;
  }

  private async send(
    method: string,
    path: string,
    body?: object,
    type = 'application/json',
  ): Promise<Answer> {
    const server = new URL(this.config.getCurrentCluster()?.server ?? '');
    const options = { method, headers: { 'content-type': type, accept: 'application/json' } };
    await this.config.applyToHTTPSOptions(options);
    const start = server.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const request = start(new URL(path, server), options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const warnings = [response.headers['warning'] ?? []].flat().flatMap(warningTexts);
          resolve({ status: response.statusCode ?? 0, body: parsed(text), warnings });
        });
      });
      request.on('error', reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { message: text };
  }
}

/** `299 - "text", 299 - "other"` (RFC 9111) as texts. */
function warningTexts(header: string): string[] {
  return [...header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) =>
    (match[1] ?? '').replace(/\\(.)/g, '$1'),
  );
}
