import type {
  AKSNodeClassSpec,
  ComputeClassSpec,
  EC2NodeClassSpec,
  NodePoolSpec,
} from '../../imports/operators';
import { fieldsOf } from '../../lib/json';
import { locate } from '../../spec/layers';
import { zoneLabel } from '../../model/capacity/node-requirements';
import type { EnvironmentChain } from '../../model/environment/environments';
import type { Nodes } from '../../model/environment/nodes';
import { imageFamily } from '../../model/environment/node-image';
import { poolObjectName } from '../../model/environment/nodes';
import type { NodePart, NodePool, NodePoolObject } from '../../model/types/node';
import type { CapacityType } from '../../model/types/capacity';

type Taint = NonNullable<NodePoolSpec['template']['spec']['taints']>[number];
type Template = NodePoolSpec['template'];
type MachinePriority = NonNullable<ComputeClassSpec['priorities']>[number];

/**
 * The objects that make the environment's nodes; none for pools that are made elsewhere. `timeouts` has by pool how long its
 * nodes wait for their pods.
 */
export function resolveNodePools(
  platform: string,
  chain: EnvironmentChain,
  nodes: Nodes,
  timeouts: ReadonlyMap<string, string>,
): NodePoolObject[] {
  const { poolKind } = nodes.nodes;
  const own = (nodes.pools ?? []).filter((pool) => !pool.existing);
  if (poolKind === undefined || own.length === 0) return [];
  const withCauses = (path: readonly string[], part: NodePart): NodePoolObject => {
    const location = locate(chain.layered, path);
    return { ...part, causes: location === undefined ? [] : [location] };
  };
  const pools = own.flatMap((pool) => {
    const parts =
      poolKind === 'compute-class'
        ? pool.capacity.map((type) => computeClass(platform, nodes, pool, type))
        : [
            {
              kind: 'NodePool' as const,
              name: `${platform}-${pool.name}`,
              spec: nodePool(platform, nodes, poolKind, pool, timeouts),
            },
          ];
    return parts.map((part) => withCauses(['nodes', 'pools', pool.name], part));
  });
  const nodeClass = classOf(platform, nodes);
  return nodeClass === undefined ? pools : [withCauses(['nodes'], nodeClass), ...pools];
}

const capacityValue: Readonly<Record<CapacityType, readonly string[]>> = {
  onDemand: ['on-demand', 'reserved'],
  spot: ['spot'],
};

/** Where each operator's NodePool finds the class of its nodes, and how it names the families of machines. */
const classes = {
  'ec2-node-class': {
    group: 'karpenter.k8s.aws',
    kind: 'EC2NodeClass',
    family: 'karpenter.k8s.aws/instance-family',
  },
  'auto-mode-node-class': {
    group: 'eks.amazonaws.com',
    kind: 'NodeClass',
    family: 'eks.amazonaws.com/instance-family',
  },
  'aks-node-class': {
    group: 'karpenter.azure.com',
    kind: 'AKSNodeClass',
    family: 'karpenter.azure.com/sku-family',
  },
} as const satisfies Readonly<Record<string, Record<'group' | 'kind' | 'family', string>>>;

/**
 * A NodePool of Karpenter. Nodes are consolidated a tenth at a time, and live at most 30 days, so that they take patches.
 * @see https://karpenter.sh/docs/concepts/nodepools/
 */
