import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The mix of Online Boutique: callers, gRPC services, one store, one worker without a port. */
const shapes: readonly ((name: string, others: readonly string[]) => string)[] = [
  (_name, others) =>
    `image: ghcr.io/acme/frontend:1.2.3\nports: {http: {port: 8080, servicePort: 80}}\n` +
    `probes: {path: /healthz, initialDelaySeconds: 10}\n${env(9)}${connects(others)}`,
  ...Array.from(
    { length: 9 },
    () => (name: string, others: readonly string[]) =>
      `image: ghcr.io/acme/${name}:1.2.3\nports: {grpc: 9555}\nprobes: {grpc: true, periodSeconds: 5}\n` +
      `terminationGracePeriodSeconds: 5\n${env(3)}resources:\n  requests: {cpu: 200m, memory: 180Mi}\n  limits: {memory: 300Mi}\n` +
      connects(others.slice(0, 2)),
  ),
  () =>
    'image: redis:8.4\nports: {tcp-redis: 6379}\nprobes: {tcpSocket: true}\nvolumes:\n  data: {emptyDir: {}, mountPath: /data}\n',
  (_name, others) => `image: ghcr.io/acme/load:1.2.3\nreplicas: 1\n${env(3)}${connects(others.slice(0, 1))}`,
];

function env(count: number): string {
  return `env:\n${Array.from({ length: count }, (_, index) => `  VARIABLE_${index}: service-${index}:8080\n`).join('')}`;
}

function connects(others: readonly string[]): string {
  return others.length === 0 ? '' : `connects: [${others.join(', ')}]\n`;
}

/** Writes a platform of `count` services in three environments. */
export function generatePlatform(root: string, count: number): void {
  mkdirSync(join(root, 'services'), { recursive: true });
  mkdirSync(join(root, 'environments'), { recursive: true });
  writeFileSync(
    join(root, 'platform.yaml'),
    'name: bench\nowner: bench\nedition: 2026-11\ndefaults:\n  resources: {requests: {cpu: 100m, memory: 64Mi}}\n',
  );
  for (const provider of ['eks', 'gke', 'aks']) {
    writeFileSync(
      join(root, `environments/${provider}.yaml`),
      `provider: ${provider}\nnetworkPolicy: {engine: calico}\ndefaults: {labels: {cloud: ${provider}}}\n`,
    );
  }
  const name = (index: number) => `service-${index}`;
  for (let index = 0; index < count; index++) {
    // Callees of the same dozen that have a port: all but the last of each.
    const first = index - (index % shapes.length);
    const others = [1, 2, 3, 4, 5]
      .map((step) => first + step)
      .filter((other) => other < count && other !== index);
    const shape = shapes[index % shapes.length];
    if (shape !== undefined)
      writeFileSync(join(root, `services/${name(index)}.yaml`), shape(name(index), others.map(name)));
  }
}
