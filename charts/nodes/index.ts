import type { Construct } from 'constructs';
import * as operators from '../../imports/operators';
import type { Environment, NodePoolObject } from '../../model/types';
import { platformMetadata } from '../metadata';

const kinds = {
  NodePool: operators.NodePool,
  EC2NodeClass: operators.EC2NodeClass,
  AKSNodeClass: operators.AKSNodeClass,
  ComputeClass: operators.ComputeClass,
} as const;

/** An object that makes nodes. */
export function renderNodePool(scope: Construct, environment: Environment, entry: NodePoolObject): void {
  const { kind, name, spec, causes } = entry;
  new kinds[kind](scope, { metadata: platformMetadata(environment, name), spec }, causes);
}
