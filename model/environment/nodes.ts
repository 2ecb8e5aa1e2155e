import type { Diagnostic } from '../../lib/diagnostics';
import { canonicalQuantities } from '../../lib/quantity';
import type {
  CapacityLabel,
  CapacityTypes,
  NodeProvisioning,
  PoolKind,
  ProviderProfile,
  Toleration,
} from '../../providers';
import { nodeProvisioning, providerProfile } from '../../providers';
import type { EnvironmentReport } from './report';
import { environmentReport } from './report';
import type { EnvironmentChain } from './environments';
import type { CapacityType } from '../types/capacity';
import type { NodePool } from '../types/node';
import { brokenAlias, imageFamily, movingImage, unknownFamily } from './node-image';
import { checkDisk, checkPoolLabels } from './node-objects';
import type { ZoneScope } from './zone-names';
import { checkPoolZones, checkZoneNames } from './zone-names';

type Written = NonNullable<EnvironmentChain['spec']['nodes']>;
type WrittenKind = NonNullable<Written['spot']>;
type WrittenPool = NonNullable<Written['pools']>[string];

/** The nodes of an environment. */
export interface Nodes {
  readonly profile: ProviderProfile;
  readonly nodes: NodeProvisioning;
  readonly zones: readonly string[];
  readonly operators: readonly string[];
  /** Undefined where the environment declares none: nothing is then known of them. */
  readonly pools?: readonly NodePool[];
  readonly cluster?: string;
  readonly role?: string;
  readonly image?: string;
  readonly diskSize: number;
}

