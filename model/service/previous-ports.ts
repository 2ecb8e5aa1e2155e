import type { ServiceContext } from '../context';

/** A port whose number changes, and the number on which pods listen that are still to be replaced. */
export interface ChangedPort {
  readonly path: readonly string[];
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly previous: number;
}

interface WrittenPort {
  readonly port?: number | undefined;
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP' | undefined;
  readonly previousPort?: number | undefined;
}

interface ListeningPort {
  readonly path: readonly string[];
  readonly written: WrittenPort;
}

/** The ports of a service's containers that have a previous number. */
export function changedPorts(context: ServiceContext): readonly ChangedPort[] {
  return writtenPorts(context).flatMap(({ path, written }) => {
    const { port, protocol = 'TCP', previousPort: previous } = written;
    return port === undefined || previous === undefined ? [] : [{ path, port, protocol, previous }];
  });
}

function writtenPorts({ spec }: ServiceContext): ListeningPort[] {
  const groups = {
    containers: spec.containers,
    sidecars: spec.sidecars,
    initContainers: spec.initContainers,
  };
  const ofContainers = Object.entries(groups).flatMap(([group, containers]) =>
    Object.entries(containers ?? {}).flatMap(([name, { ports }]) => portsAt([group, name, 'ports'], ports)),
  );
  return [...portsAt(['ports'], spec.ports), ...ofContainers];
}

function portsAt(
  path: readonly string[],
  ports: Readonly<Record<string, WrittenPort>> | undefined,
): ListeningPort[] {
  return Object.entries(ports ?? {}).map(([name, written]) => ({ path: [...path, name], written }));
}

/** A previous number that something listens on today would be opened to callers who did not ask for it. */
export function checkPreviousPorts(context: ServiceContext): void {
  const all = writtenPorts(context);
  for (const { path, port, protocol, previous } of changedPorts(context)) {
    const other = all.find(
      ({ written }) => written.port === previous && (written.protocol ?? 'TCP') === protocol,
    );
    if (other === undefined) continue;
    const isSame = previous === port;
    context.report('conflicting-fields', [...path, 'previousPort'], {
      problem: isSame
        ? 'previousPort is the number that the port has now'
        : `previousPort is the number of port ${other.path.at(-1) ?? ''}, which its callers could then reach too`,
      got: String(previous),
      fix: isSame
        ? 'write the number that the running pods have, or remove it'
        : 'remove it, and change the two numbers one after the other, by way of a free one, as docs/availability.md says',
    });
  }
}
