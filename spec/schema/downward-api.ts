import { z } from 'zod';
import { isQualifiedName } from '../../lib/names';
import { canonicalQuantity, parseQuantity } from '../../lib/quantity';
import { dnsLabel, quantity } from './primitives';

const ofBoth = ['metadata.name', 'metadata.namespace', 'metadata.uid'];
const ofEnv = [
  ...ofBoth,
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
const ofVolumes = [...ofBoth, 'metadata.labels', 'metadata.annotations'];

function fieldOf(known: readonly string[]) {
  const isKnown = (path: string) => {
    const [, map, key = ''] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path) ?? [];
    return known.includes(path) || isQualifiedName(map === 'annotations' ? key.toLowerCase() : key);
  };
  return z
    .string()
    .refine(isKnown, `${known.join(', ')}, metadata.labels['KEY'] or metadata.annotations['KEY']`);
}

/** Fields of a pod that the downward API hands on. */
export const podField = { ofEnv: fieldOf(ofEnv), ofVolumes: fieldOf(ofVolumes) };

const bytes = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];
const divisors = { cpu: ['1', '1m'], other: bytes };

/** The API server compares what it would print: `1000m` is 1, but 1024 is not 1Ki. 0 stands for no unit. */
const divisor = quantity.transform((text) => canonicalQuantity(text) ?? text);

const isUnit = (written: string, units: readonly string[]) =>
  units.includes(written) || parseQuantity(written) === 0n;

const resourceName = z
  .string()
  .regex(
    /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-\d+(Ki|Mi|Gi)?)$/,
    'limits or requests of cpu, memory, ephemeral-storage or hugepages-SIZE, such as limits.memory',
  );

const fitsDivisor = (written: { resource: string; divisor?: string | undefined }) =>
  written.divisor === undefined ||
  isUnit(written.divisor, written.resource.endsWith('.cpu') ? divisors.cpu : divisors.other);

const fitting = { path: ['divisor'], message: '1 or 1m for a cpu, else 1 or one of its units, such as 1Mi' };

/** A request or limit of a container. In a volume, under Kubernetes' names: no container is meant without its name. */
export const resourceReference = {
  ofEnv: z
    .strictObject({ resource: resourceName, container: dnsLabel.optional(), divisor: divisor.optional() })
    .refine(fitsDivisor, fitting),
  ofVolumes: z
    .strictObject({ containerName: dnsLabel, resource: resourceName, divisor: divisor.optional() })
    .refine(fitsDivisor, fitting),
};
