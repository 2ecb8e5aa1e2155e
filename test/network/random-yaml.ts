import { stringify } from 'yaml';
import type { Call, RandomPlatform, RandomService } from './random-platform';
import { dataServices, ranges } from './random-platform';

type Written = Readonly<Record<string, unknown>>;

const environment: Written = {
  provider: 'kubernetes',
  networkPolicy: { mode: 'enforce', engine: 'calico' },
  nodes: { onDemand: { labels: { pool: 'steady' } }, spot: { labels: { pool: 'spot' } } },
  dataServices: Object.fromEntries(
    Object.entries(dataServices).map(([name, { port, cidr }]) => [
      name,
      { host: `${name}.example.org`, port, cidrs: [cidr] },
    ]),
  ),
};

/** Path to text of the files of a platform. */
export function filesOf({ services, shared, labelled }: RandomPlatform): Map<string, string> {
  const settings = new Map<string, Written>();
  for (const name of shared) settings.set(name, { shared: true });
  for (const name of labelled) settings.set(name, { labels: { team: 'operators' } });
  const platform: Written = {
    name: 'shop',
    owner: 'web',
    edition: '2026-11',
    ...(settings.size === 0 ? {} : { namespaces: Object.fromEntries(settings) }),
  };
  const files: [string, Written][] = [
    ['platform.yaml', platform],
    ['environments/production.yaml', environment],
    ...services.map((service): [string, Written] => [`services/${service.name}.yaml`, serviceOf(service)]),
  ];
  return new Map(
    files.map(([path, content]) => [path, stringify(content, { aliasDuplicateObjects: false })]),
  );
}

function serviceOf(service: RandomService): Written {
  const { ports, main, mode, floor, isNginx, accepts } = service;
  const connects = service.asList ? listOf(service) : mapOf(service);
  const workload: Written =
    ports.length === 0
      ? { workload: 'CronJob', schedule: '0 3 * * *' }
      : { ports: Object.fromEntries(ports.map(({ name, ...port }) => [name, port])), probes: false };
  const replicas: Written =
    ports.length === 0
      ? {}
      : floor
        ? { replicas: { min: 3, max: 6 }, capacity: { onDemand: 1 } }
        : { replicas: 1, capacity: 'uniform' };
  return {
    image: 'ghcr.io/acme/any:1.2.3',
    namespace: service.namespace,
    resources: { requests: { cpu: '100m', memory: '64Mi' } },
    ...workload,
    ...replicas,
    ...(main?.written === true ? { mainPort: main.port.name } : {}),
    ...(mode === undefined ? {} : { networkPolicy: mode }),
    ...(isNginx ? { podLabels: { app: 'nginx' } } : {}),
    ...(Object.keys(connects).length === 0 ? {} : { connects }),
    ...(accepts.length === 0
      ? {}
      : {
          accepts: Object.fromEntries(
            accepts.map(({ who, ports: own }, index) => [
              `caller-${index}`,
              { ...who, ...(own.length === 0 ? {} : { ports: own.map(reference) }) },
            ]),
          ),
        }),
  };
}

function reference({ port, byNumber }: Call['ports'][number]): string | number {
  return byNumber ? port.port : port.name;
}

/** The short form: `cart`, `cart:admin`. */
function listOf({ calls, data }: RandomService): string[] {
  const services = [...calls].flatMap(([name, { main, ports }]) => [
    ...(main ? [name] : []),
    ...ports.map((port) => `${name}:${reference(port)}`),
  ]);
  return [...services, ...data];
}

/** The long form: ports in a list, or the first of them in the name. */
function mapOf({ calls, data, ranges: own }: RandomService): Written {
  const services = [...calls].flatMap(([name, { main, ports }]): [string, unknown][] => {
    const [first, ...more] = ports.map(reference);
    if (first === undefined) return [[name, true]];
    if (!main) return [[name, { ports: [first, ...more] }]];
    return [
      [name, true],
      [`${name}:${first}`, more.length === 0 ? true : { ports: more }],
    ];
  });
  return Object.fromEntries([
    ...services,
    ...data.map((name) => [name, true]),
    ...own.map((cidr) => [cidr, { ports: [ranges[cidr]] }]),
  ]);
}
