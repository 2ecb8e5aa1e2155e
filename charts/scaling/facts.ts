import type { Environment, Service, Workload } from '../../model/types';
import type { ServiceNames } from '../metadata';
import { serviceNames } from '../metadata';

/** A workload and what scales it. */
export type Scaled = Pick<Workload, 'name' | 'kind' | 'autoscaler' | 'scaledObject' | 'verticalAutoscaler'>;

export interface ScalingFacts {
  readonly names: ServiceNames;
  readonly workloads: readonly Scaled[];
}

export function scalingFacts(environment: Environment, service: Service): ScalingFacts {
  const workloads = service.workloads.map(
    ({ name, kind, autoscaler, scaledObject, verticalAutoscaler }): Scaled => ({
      name,
      kind,
      ...(autoscaler === undefined ? {} : { autoscaler }),
      ...(scaledObject === undefined ? {} : { scaledObject }),
      ...(verticalAutoscaler === undefined ? {} : { verticalAutoscaler }),
    }),
  );
  return { names: serviceNames(environment, service), workloads };
}
