import type { Resolution } from './resolve';
import type { PortPlaces } from '../output/port-advice';

/** Where the spec sets the ports of the Services and containers that it makes. */
export function portPlaces(resolutions: readonly Resolution[]): PortPlaces {
  return new Map(resolutions.flatMap(placesIn));
}

function placesIn({ environment, services }: Resolution): [string, readonly string[]][] {
  return [...environment.services.values()].flatMap((service) => {
    const { namespace, workloads } = service;
    const { containers = {}, sidecars = {} } = services.get(service.name)?.context.spec ?? {};
    const groupOf = (name: string) =>
      Object.hasOwn(containers, name)
        ? ['containers', name]
        : Object.hasOwn(sidecars, name)
          ? ['sidecars', name]
          : ['initContainers', name];
    const ofServices = service.kubernetesServices.map(({ name, portsAt }): [string, readonly string[]] => [
      `${environment.name} Service/${namespace}/${name}`,
      portsAt,
    ]);
    const ofContainers = workloads.flatMap(({ kind, name: workload, pod }) =>
      [...pod.containers, ...pod.initContainers].map(({ name }): [string, readonly string[]] => [
        `${environment.name} ${kind}/${namespace}/${workload} ${name}`,
        name === pod.containers[0]?.name ? ['ports'] : [...groupOf(name), 'ports'],
      ]),
    );
    return [...ofServices, ...ofContainers];
  });
}
