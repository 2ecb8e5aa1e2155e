import type { Environment } from '../../model/types/environment';
import type { NodePoolObject } from '../../model/types/node';
import type { PlatformNames } from '../metadata';
import { platformNames } from '../metadata';

export interface NodePoolFacts {
  readonly names: PlatformNames;
  readonly pools: readonly NodePoolObject[];
}

export function nodePoolFacts(environment: Environment, pools: readonly NodePoolObject[]): NodePoolFacts {
  return { names: platformNames(environment), pools };
}
