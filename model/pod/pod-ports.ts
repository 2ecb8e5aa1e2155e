import type { ServiceContext } from '../context';
import type { ServicePort } from '../types/service';

/** Ports of the containers beside the main one: a Service reaches them by name or number. */
export function portsOfOtherContainers({ spec }: ServiceContext): ServicePort[] {
  return Object.values({ ...spec.containers, ...spec.sidecars }).flatMap((container) =>
    Object.entries(container.ports ?? {}).flatMap(([name, { port, protocol = 'TCP' }]) =>
      port === undefined ? [] : [{ name, port, protocol }],
    ),
  );
}

/** The port of the pods that `targetPort` means; without it the one of the same name, else of the same number. */
export function portBehindService(
  {
    port: number,
    targetPort,
  }: { readonly port?: number | undefined; readonly targetPort?: string | number | undefined },
  wanted: string | number,
  ports: readonly ServicePort[],
): ServicePort | undefined {
  const exact = ports.find((port) => port.name === wanted || port.port === wanted);
  return exact ?? (targetPort === undefined ? ports.find((port) => port.port === number) : undefined);
}
