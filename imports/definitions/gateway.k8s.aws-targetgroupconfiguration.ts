// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of gateway.k8s.aws/v1 TargetGroupConfiguration: controller-gen.kubebuilder.io/version v0.19.0, sha256 214f74a863915227. */
export interface TargetGroupConfigurationSpec {
  defaultConfiguration?: TargetGroupConfigurationDefaultConfiguration;
  routeConfigurations?: readonly TargetGroupConfigurationRouteConfigurations[];
  targetReference?: { group?: string; kind?: string; name: string; };
}

export interface TargetGroupConfigurationHealthCheckConfig {
  healthCheckInterval?: number;
  healthCheckPath?: string;
  healthCheckPort?: string;
  healthCheckProtocol?: "HTTP" | "HTTPS" | "TCP";
  healthCheckTimeout?: number;
  healthyThresholdCount?: number;
  matcher?: { grpcCode?: string; httpCode?: string; };
  unhealthyThresholdCount?: number;
}

export interface TargetGroupConfigurationMatchExpressions {
  key: string;
  operator: string;
  values?: readonly string[];
}

export interface TargetGroupConfigurationNodeSelector {
  matchExpressions?: readonly TargetGroupConfigurationMatchExpressions[];
  matchLabels?: Readonly<Record<string, string>>;
}

export interface TargetGroupConfigurationDefaultConfiguration {
  enableMultiCluster?: boolean;
  healthCheckConfig?: TargetGroupConfigurationHealthCheckConfig;
  ipAddressType?: "ipv4" | "ipv6";
  nodeSelector?: TargetGroupConfigurationNodeSelector;
  protocol?: "HTTP" | "HTTPS" | "TCP" | "TLS" | "UDP" | "TCP_UDP";
  protocolVersion?: "HTTP1" | "HTTP2" | "GRPC";
  tags?: Readonly<Record<string, string>>;
  targetControlPort?: number;
  targetGroupAttributes?: readonly ({ key: string; value: string; })[];
  targetGroupName?: string;
  targetType?: "instance" | "ip";
}

export interface TargetGroupConfigurationRouteConfigurations {
  routeIdentifier: { kind?: string; name?: string; namespace?: string; };
  targetGroupProps: TargetGroupConfigurationDefaultConfiguration;
}
