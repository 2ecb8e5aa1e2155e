import type { Contributor } from '../../model/flows/contribution';
import { podsOfCluster, tcp } from '../../model/flows/peers';
import type { Flow } from '../../model/types/flow';
import type { MeshFacts } from './types';

/** Proxies of a mesh are configured by its control plane, and hand on the kubelet's probes. */
export function meshFlows({ mesh }: MeshFacts): Contributor {
  if (mesh === undefined) return () => ({});
  const egress = mesh.controlPlane.map((pods): Flow => ({
    peer: podsOfCluster(pods),
    ports: tcp(...pods.ports),
    because: { kind: 'control-plane', of: mesh.title },
  }));
  const ingress = mesh.probes.map((cidr): Flow => ({
    peer: { kind: 'range', name: 'probes', cidr, except: [] },
    // The mesh hands on whatever the kubelet asks for.
    ports: [],
    because: { kind: 'probes', of: mesh.title },
  }));
  return () => ({ ingress, egress });
}
