import { mergeValues } from '../../spec/layers';
import type { ServiceContext, ServiceSpec } from '../context';

type Extra = NonNullable<ServiceSpec['initContainers']>[string];

/** A container of the pod as it is written, and who its processes run as. */
export interface Process {
  /** Where it is written; empty for the main container. */
  readonly path: readonly string[];
  readonly name: string;
  readonly written: ServiceSpec | Extra;
  /** An init container, not a sidecar: it has ended before the pod is stopped. */
  readonly endsByItself: boolean;
  /** Its own securityContext over that of the service. */
  readonly security: ServiceSpec['securityContext'];
  /** Undefined where the image decides. */
  readonly user?: number;
  readonly group?: number;
  readonly runAsNonRoot: boolean;
}

const groups = ['sidecars', 'initContainers', 'containers'] as const;

type ContainerAt = Pick<Process, 'path' | 'written' | 'endsByItself'>;

/** The main container and all others of the pod. */
export function containersOf(spec: ServiceSpec): ContainerAt[] {
  const extras = groups.flatMap((group) =>
    Object.entries(spec[group] ?? {}).map(([name, written]) => ({
      path: [group, name],
      written,
      endsByItself:
        group === 'initContainers' && !('restartPolicy' in written && written.restartPolicy === 'Always'),
    })),
  );
  return [{ path: [], written: spec, endsByItself: false }, ...extras];
}

/** As `containersOf`, with the user of each one. */
export function processesOf({ spec, name }: ServiceContext): Process[] {
  return containersOf(spec).map((at) => process(spec, at.path[1] ?? spec.containerName ?? name, at));
}

function process(spec: ServiceSpec, name: string, at: ContainerAt): Process {
  const security = containerSecurity(spec, at.path, at.written);
  const pod = spec.podSecurityContext;
  const [user, group] = [security.runAsUser ?? pod.runAsUser, security.runAsGroup ?? pod.runAsGroup];
  return {
    ...at,
    name,
    security,
    runAsNonRoot: security.runAsNonRoot ?? pod.runAsNonRoot ?? false,
    ...(user === undefined ? {} : { user }),
    ...(group === undefined ? {} : { group }),
  };
}

/** Extra containers have the service's context under their own, `capabilities` included: adding one drops no other. */
export function containerSecurity(
  spec: ServiceSpec,
  path: readonly string[],
  written: Pick<Process['written'], 'securityContext'>,
): ServiceSpec['securityContext'] {
  if (path.length === 0) return spec.securityContext;
  return mergeValues(spec.securityContext, written.securityContext ?? {}) as ServiceSpec['securityContext'];
}

/** False also where the image decides and nothing holds it back from being root. */
export function isNonRoot({ user, runAsNonRoot }: Process): boolean {
  return user === undefined ? runAsNonRoot : user !== 0;
}
