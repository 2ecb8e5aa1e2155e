// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of gateway.networking.k8s.io/v1 Gateway: gateway.networking.k8s.io/bundle-version v0.0.0-dev, gateway.networking.k8s.io/channel standard, sha256 d8bd6a4f2e43a4dd. */
export interface GatewaySpec {
  addresses?: readonly ({ type?: string; value?: string; })[];
  allowedListeners?: { namespaces?: GatewayNamespaces; };
  gatewayClassName: string;
  infrastructure?: GatewayInfrastructure;
  listeners: readonly GatewayListeners[];
  tls?: GatewayTls14;
}

export interface GatewayMatchExpressions {
  key: string;
  operator: string;
  values?: readonly string[];
}

export interface GatewaySelector {
  matchExpressions?: readonly GatewayMatchExpressions[];
  matchLabels?: Readonly<Record<string, string>>;
}

export interface GatewayNamespaces {
  from?: "All" | "Selector" | "Same" | "None";
  selector?: GatewaySelector;
}

export interface GatewayInfrastructure {
  annotations?: Readonly<Record<string, string>>;
  labels?: Readonly<Record<string, string>>;
  parametersRef?: { group: string; kind: string; name: string; };
}

export interface GatewayAllowedRoutesNamespaces {
  from?: "All" | "Selector" | "Same";
  selector?: GatewaySelector;
}

export interface GatewayAllowedRoutes {
  kinds?: readonly ({ group?: string; kind: string; })[];
  namespaces?: GatewayAllowedRoutesNamespaces;
}

export interface GatewayCertificateRefs {
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
}

export interface GatewayTls {
  certificateRefs?: readonly GatewayCertificateRefs[];
  mode?: "Terminate" | "Passthrough";
  options?: Readonly<Record<string, string>>;
}

export interface GatewayListeners {
  allowedRoutes?: GatewayAllowedRoutes;
  hostname?: string;
  name: string;
  port: number;
  protocol: string;
  tls?: GatewayTls;
}

export interface GatewayCaCertificateRefs {
  group: string;
  kind: string;
  name: string;
  namespace?: string;
}

export interface GatewayValidation {
  caCertificateRefs: readonly GatewayCaCertificateRefs[];
  mode?: "AllowValidOnly" | "AllowInsecureFallback";
}

export interface GatewayPerPort {
  port: number;
  tls: { validation?: GatewayValidation; };
}

export interface GatewayFrontend {
  default: { validation?: GatewayValidation; };
  perPort?: readonly GatewayPerPort[];
}

export interface GatewayTls14 {
  backend?: { clientCertificateRef?: GatewayCertificateRefs; };
  frontend?: GatewayFrontend;
}
