import type { Diagnostic } from '../../lib/diagnostics';
import { isObject } from '../../lib/json';
import { selectorMatches } from '../../lib/label-selectors';
import { podLabelsOf, selectsPodsOf } from '../selectors/service-selectors';
import { containerPorts, portsOfServices } from '../flows/ports';
import type { ResolvedService } from '../context';
import type { CalledPort, Connection } from '../types/connection';
import type { ManifestObject } from '../types/manifest';
import type { Service } from '../types/service';

type Context = ResolvedService['context'];

/** Whose Services may lead to the pods of a service: anybody's. */
interface Owners {
  readonly resolved: ReadonlyMap<string, ResolvedService>;
  readonly manifests: readonly ManifestObject[];
}

/** Refuses connections to ports that no Service leads to: policies open them, but callers find no address for them. */
export function refuseUnreached(
  connections: readonly Connection[],
  owners: Owners,
  problems: Diagnostic[],
): void {
  for (const { from, to, location } of connections) {
    const caller = owners.resolved.get(from)?.context;
    const target = to.kind === 'service' ? owners.resolved.get(to.name) : undefined;
    if (to.kind !== 'service' || caller === undefined || target?.service === undefined) continue;
    const { service, context } = target;
    const lost = to.ports.find((port) => !isReached(service, port, owners));
    if (lost === undefined || findsPods(caller, to.name)) continue;
    const { problem, fix } = missing(context, lost);
    const written = Object.keys(caller.spec.connects ?? {}).find((key) => {
      const place = caller.locate(['connects', key]);
      return place?.line === location?.line && place?.column === location?.column;
    });
    caller.withOthers(problems, () => {
      caller.report('unreached-port', ['connects', ...(written === undefined ? [] : [written])], {
        problem: `no Service leads to port ${lost.name} of ${to.name}, so ${from} has no address for it: ${problem}`,
        fix: `${fix}, or remove the connection; if ${from} finds the pods of ${to.name} by itself, give them a headless Service: extraServices: {${to.name}-pods: {headless: true}}`,
      });
    });
  }
}

/** Members of one service know each other, and who may ask the API server finds pods by their labels. */
function findsPods({ name, spec }: Context, target: string): boolean {
  return name === target || Object.hasOwn(spec.connects ?? {}, 'kube-apiserver');
}

function isReached(service: Service, port: CalledPort, { resolved, manifests }: Owners): boolean {
  const isTarget = (target: { readonly port: number; readonly protocol: string }) =>
    target.port === port.port && target.protocol === port.protocol;
  const leads = (via: Service['kubernetesServices'][number]) =>
    via.spec.clusterIP === 'None' ||
    portsOfServices({ ...service, kubernetesServices: [via] }).some(({ target }) => isTarget(target));
  if (service.kubernetesServices.some(leads)) return true;
  const onNodes = containerPorts(service).some(
    ({ containerPort, hostPort }) => containerPort === port.port && hostPort !== undefined,
  );
  if (onNodes || service.workloads[0]?.pod.spec.hostNetwork === true) return true;
  const others = [...resolved.values()].some(
    ({ service: other }) =>
      other?.namespace === service.namespace &&
      other.kubernetesServices.some((via) => selectsPodsOf(via, service) && leads(via)),
  );
  return others || manifests.some((entry) => leadsTo(entry, service));
}

/** A plain Service may lead to a port that nobody declares: what it selects is enough. */
function leadsTo({ object, namespace }: ManifestObject, service: Service): boolean {
  const selector = isObject(object['spec']) ? object['spec']['selector'] : undefined;
  return (
    object.kind === 'Service' &&
    namespace === service.namespace &&
    isObject(selector) &&
    selectorMatches({ matchLabels: selector as Readonly<Record<string, string>> }, podLabelsOf(service))
  );
}

/** What keeps the port out of the Service, with its line, and how to bring it back. */
function missing(context: Context, { name, port }: CalledPort): { problem: string; fix: string } {
  const { spec } = context;
  const own = Object.entries(spec.ports ?? {}).find(([key, entry]) => key === name || entry.port === port);
  if (spec.service === false) {
    const line = context.lineOf(['service']);
    return { problem: `${context.name} sets service: false${line}`, fix: 'remove that' };
  }
  if (spec.service?.ports !== undefined) {
    const line = context.lineOf(['service', 'ports']);
    const number = own === undefined ? port : `{port: ${own[1].port ?? port}, targetPort: ${own[0]}}`;
    const problem = `service.ports of ${context.name}${line} does not list it`;
    return { problem, fix: `add ${name}: ${number} there` };
  }
  if (own?.[1].servicePort === false) {
    const line = context.lineOf(['ports', own[0], 'servicePort']);
    return { problem: `${context.name} sets servicePort: false${line} for it`, fix: 'remove that' };
  }
  return {
    problem: `only a port of the main container gets one by itself`,
    fix: `list all ports under service.ports of ${context.name}, this one as ${name}: {port: ${port}, targetPort: ${name}}`,
  };
}
