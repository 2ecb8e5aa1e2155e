import type { KubernetesObject } from '../lib/rendered';
import { apiGroup, identity } from '../lib/rendered';
import { fieldAt } from './immutable';
import type { EnvironmentObject } from './environment-objects';

/** What is lost with an object that nobody can make again as it was. */
export interface LostContent {
  /** What goes with it. */
  readonly content: string;
  command(object: KubernetesObject): string;
}

const inNamespace = ({ metadata: { name, namespace } }: KubernetesObject) =>
  `${name} -n ${namespace ?? 'default'}`;

/** By API group and kind. */
const lostContents: Readonly<Record<string, LostContent>> = {
  '/PersistentVolumeClaim': {
    content: 'its data',
    command: (object) => `kubectl delete pvc ${inNamespace(object)}`,
  },
  '/Namespace': {
    content: 'everything in it',
    command: ({ metadata: { name } }) => `kubectl delete namespace ${name}`,
  },
  '/PersistentVolume': {
    content: 'its data, unless it is to be retained',
    command: ({ metadata: { name } }) => `kubectl delete pv ${name}`,
  },
  'apiextensions.k8s.io/CustomResourceDefinition': {
    content: 'every object of its kind',
    command: ({ metadata: { name } }) => `kubectl delete crd ${name}`,
  },
};

function balancer(resource: string): LostContent {
  return {
    content: 'its load balancer, whose address callers and DNS records have',
    command: (object) => `kubectl delete ${resource} ${inNamespace(object)}`,
  };
}

const serviceBalancer = balancer('service');

/** By API group and kind, the field with the class that makes the load balancer. */
const entries: Readonly<Record<string, readonly [holder: LostContent, classField: string]>> = {
  'gateway.networking.k8s.io/Gateway': [balancer('gateway'), 'spec.gatewayClassName'],
  'networking.k8s.io/Ingress': [balancer('ingress'), 'spec.ingressClassName'],
};

/** Classes that make a load balancer for an Ingress; those of other controllers share the one of the controller. */
const balancedClasses: ReadonlySet<string> = new Set(['alb', 'gce', 'gce-internal']);

function kindKey({ apiVersion, kind }: KubernetesObject): string {
  return `${apiGroup(apiVersion)}/${kind}`;
}

/** What an object holds; undefined for one that can be made again. */
export function lostContentOf(object: KubernetesObject): LostContent | undefined {
  const key = kindKey(object);
  if (key === '/Service')
    return fieldAt(object, 'spec.type') === 'LoadBalancer' ? serviceBalancer : undefined;
  if (Object.hasOwn(entries, key)) return hasBalancer(object) ? entries[key]?.[0] : undefined;
  return Object.hasOwn(lostContents, key) ? lostContents[key] : undefined;
}

function hasBalancer(object: KubernetesObject): boolean {
  const own = classOf(object);
  return object.kind !== 'Ingress' || own === undefined || balancedClasses.has(own);
}

/** The class of a Gateway or an Ingress. */
function classOf(object: KubernetesObject): string | undefined {
  const written = fieldAt(object, entries[kindKey(object)]?.[1] ?? '');
  const own = written ?? object.metadata.annotations?.['kubernetes.io/ingress.class'];
  return typeof own === 'string' ? own : undefined;
}

/** Why an object that stays loses its load balancer; undefined where it keeps it. */
export function lostLoadBalancer(old: KubernetesObject, present: KubernetesObject): string | undefined {
  if (lostContentOf(old) === serviceBalancer && lostContentOf(present) !== serviceBalancer)
    return 'it is no longer of type LoadBalancer';
  if (!Object.hasOwn(entries, kindKey(old))) return undefined;
  const [was, will] = [classOf(old), classOf(present)];
  // Without a class of its own an Ingress has the cluster's default, which is not known here.
  const isUnknown = was === undefined || will === undefined;
  return was === will || isUnknown
    ? undefined
    : `its class is now ${will ?? 'the default'} where ${was ?? 'the default'} was`;
}

const albGroup = 'alb.ingress.kubernetes.io/group.name';

/** True for an Ingress whose load balancer others of its group keep. */
export function sharesLoadBalancer(
  object: KubernetesObject,
  environment: string,
  all: readonly EnvironmentObject[],
): boolean {
  const group = object.metadata.annotations?.[albGroup];
  const isOther = (other: KubernetesObject) =>
    other.metadata.annotations?.[albGroup] === group && identity(other) !== identity(object);
  return (
    object.kind === 'Ingress' &&
    group !== undefined &&
    all.some((entry) => entry.environment === environment && isOther(entry.object))
  );
}
