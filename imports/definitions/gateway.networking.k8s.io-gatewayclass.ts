// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of gateway.networking.k8s.io/v1 GatewayClass: gateway.networking.k8s.io/bundle-version v0.0.0-dev, gateway.networking.k8s.io/channel standard, sha256 4a8d738488d261d7. */
export interface GatewayClassSpec {
  controllerName: string;
  description?: string;
  parametersRef?: GatewayClassParametersRef;
}

export interface GatewayClassParametersRef {
  group: string;
  kind: string;
  name: string;
  namespace?: string;
}
