import type { Environment } from '../../model/environment/types';
import type { Service } from '../../model/service/types';
import type { ServiceNames } from '../metadata';
import { serviceNames } from '../metadata';
import type { ScaledWorkload, ScalingFacts } from './types';

export interface AutoscalerFacts {
  readonly names: ServiceNames;
  readonly workloads: readonly ScaledWorkload[];
}

export function autoscalerFacts(
  environment: Environment,
  facts: ScalingFacts,
  service: Service,
): AutoscalerFacts {
  return { names: serviceNames(environment, service), workloads: facts.get(service.name) ?? [] };
}
