import { kind } from './object';

/** An object whose spec is judged by its operator's definition, not by a type. */
interface Custom {
  readonly spec: object;
}

/** @see https://gateway-api.sigs.k8s.io/reference/spec/ */
const gatewayApi = 'gateway.networking.k8s.io/v1';
export class GatewayClass extends kind<Custom>(gatewayApi, 'GatewayClass') {}
export class Gateway extends kind<Custom>(gatewayApi, 'Gateway') {}
export class HTTPRoute extends kind<Custom>(gatewayApi, 'HTTPRoute') {}
export class GRPCRoute extends kind<Custom>(gatewayApi, 'GRPCRoute') {}
export class ReferenceGrant extends kind<Custom>(gatewayApi, 'ReferenceGrant') {}

/** @see https://cert-manager.io/docs/reference/api-docs/ */
export class Certificate extends kind<Custom>('cert-manager.io/v1', 'Certificate') {}

/** @see https://gateway.envoyproxy.io/docs/api/extension_types/ */
const envoyGateway = 'gateway.envoyproxy.io/v1alpha1';
export class EnvoyProxy extends kind<Custom>(envoyGateway, 'EnvoyProxy') {}
export class ClientTrafficPolicy extends kind<Custom>(envoyGateway, 'ClientTrafficPolicy') {}
export class BackendTrafficPolicy extends kind<Custom>(envoyGateway, 'BackendTrafficPolicy') {}
export class SecurityPolicy extends kind<Custom>(envoyGateway, 'SecurityPolicy') {}

/** @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/gateway/spec/ */
const awsGateway = 'gateway.k8s.aws/v1';
export class LoadBalancerConfiguration extends kind<Custom>(awsGateway, 'LoadBalancerConfiguration') {}
export class TargetGroupConfiguration extends kind<Custom>(awsGateway, 'TargetGroupConfiguration') {}
export class ListenerRuleConfiguration extends kind<Custom>(awsGateway, 'ListenerRuleConfiguration') {}

/** @see https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources */
const googleGateway = 'networking.gke.io/v1';
export class GCPGatewayPolicy extends kind<Custom>(googleGateway, 'GCPGatewayPolicy') {}
export class GCPBackendPolicy extends kind<Custom>(googleGateway, 'GCPBackendPolicy') {}
export class HealthCheckPolicy extends kind<Custom>(googleGateway, 'HealthCheckPolicy') {}

/** @see https://learn.microsoft.com/azure/application-gateway/for-containers/api-specification-kubernetes */
const azureGateway = 'alb.networking.azure.io/v1';
export class FrontendTLSPolicy extends kind<Custom>(azureGateway, 'FrontendTLSPolicy') {}
export class AzureHealthCheckPolicy extends kind<Custom>(azureGateway, 'HealthCheckPolicy') {}