/** What the environment says about its nodes, over what the provider's profile knows. */
export function resolveNodes(chain: EnvironmentChain, platform: string, problems: Diagnostic[]): Nodes {
  const { provider = 'kubernetes', nodes: written = {}, zones = [], operators = [], cluster } = chain.spec;
  const report = environmentReport(chain, problems);
  for (const [index, zone] of zones.entries()) {
    if (zones.indexOf(zone) === index) continue;
    report(['zones', index], {
      code: 'invalid-value',
      problem: 'the zone appears twice',
      got: zone,
      fix: 'remove it',
    });
  }
  const profile = providerProfile(provider);
  checkZoneNames(profile, [...new Set(zones)], (code, path, parts) => report(path, { code, ...parts }));
  const mode = modeOf(profile, written, report);
  const pools = resolvePools(written, mode, { profile, zones, environment: chain.name }, report);
  const { role, image, diskSize = 50 } = written;
  const result: Nodes = {
    profile,
    nodes: withLabels(mode, written, pools, platform, report),
    zones,
    operators: [...new Set([...operators, ...mode.operators])].sort(),
    diskSize,
    ...(pools === undefined ? {} : { pools }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(role === undefined ? {} : { role }),
    ...(image === undefined ? {} : { image }),
  };
  checkClass(result, report);
  refuseUnusedOfClass(written, result, report);
  return result;
}

function modeOf(profile: ProviderProfile, { mode }: Written, report: EnvironmentReport): NodeProvisioning {
  const known = nodeProvisioning(profile, mode);
  if (known !== undefined) return known;
  report(['nodes'], {
    code: 'invalid-value',
    problem: `${profile.title} has no such way of making nodes`,
    got: String(mode),
    expected: profile.nodes.map((entry) => entry.id).join(', '),
  });
  return profile.nodes[0];
}

/** Labels come from the profile, from the pools where those are asked for by name, or from the environment. */
function withLabels(
  mode: NodeProvisioning,
  written: Written,
  pools: readonly NodePool[] | undefined,
  platform: string,
  report: EnvironmentReport,
): NodeProvisioning {
  const named = (['onDemand', 'spot'] as const).filter((type) => written[type] !== undefined);
  const { capacity } = mode;
  if (capacity === undefined) return named.length === 0 ? mode : { ...mode, capacity: namedTypes(written) };
  for (const type of named) {
    report(['nodes', type], {
      code: 'conflicting-fields',
      problem: `${mode.title} label their nodes themselves`,
      got: Object.keys(written[type]?.labels ?? {}).join(', ') || type,
      fix: 'remove it',
    });
  }
  if (mode.poolKind !== 'compute-class') return mode;
  const classes = (type: CapacityType) =>
    (pools ?? []).flatMap((pool) =>
      pool.capacity.includes(type) ? [poolObjectName(platform, pool, type)] : [],
    );
  const [onDemand, spot] = [classes('onDemand'), classes('spot')];
  if (onDemand.length + spot.length === 0) return { ...mode, capacity };
  const key = 'cloud.google.com/compute-class';
  return { ...mode, capacity: { ...capacity, labels: [{ key, onDemand, spot }] } };
}

/** A compute class is of one capacity: one that fell back to spot could not promise anything. */
export function poolObjectName(
  platform: string,
  { name, capacity, existing }: Pick<NodePool, 'name' | 'capacity' | 'existing'>,
  type: CapacityType,
): string {
  // Cluster-scoped, so the platform's name stands first in what is rendered.
  const own = existing ? name : `${platform}-${name}`;
  return capacity.length > 1 && type === 'spot' ? `${own}-spot` : own;
}

/** All labels of a kind tell it together: a node that has only some of them is none of the kind. */
function namedTypes({ onDemand, spot }: Written): CapacityTypes {
  const keys = new Set([...Object.keys(onDemand?.labels ?? {}), ...Object.keys(spot?.labels ?? {})]);
  const labels = [...keys].map((key): CapacityLabel => {
    const [regular, cheap] = [onDemand?.labels?.[key], spot?.labels?.[key]];
    return {
      key,
      ...(cheap === undefined ? {} : { spot: [cheap] }),
      ...(regular === undefined ? {} : { onDemand: [regular] }),
    };
  });
  const { notice = 30 } = spot ?? {};
  const drainDelay = Math.min(10, Math.floor(notice / 3));
  return {
    labels,
    match: 'all',
    tolerations: { onDemand: tolerationOf(onDemand), spot: tolerationOf(spot) },
    taints: { onDemand: [onDemand?.taint ?? []].flat(), spot: [spot?.taint ?? []].flat() },
    spot: { notice, drainDelay, gracePeriod: notice },
  };
}

function tolerationOf(kind: Pick<WrittenKind, 'taint'> | undefined): Toleration[] {
  if (kind?.taint === undefined) return [];
  const { key, value, effect } = kind.taint;
  return [
    value === undefined ? { key, operator: 'Exists', effect } : { key, operator: 'Equal', value, effect },
  ];
}

function resolvePools(
  { pools }: Written,
  mode: NodeProvisioning,
  scope: ZoneScope,
  report: EnvironmentReport,
): NodePool[] | undefined {
  if (pools === undefined) return undefined;
  return Object.entries(pools).map(([name, written]) => {
    const existing = written.existing ?? false;
    if (!existing && mode.poolKind === undefined) {
      report(['nodes', 'pools', name], {
        code: 'pool-not-rendered',
        problem: `a node pool of ${mode.title} is not a Kubernetes object`,
        fix: 'make it elsewhere and write existing: true, so that services are checked against it',
      });
    }
    const path = ['nodes', 'pools', name, 'zones'];
    checkPoolZones(scope, written.zones ?? [], (code, index, parts) =>
      report([...path, index], { code, ...parts }),
    );
    refuseUnused(name, written, existing, mode, report);
    const { limits = {}, labels = {}, taints = [], terminationGracePeriod, expireAfter } = written;
    const architectures = [...new Set(written.architectures ?? ['amd64' as const])];
    return {
      name,
      existing,
      capacity: [...new Set(written.capacity ?? ['onDemand' as const])],
      architectures,
      zones: written.zones ?? scope.zones,
      families: written.families ?? [...new Set(architectures.flatMap((entry) => mode.families[entry]))],
      limits: canonicalQuantities(limits),
      labels,
      taints,
      ...(terminationGracePeriod === undefined ? {} : { terminationGracePeriod }),
      ...(expireAfter === undefined ? {} : { expireAfter }),
    };
  });
}

/** What is written about a pool and could reach no object. */
function refuseUnused(
  name: string,
  written: WrittenPool,
  existing: boolean,
  mode: NodeProvisioning,
  report: EnvironmentReport,
): void {
  const lifetime = ['terminationGracePeriod', 'expireAfter'] as const;
  const unused = existing
    ? (['families', 'limits', ...lifetime] as const)
    : mode.poolKind === 'compute-class'
      ? (['zones', 'limits', 'labels', 'taints', ...lifetime] as const)
      : [];
  for (const field of unused) {
    if (written[field] === undefined) continue;
    report(['nodes', 'pools', name, field], {
      code: 'provider-limit',
      problem: existing
        ? 'this pool is made elsewhere (existing: true), so the field has no effect here'
        : `the object that makes nodes with ${mode.title} has no such field`,
      got: field,
      fix: 'remove it',
    });
  }
}

/** What each kind of class takes beside the pools, and no other. */
const classFields: Readonly<Record<PoolKind, readonly (keyof Written)[]>> = {
  'ec2-node-class': ['role', 'image', 'diskSize'],
  'aks-node-class': ['image', 'diskSize'],
  'compute-class': ['diskSize'],
  'auto-mode-node-class': [],
};

function refuseUnusedOfClass(written: Written, nodes: Nodes, report: EnvironmentReport): void {
  const rendered = (nodes.pools ?? []).some((pool) => !pool.existing);
  const { poolKind, title } = nodes.nodes;
  const used = rendered && poolKind !== undefined ? classFields[poolKind] : [];
  for (const field of ['role', 'image', 'diskSize'] as const) {
    if (written[field] === undefined || used.includes(field)) continue;
    report(['nodes', field], {
      code: 'provider-limit',
      problem: rendered
        ? `the object that makes nodes with ${title} has no such field`
        : 'no node pool is rendered here, so the field has no effect',
      got: field,
      fix: 'remove it',
    });
  }
}

/** What the cloud's own class of nodes needs beside the pools. */
function checkClass(nodes: Nodes, report: EnvironmentReport): void {
  const rendered = (nodes.pools ?? []).filter((pool) => !pool.existing);
  if (rendered.length === 0) return;
  const { image } = nodes;
  const { poolKind } = nodes.nodes;
  if (poolKind !== undefined) checkDisk(poolKind, nodes.diskSize, report);
  for (const pool of rendered) if (poolKind !== undefined) checkPoolLabels(poolKind, pool, report);
  if (poolKind === 'aks-node-class' && image !== undefined && imageFamily(image) === undefined)
    report(['nodes', 'image'], { code: 'invalid-value', ...unknownFamily(image) });
  if (poolKind !== 'ec2-node-class') return;
  const needed = { cluster: nodes.cluster, 'nodes.role': nodes.role, 'nodes.image': image };
  const missing = Object.entries(needed).filter(([, value]) => value === undefined);
  if (missing.length > 0) {
    report(['nodes'], {
      code: 'missing-field',
      problem: 'an EC2NodeClass needs more fields',
      expected: missing.map(([name]) => name).join(', '),
    });
  }
  if (image !== undefined) checkImage(image, report);
}

/** An alias of a family of images with its version. */
function checkImage(image: string, report: EnvironmentReport): void {
  const broken = brokenAlias(image);
  const moving = movingImage(image);
  if (broken !== undefined) report(['nodes', 'image'], { code: 'invalid-value', ...broken });
  else if (moving !== undefined) report(['nodes', 'image'], { code: 'moving-image', ...moving });
}
