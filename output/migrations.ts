import { isObject, jsonEqual } from '../lib/json';
import { label } from '../lib/labels';
import { compareQuantities } from '../lib/quantity';
import type { KubernetesObject, RenderedObject } from '../lib/rendered';
import { address } from '../lib/rendered';
import { fieldAt } from './immutable';
import { listOf } from './service-ports';

const recreate = 'delete the object in the cluster once this is merged';
const steps: Readonly<Record<string, string>> = {
  Deployment: `${recreate} with kubectl delete --cascade=orphan, so that its pods stay until the new one has its own`,
  DaemonSet: `${recreate} with kubectl delete --cascade=orphan`,
  StatefulSet: `${recreate} with kubectl delete --cascade=orphan: pods and volumes stay and are adopted`,
};

/** The field of a service that becomes one of its objects. */
export function serviceFieldOf(path: string, kind: string): string {
  if (path === 'spec.volumeClaimTemplates' || kind === 'PersistentVolumeClaim') return 'volumes';
  return kind === 'Service' ? 'service' : path.slice(path.lastIndexOf('.') + 1);
}

/** What to do about a field that the API server does not let change. */
export function migration(old: KubernetesObject, rendered: RenderedObject, path: string): string {
  const { object } = rendered;
  const named = address(object);
  if (object.kind === 'PersistentVolumeClaim') return ofClaim(object, named);
  const adopted = path === 'spec.selector' ? adoption(old, rendered) : '';
  const claims = path === 'spec.volumeClaimTemplates' ? existingClaims(old, object) : '';
  return `undo it, ${adopted}or ${steps[object.kind] ?? recreate}, and run synth --replace ${named}${claims}`;
}

/** A claim of the same name would be the old one, for as long as that is there. */
function ofClaim({ metadata: { name, namespace = 'default' } }: KubernetesObject, named: string): string {
  return `undo it, or keep the data: add a second volume with the new values, copy the data there, and then remove this one with synth --remove ${named}; where the data may go, run synth --replace ${named} and kubectl delete pvc ${name} -n ${namespace} once this is merged`;
}

/** A service takes over a controller of somebody else's by its labels. */
function adoption(old: KubernetesObject, { object, plain }: RenderedObject): string {
  const labels = fieldAt(old, 'spec.selector.matchLabels');
  const isOurs = (entry: KubernetesObject) => entry.metadata.labels?.[label.team] !== undefined;
  if (plain === true || isOurs(old) || !isOurs(object) || !isObject(labels)) return '';
  if (fieldAt(old, 'spec.selector.matchExpressions') !== undefined) return '';
  const written = Object.entries(labels).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `or keep it: write selector: {${written.join(', ')}} in the service, `;
}

/** A template is for new claims alone. */
function existingClaims(old: KubernetesObject, object: KubernetesObject): string {
  const before = templatesOf(old);
  const texts = [...templatesOf(object)].flatMap(([name, template]) => {
    const was = before.get(name);
    if (was === undefined || jsonEqual(was, template)) return [];
    return [existingClaim(name, object, storageOf(was), storageOf(template))];
  });
  return texts.map((text) => `; ${text}`).join('');
}

function existingClaim(
  template: string,
  { metadata: { name, namespace = 'default' } }: KubernetesObject,
  was: string | undefined,
  will: string | undefined,
): string {
  const claims = `claims of ${template} that exist`;
  if (was === undefined || will === undefined || was === will) return `${claims} stay as they are`;
  if (compareQuantities(will, was) === -1) return `${claims} keep ${was}, since none can shrink`;
  const patch = JSON.stringify({ spec: { resources: { requests: { storage: will } } } });
  return `${claims} keep ${was} until each is patched, where its StorageClass has allowVolumeExpansion: kubectl patch pvc ${template}-${name}-ORDINAL -n ${namespace} -p '${patch}'`;
}

function templatesOf(set: KubernetesObject): Map<string, Record<string, unknown>> {
  const templates = listOf(fieldAt(set, 'spec.volumeClaimTemplates'));
  return new Map(
    templates.flatMap((template): [string, Record<string, unknown>][] => {
      const name = fieldAt(template, 'metadata.name');
      return typeof name === 'string' ? [[name, template]] : [];
    }),
  );
}

function storageOf(template: unknown): string | undefined {
  const storage = fieldAt(template, 'spec.resources.requests.storage');
  return typeof storage === 'string' ? storage : undefined;
}
