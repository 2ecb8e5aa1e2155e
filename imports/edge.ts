import { customKind } from './custom';

/** @see https://gateway-api.sigs.k8s.io/reference/spec/ */
const gatewayApi = 'gateway.networking.k8s.io/v1';
export class GatewayClass extends customKind(gatewayApi, 'GatewayClass') {}
export class Gateway extends customKind(gatewayApi, 'Gateway') {}
export class HTTPRoute extends customKind(gatewayApi, 'HTTPRoute') {}
export class GRPCRoute extends customKind(gatewayApi, 'GRPCRoute') {}
export class ReferenceGrant extends customKind(gatewayApi, 'ReferenceGrant') {}

/** @see https://cert-manager.io/docs/reference/api-docs/ */
export class Certificate extends customKind('cert-manager.io/v1', 'Certificate') {}

/** @see https://gateway.envoyproxy.io/docs/api/extension_types/ */
const envoyGateway = 'gateway.envoyproxy.io/v1alpha1';
export class EnvoyProxy extends customKind(envoyGateway, 'EnvoyProxy') {}
export class ClientTrafficPolicy extends customKind(envoyGateway, 'ClientTrafficPolicy') {}
export class BackendTrafficPolicy extends customKind(envoyGateway, 'BackendTrafficPolicy') {}
export class SecurityPolicy extends customKind(envoyGateway, 'SecurityPolicy') {}

/** @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/gateway/spec/ */
const awsGateway = 'gateway.k8s.aws/v1';
export class LoadBalancerConfiguration extends customKind(awsGateway, 'LoadBalancerConfiguration') {}
export class TargetGroupConfiguration extends customKind(awsGateway, 'TargetGroupConfiguration') {}
export class ListenerRuleConfiguration extends customKind(awsGateway, 'ListenerRuleConfiguration') {}

/** @see https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources */
const googleGateway = 'networking.gke.io/v1';
export class GCPGatewayPolicy extends customKind(googleGateway, 'GCPGatewayPolicy') {}
export class GCPBackendPolicy extends customKind(googleGateway, 'GCPBackendPolicy') {}
export class HealthCheckPolicy extends customKind(googleGateway, 'HealthCheckPolicy') {}

/** @see https://learn.microsoft.com/azure/application-gateway/for-containers/api-specification-kubernetes */
const azureGateway = 'alb.networking.azure.io/v1';
export class FrontendTLSPolicy extends customKind(azureGateway, 'FrontendTLSPolicy') {}
export class AzureHealthCheckPolicy extends customKind(azureGateway, 'HealthCheckPolicy') {}
