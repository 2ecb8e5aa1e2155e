import type { Service } from '../types/service';
import { selectorMatches } from '../../lib/label-selectors';
import { podLabelsOf } from './service-selectors';
import type { PodPeer } from '../types/flow';

/** True where pods that a peer selects are those of a service of the platform. */
export function peerSelectsService(
  { namespaceSelector, podSelector }: PodPeer,
  service: Service,
  from: string,
): boolean {
  const name = namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'];
  const namespace = namespaceSelector === undefined ? from : name;
  return namespace === service.namespace && selectorMatches(podSelector ?? {}, podLabelsOf(service));
}
