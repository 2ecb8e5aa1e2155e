// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of gateway.networking.k8s.io/v1 ReferenceGrant: gateway.networking.k8s.io/bundle-version v0.0.0-dev, gateway.networking.k8s.io/channel standard, sha256 98c67ffa94deebbf. */
export interface ReferenceGrantSpec {
  from: readonly ({ group: string; kind: string; namespace: string; })[];
  to: readonly ({ group: string; kind: string; name?: string; })[];
}
