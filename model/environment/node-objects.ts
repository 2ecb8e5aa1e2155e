import type { PoolKind } from '../../providers';
import type { NodePool } from '../types/node';
import type { EnvironmentReport } from './report';

/** Least and most GiB of a disk, as the definition of each kind of class says. */
const disks: Readonly<Record<PoolKind, readonly [least: number, most: number]>> = {
  'ec2-node-class': [1, 59_000],
  'aks-node-class': [30, 2048],
  'compute-class': [10, Infinity],
  'auto-mode-node-class': [1, Infinity],
};

/** A disk that the API server refuses in a class of nodes. */
export function checkDisk(kind: PoolKind, size: number, report: EnvironmentReport): void {
  const [least, most] = disks[kind];
  if (size >= least && size <= most) return;
  report(['nodes', 'diskSize'], {
    code: 'invalid-value',
    problem: 'the API server refuses a class of nodes with a disk of this size',
    got: `${size} GiB`,
    expected: most === Infinity ? `at least ${least} GiB` : `${least} to ${most} GiB`,
  });
}

/** Domains of labels that Karpenter sets itself, with those that a pool may set too. */
const ownDomains: readonly (readonly [domain: string, allowed: RegExp])[] = [
  ['karpenter.sh', /^karpenter\.sh\/capacity-type$/],
  [
    'karpenter.k8s.aws',
    /^karpenter\.k8s\.aws\/(instance-|capacity-reservation-|placement-group-|ec2nodeclass$|nitro-sandbox$)/,
  ],
];

/** Labels that only Karpenter and the kubelet may set: the API server refuses the pool. */
export function checkPoolLabels(kind: PoolKind, { name, labels }: NodePool, report: EnvironmentReport): void {
  if (kind === 'compute-class') return;
  const domains = kind === 'aks-node-class' ? ownDomains.slice(0, 1) : ownDomains;
  for (const key of Object.keys(labels)) {
    const [domain = ''] = key.split('/');
    const isOwn = domains.some(([own, allowed]) => domain.endsWith(own) && !allowed.test(key));
    if (!isOwn && key !== 'kubernetes.io/hostname') continue;
    report(['nodes', 'pools', name, 'labels', key], {
      code: 'conflicting-fields',
      problem: 'Karpenter or the node itself sets this label, and the API server refuses a pool that does',
      got: key,
      fix: 'remove it',
    });
  }
}
