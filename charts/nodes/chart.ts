import type { Construct } from 'constructs';
import * as operators from '../../imports/operators';
import { platformMetadata } from '../metadata';
import type { NodePoolFacts } from './facts';

const kinds = {
  NodePool: operators.NodePool,
  EC2NodeClass: operators.EC2NodeClass,
  AKSNodeClass: operators.AKSNodeClass,
  ComputeClass: operators.ComputeClass,
} as const;

/** The kind and its spec belong together: NodePoolObject holds them in pairs. */
type KindOf<Spec> = operators.OperatorKind<Spec>;

/** Objects that make nodes. */
export function renderNodePools(scope: Construct, { names, pools }: NodePoolFacts): void {
  for (const { kind, name, spec, causes } of pools) {
    const Kind = kinds[kind] as KindOf<typeof spec>;
    new Kind(scope, { metadata: platformMetadata(names, name), spec }, causes);
  }
}
