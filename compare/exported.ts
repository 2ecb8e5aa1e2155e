import { serverMetadata } from '../lib/rendered';
import type { Node } from './tree';
import { child, children } from './tree';

/*
 * What the API server and its controllers write themselves. It stands in manifests that were exported from a cluster, and
 * no person said it.
 */
const annotations = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deprecated.daemonset.template.generation',
];
const labels = [
  'kubernetes.io/metadata.name',
  'controller-uid',
  'job-name',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
];
const finalizers = [
  'kubernetes',
  'kubernetes.io/pvc-protection',
  'kubernetes.io/pv-protection',
  'foregroundDeletion',
];

/** Takes away what the server writes into objects of every kind, custom resources included. */
export function withoutServerMetadata(node: Node): void {
  delete node['status'];
  cleanMetadata(node);
}

/** Takes away what the server writes into objects of its own kinds. */
export function withoutServerFields(kind: string, node: Node): void {
  const spec = child(node, 'spec');
  const job = child(spec, 'jobTemplate');
  for (const holder of [child(spec, 'template'), job, child(child(job, 'spec'), 'template')])
    cleanMetadata(holder);
  cleanFinalizers(child(node, 'metadata'));
  if (spec === undefined) return;
  if (kind === 'Namespace') cleanFinalizers(spec);
  if (kind === 'Job' && spec['manualSelector'] !== true) delete spec['selector'];
  if (kind === 'Service') cleanService(spec);
  for (const claim of children(spec, 'volumeClaimTemplates')) {
    withoutServerMetadata(claim);
    withoutServerFields('PersistentVolumeClaim', claim);
  }
  if (kind === 'Namespace' && Object.keys(spec).length === 0) delete node['spec'];
}

function cleanMetadata(holder: Node | undefined): void {
  const metadata = child(holder, 'metadata');
  if (metadata === undefined) return;
  for (const key of serverMetadata) delete metadata[key];
  removeKeys(metadata, 'annotations', annotations);
  removeKeys(metadata, 'labels', labels);
  if (Object.keys(metadata).length === 0) delete holder?.['metadata'];
}

function removeKeys(metadata: Node, group: string, keys: readonly string[]): void {
  const entries = child(metadata, group);
  for (const key of keys) delete entries?.[key];
  if (entries !== undefined && Object.keys(entries).length === 0) delete metadata[group];
}

function cleanFinalizers(holder: Node | undefined): void {
  const list = holder?.['finalizers'];
  if (!Array.isArray(list) || holder === undefined) return;
  const own = list.filter((name) => !finalizers.includes(String(name)));
  if (own.length === 0) delete holder['finalizers'];
  else holder['finalizers'] = own;
}

/** Addresses are allocated; only the absence of one is written by people. */
function cleanService(spec: Node): void {
  if (spec['clusterIP'] !== 'None') delete spec['clusterIP'];
  for (const key of ['clusterIPs', 'ipFamilies', 'healthCheckNodePort']) delete spec[key];
  if (spec['ipFamilyPolicy'] === 'SingleStack') delete spec['ipFamilyPolicy'];
}
