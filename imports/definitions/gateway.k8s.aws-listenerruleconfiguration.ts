// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of gateway.k8s.aws/v1 ListenerRuleConfiguration: controller-gen.kubebuilder.io/version v0.19.0, sha256 83f5e48a4ff02a99. */
export interface ListenerRuleConfigurationSpec {
  actions?: readonly ListenerRuleConfigurationActions[];
  conditions?: readonly ListenerRuleConfigurationConditions[];
  tags?: Readonly<Record<string, string>>;
}

export interface ListenerRuleConfigurationAuthenticateCognitoConfig {
  authenticationRequestExtraParams?: Readonly<Record<string, string>>;
  onUnauthenticatedRequest?: "deny" | "allow" | "authenticate";
  scope?: string;
  sessionCookieName?: string;
  sessionTimeout?: number;
  userPoolArn: string;
  userPoolClientId: string;
  userPoolDomain: string;
}

export interface ListenerRuleConfigurationAuthenticateOIDCConfig {
  authenticationRequestExtraParams?: Readonly<Record<string, string>>;
  authorizationEndpoint: string;
  issuer: string;
  onUnauthenticatedRequest?: "deny" | "allow" | "authenticate";
  scope?: string;
  secret: { name: string; };
  sessionCookieName?: string;
  sessionTimeout?: number;
  tokenEndpoint: string;
  useExistingClientSecret?: boolean;
  userInfoEndpoint: string;
}

export interface ListenerRuleConfigurationFixedResponseConfig {
  contentType?: "text/plain" | "text/css" | "text/html" | "application/javascript" | "application/json";
  messageBody?: string;
  statusCode: number;
}

export interface ListenerRuleConfigurationForwardConfig {
  targetGroupStickinessConfig?: { durationSeconds?: number; enabled?: boolean; };
}

export interface ListenerRuleConfigurationAdditionalClaims {
  format: "single-string" | "string-array" | "space-separated-values";
  name: string;
  values: readonly string[];
}

export interface ListenerRuleConfigurationJwtValidationConfig {
  additionalClaims?: readonly ListenerRuleConfigurationAdditionalClaims[];
  issuer: string;
  jwksEndpoint: string;
}

export interface ListenerRuleConfigurationActions {
  authenticateCognitoConfig?: ListenerRuleConfigurationAuthenticateCognitoConfig;
  authenticateOIDCConfig?: ListenerRuleConfigurationAuthenticateOIDCConfig;
  fixedResponseConfig?: ListenerRuleConfigurationFixedResponseConfig;
  forwardConfig?: ListenerRuleConfigurationForwardConfig;
  jwtValidationConfig?: ListenerRuleConfigurationJwtValidationConfig;
  redirectConfig?: { query?: string; };
  type: "forward" | "fixed-response" | "redirect" | "authenticate-cognito" | "authenticate-oidc" | "jwt-validation";
}

export interface ListenerRuleConfigurationConditions {
  field: "source-ip";
  matchIndexes?: readonly number[];
  sourceIPConfig?: { values: readonly string[]; };
}