function nodePool(
  platform: string,
  { nodes }: Nodes,
  poolKind: keyof typeof classes,
  pool: NodePool,
  timeouts: ReadonlyMap<string, string>,
): NodePoolSpec {
  const { group, kind, family } = classes[poolKind];
  const reserved = poolKind !== 'aks-node-class';
  const capacities = pool.capacity
    .flatMap((type) => capacityValue[type])
    .filter((value) => reserved || value !== 'reserved');
  const requirement = (key: string, values: readonly string[]): Template['spec']['requirements'] =>
    values.length === 0 ? [] : [{ key, operator: 'In', values: [...values] }];
  return {
    template: {
      ...fieldsOf<Partial<Template>>({
        metadata: fieldsOf<NonNullable<Template['metadata']>>({ labels: { ...pool.labels } }),
      }),
      spec: fieldsOf<Template['spec']>({
        nodeClassRef: { group, kind, name: poolKind === 'auto-mode-node-class' ? 'default' : platform },
        requirements: [
          ...requirement('karpenter.sh/capacity-type', capacities),
          ...requirement('kubernetes.io/arch', pool.architectures),
          ...requirement('kubernetes.io/os', ['linux']),
          ...requirement(zoneLabel, pool.zones),
          ...requirement(family, pool.families),
        ],
        // The definition takes a value that is missing, but not one of no letters.
        taints: pool.taints.map(({ value, ...taint }) =>
          fieldsOf<Taint>({ ...taint, value: value === '' ? undefined : value }),
        ),
        expireAfter: pool.expireAfter ?? nodes.expireAfter,
        terminationGracePeriod: timeouts.get(pool.name),
      }),
    },
    ...fieldsOf<Partial<NodePoolSpec>>({ limits: { ...pool.limits } }),
    disruption: {
      consolidationPolicy: 'WhenEmptyOrUnderutilized',
      consolidateAfter: '1m',
      budgets: [{ nodes: '10%' }],
    },
  };
}

/** The class that all rendered pools of an environment share. Auto Mode and GKE bring their own. */
function classOf(platform: string, nodes: Nodes): NodePart | undefined {
  if (nodes.nodes.poolKind === 'ec2-node-class')
    return { kind: 'EC2NodeClass', name: platform, spec: ec2Class(nodes) };
  if (nodes.nodes.poolKind !== 'aks-node-class') return undefined;
  const { image, diskSize } = nodes;
  // Encryption at the host covers the operating system's disk, temporary disks and their caches.
  const security = { encryptionAtHost: true };
  const spec = fieldsOf<AKSNodeClassSpec>({
    imageFamily: imageFamily(image),
    osDiskSizeGB: diskSize,
    security,
  });
  return { kind: 'AKSNodeClass', name: platform, spec };
}

/** Encrypted disks; IMDSv2 with one hop, so that pods don't reach the node's credentials. */
function ec2Class({ cluster = '', role = '', image = '', diskSize }: Nodes): EC2NodeClassSpec {
  const discovered = [{ tags: { 'karpenter.sh/discovery': cluster } }];
  return {
    role,
    amiSelectorTerms: [{ alias: image }],
    subnetSelectorTerms: discovered,
    securityGroupSelectorTerms: discovered,
    metadataOptions: {
      httpEndpoint: 'enabled',
      httpProtocolIPv6: 'disabled',
      httpPutResponseHopLimit: 1,
      httpTokens: 'required',
    },
    blockDeviceMappings: disks(image, diskSize),
  };
}

type Disk = NonNullable<EC2NodeClassSpec['blockDeviceMappings']>[number];

/** Bottlerocket keeps images and ephemeral storage on a disk beside that of the system. @see https://bottlerocket.dev/ */
function disks(image: string, diskSize: number): Disk[] {
  const disk = (deviceName: string, size: number, more: Disk = {}): Disk => ({
    deviceName,
    ...more,
    ebs: { volumeSize: `${size}Gi`, volumeType: 'gp3', encrypted: true, deleteOnTermination: true },
  });
  return image.startsWith('bottlerocket')
    ? [disk('/dev/xvda', 4), disk('/dev/xvdb', diskSize, { rootVolume: true })]
    : [disk('/dev/xvda', diskSize, { rootVolume: true })];
}

/**
 * One class for each capacity: with spot and on-demand in one, a pod could not say which it gets.
 * @see https://cloud.google.com/kubernetes-engine/docs/concepts/about-custom-compute-classes
 */
function computeClass(platform: string, { diskSize }: Nodes, pool: NodePool, type: CapacityType): NodePart {
  const storage = { bootDiskSize: diskSize };
  const priorities = pool.families.map((machineFamily): MachinePriority => ({
    machineFamily,
    spot: type === 'spot',
    storage,
  }));
  return {
    kind: 'ComputeClass',
    name: poolObjectName(platform, pool, type),
    spec: {
      priorities,
      nodePoolAutoCreation: { enabled: true },
      // Rather Pending than on machines that nobody asked for.
      whenUnsatisfiable: 'DoNotScaleUp',
      autoscalingPolicy: { consolidationDelayMinutes: 5 },
      activeMigration: { optimizeRulePriority: true },
    },
  };
}
