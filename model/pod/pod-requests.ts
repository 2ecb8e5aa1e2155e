import { parseQuantity } from '../../lib/quantity';
import type { Container } from '../types/pod';

export const computeResources = ['requests.cpu', 'requests.memory', 'limits.memory'] as const;
type ComputeResource = (typeof computeResources)[number];

/** Of one pod, in 10^-9 units; undefined where a container does not say it. */
export type PodRequests = Readonly<Record<ComputeResource, bigint | undefined>>;

/** The sum over containers, or the largest init container beside the sidecars if that is more. */
export function requestsPerPod(
  containers: readonly Container[],
  initContainers: readonly Container[],
): PodRequests {
  const isSidecar = (container: Container) => container.rest.restartPolicy === 'Always';
  const running = [...containers, ...initContainers.filter(isSidecar)];
  const sidecars = initContainers.filter(isSidecar);
  const steady = (resource: ComputeResource) => total(running, resource);
  const starting = (resource: ComputeResource) =>
    initContainers
      .filter((container) => !isSidecar(container))
      .map((container) => total([container, ...sidecars], resource));
  const demand = (resource: ComputeResource): bigint | undefined => {
    const all = [steady(resource), ...starting(resource)];
    return all.reduce((a, b) => (a === undefined || b === undefined ? undefined : a > b ? a : b));
  };
  return {
    'requests.cpu': demand('requests.cpu'),
    'requests.memory': demand('requests.memory'),
    'limits.memory': demand('limits.memory'),
  };
}

function total(containers: readonly Container[], resource: ComputeResource): bigint | undefined {
  let sum = 0n;
  for (const container of containers) {
    const amount = amountOf(container, resource);
    if (amount === undefined) return undefined;
    sum += amount;
  }
  return sum;
}

/** A request that is not written equals the limit, as in the API server. */
function amountOf({ resources }: Container, resource: ComputeResource): bigint | undefined {
  const { requests, limits } = resources;
  const written =
    resource === 'requests.cpu'
      ? (requests['cpu'] ?? limits['cpu'])
      : resource === 'requests.memory'
        ? (requests['memory'] ?? limits['memory'])
        : limits['memory'];
  return written === undefined ? undefined : parseQuantity(written);
}
