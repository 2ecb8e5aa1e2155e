import type { Environment } from '../../model/types/environment';
import type { Service } from '../../model/types/service';
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
