// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of networking.gke.io/v1 HealthCheckPolicy: controller-gen.kubebuilder.io/version (unknown), sha256 e6e8977e0a108578. */
export interface HealthCheckPolicySpec {
  default?: HealthCheckPolicyDefault;
  targetRef: HealthCheckPolicyTargetRef;
}

export interface HealthCheckPolicyGrpcHealthCheck {
  grpcServiceName?: string;
  port?: number;
  portName?: string;
  portSpecification?: "USE_FIXED_PORT" | "USE_NAMED_PORT" | "USE_SERVING_PORT";
}

export interface HealthCheckPolicyHttp2HealthCheck {
  host?: string;
  port?: number;
  portName?: string;
  portSpecification?: "USE_FIXED_PORT" | "USE_NAMED_PORT" | "USE_SERVING_PORT";
  proxyHeader?: "NONE" | "PROXY_V1";
  requestPath?: string;
  response?: string;
}

export interface HealthCheckPolicyTcpHealthCheck {
  port?: number;
  portName?: string;
  portSpecification?: "USE_FIXED_PORT" | "USE_NAMED_PORT" | "USE_SERVING_PORT";
  proxyHeader?: "NONE" | "PROXY_V1";
  request?: string;
  response?: string;
}

export interface HealthCheckPolicyConfig {
  grpcHealthCheck?: HealthCheckPolicyGrpcHealthCheck;
  http2HealthCheck?: HealthCheckPolicyHttp2HealthCheck;
  httpHealthCheck?: HealthCheckPolicyHttp2HealthCheck;
  httpsHealthCheck?: HealthCheckPolicyHttp2HealthCheck;
  tcpHealthCheck?: HealthCheckPolicyTcpHealthCheck;
  type?: "TCP" | "HTTP" | "HTTPS" | "HTTP2" | "GRPC";
}

export interface HealthCheckPolicyDefault {
  checkIntervalSec?: number;
  config?: HealthCheckPolicyConfig;
  healthyThreshold?: number;
  logConfig?: { enabled?: boolean; };
  timeoutSec?: number;
  unhealthyThreshold?: number;
}

export interface HealthCheckPolicyTargetRef {
  group: string;
  kind: string;
  name: string;
  namespace?: string;
}
