import type { Environment } from '../../model/types/environment';
import type { Service } from '../../model/types/service';
import type { ServiceNames } from '../metadata';
import { serviceNames } from '../metadata';

export interface WorkloadFacts extends Pick<
  Service,
  'workloads' | 'kubernetesServices' | 'serviceAccount' | 'configMaps' | 'claims'
> {
  readonly names: ServiceNames;
}

export function workloadFacts(environment: Environment, service: Service): WorkloadFacts {
  const { workloads, kubernetesServices, serviceAccount, configMaps, claims } = service;
  const account = serviceAccount === undefined ? {} : { serviceAccount };
  return {
    names: serviceNames(environment, service),
    workloads,
    kubernetesServices,
    ...account,
    configMaps,
    claims,
  };
}
