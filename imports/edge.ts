import { customKind } from './custom';
import type { BackendTrafficPolicySpec } from './definitions/gateway.envoyproxy.io-backendtrafficpolicy';
import type { CertificateSpec } from './definitions/cert-manager.io-certificate';
import type { ClientTrafficPolicySpec } from './definitions/gateway.envoyproxy.io-clienttrafficpolicy';
import type { EnvoyProxySpec } from './definitions/gateway.envoyproxy.io-envoyproxy';
import type { GCPBackendPolicySpec } from './definitions/networking.gke.io-gcpbackendpolicy';
import type { GCPGatewayPolicySpec } from './definitions/networking.gke.io-gcpgatewaypolicy';
import type { GRPCRouteSpec } from './definitions/gateway.networking.k8s.io-grpcroute';
import type { GatewayClassSpec } from './definitions/gateway.networking.k8s.io-gatewayclass';
import type { GatewaySpec } from './definitions/gateway.networking.k8s.io-gateway';
import type { HTTPRouteSpec } from './definitions/gateway.networking.k8s.io-httproute';
import type { HealthCheckPolicySpec } from './definitions/networking.gke.io-healthcheckpolicy';
import type { ListenerRuleConfigurationSpec } from './definitions/gateway.k8s.aws-listenerruleconfiguration';
import type { LoadBalancerConfigurationSpec } from './definitions/gateway.k8s.aws-loadbalancerconfiguration';
import type { ReferenceGrantSpec } from './definitions/gateway.networking.k8s.io-referencegrant';
import type { SecurityPolicySpec } from './definitions/gateway.envoyproxy.io-securitypolicy';
import type { TargetGroupConfigurationSpec } from './definitions/gateway.k8s.aws-targetgroupconfiguration';
import type { AzureHealthCheckPolicySpec, FrontendTLSPolicySpec } from './unpublished';

/** @see https://gateway-api.sigs.k8s.io/reference/spec/ */
const gatewayApi = 'gateway.networking.k8s.io/v1';
export class GatewayClass extends customKind<GatewayClassSpec>(gatewayApi, 'GatewayClass') {}
export class Gateway extends customKind<GatewaySpec>(gatewayApi, 'Gateway') {}
export class HTTPRoute extends customKind<HTTPRouteSpec>(gatewayApi, 'HTTPRoute') {}
export class GRPCRoute extends customKind<GRPCRouteSpec>(gatewayApi, 'GRPCRoute') {}
export class ReferenceGrant extends customKind<ReferenceGrantSpec>(gatewayApi, 'ReferenceGrant') {}

/** @see https://cert-manager.io/docs/reference/api-docs/ */
export class Certificate extends customKind<CertificateSpec>('cert-manager.io/v1', 'Certificate') {}

/** @see https://gateway.envoyproxy.io/docs/api/extension_types/ */
const envoyGateway = 'gateway.envoyproxy.io/v1alpha1';
export class EnvoyProxy extends customKind<EnvoyProxySpec>(envoyGateway, 'EnvoyProxy') {}
export class ClientTrafficPolicy extends customKind<ClientTrafficPolicySpec>(
  envoyGateway,
  'ClientTrafficPolicy',
) {}
export class BackendTrafficPolicy extends customKind<BackendTrafficPolicySpec>(
  envoyGateway,
  'BackendTrafficPolicy',
) {}
export class SecurityPolicy extends customKind<SecurityPolicySpec>(envoyGateway, 'SecurityPolicy') {}

/** @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/gateway/spec/ */
const awsGateway = 'gateway.k8s.aws/v1';
export class LoadBalancerConfiguration extends customKind<LoadBalancerConfigurationSpec>(
  awsGateway,
  'LoadBalancerConfiguration',
) {}
export class TargetGroupConfiguration extends customKind<TargetGroupConfigurationSpec>(
  awsGateway,
  'TargetGroupConfiguration',
) {}
export class ListenerRuleConfiguration extends customKind<ListenerRuleConfigurationSpec>(
  awsGateway,
  'ListenerRuleConfiguration',
) {}

/** @see https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources */
const googleGateway = 'networking.gke.io/v1';
export class GCPGatewayPolicy extends customKind<GCPGatewayPolicySpec>(googleGateway, 'GCPGatewayPolicy') {}
export class GCPBackendPolicy extends customKind<GCPBackendPolicySpec>(googleGateway, 'GCPBackendPolicy') {}
export class HealthCheckPolicy extends customKind<HealthCheckPolicySpec>(
  googleGateway,
  'HealthCheckPolicy',
) {}

/** @see https://learn.microsoft.com/azure/application-gateway/for-containers/api-specification-kubernetes */
const azureGateway = 'alb.networking.azure.io/v1';
export class FrontendTLSPolicy extends customKind<FrontendTLSPolicySpec>(azureGateway, 'FrontendTLSPolicy') {}
export class AzureHealthCheckPolicy extends customKind<AzureHealthCheckPolicySpec>(
  azureGateway,
  'HealthCheckPolicy',
) {}

export type { BackendTrafficPolicySpec } from './definitions/gateway.envoyproxy.io-backendtrafficpolicy';
export type { CertificateSpec } from './definitions/cert-manager.io-certificate';
export type { ClientTrafficPolicySpec } from './definitions/gateway.envoyproxy.io-clienttrafficpolicy';
export type { EnvoyProxySpec } from './definitions/gateway.envoyproxy.io-envoyproxy';
export type { GCPBackendPolicySpec } from './definitions/networking.gke.io-gcpbackendpolicy';
export type { GCPGatewayPolicySpec } from './definitions/networking.gke.io-gcpgatewaypolicy';
export type { GRPCRouteSpec } from './definitions/gateway.networking.k8s.io-grpcroute';
export type { GatewayClassSpec } from './definitions/gateway.networking.k8s.io-gatewayclass';
export type { GatewaySpec } from './definitions/gateway.networking.k8s.io-gateway';
export type { HTTPRouteSpec } from './definitions/gateway.networking.k8s.io-httproute';
export type { HealthCheckPolicySpec } from './definitions/networking.gke.io-healthcheckpolicy';
export type { ListenerRuleConfigurationSpec } from './definitions/gateway.k8s.aws-listenerruleconfiguration';
export type { LoadBalancerConfigurationSpec } from './definitions/gateway.k8s.aws-loadbalancerconfiguration';
export type { ReferenceGrantSpec } from './definitions/gateway.networking.k8s.io-referencegrant';
export type { SecurityPolicySpec } from './definitions/gateway.envoyproxy.io-securitypolicy';
export type { TargetGroupConfigurationSpec } from './definitions/gateway.k8s.aws-targetgroupconfiguration';
export type { AzureHealthCheckPolicySpec, FrontendTLSPolicySpec } from './unpublished';
