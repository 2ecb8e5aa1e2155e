// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of keda.sh/v1alpha1 TriggerAuthentication: controller-gen.kubebuilder.io/version v0.20.1, sha256 c9511753fe4d0abb. */
export interface TriggerAuthenticationSpec {
  awsSecretManager?: TriggerAuthenticationAwsSecretManager;
  azureKeyVault?: TriggerAuthenticationAzureKeyVault;
  boundServiceAccountToken?: readonly ({ parameter: string; serviceAccountName: string; })[];
  configMapTargetRef?: readonly ({ key: string; name: string; parameter: string; })[];
  env?: readonly ({ containerName?: string; name: string; parameter: string; })[];
  filePath?: string;
  gcpSecretManager?: TriggerAuthenticationGcpSecretManager;
  hashiCorpVault?: TriggerAuthenticationHashiCorpVault;
  oauth2?: TriggerAuthenticationOauth2;
  podIdentity?: TriggerAuthenticationPodIdentity;
  secretTargetRef?: readonly ({ key: string; name: string; parameter: string; })[];
}

export interface TriggerAuthenticationValueFrom {
  secretKeyRef: { key: string; name: string; };
}

export interface TriggerAuthenticationCredentials {
  accessKey: { valueFrom: TriggerAuthenticationValueFrom; };
  accessSecretKey: { valueFrom: TriggerAuthenticationValueFrom; };
  accessToken?: { valueFrom: TriggerAuthenticationValueFrom; };
}

export interface TriggerAuthenticationPodIdentity {
  externalID?: string;
  identityAuthorityHost?: string;
  identityId?: string;
  identityOwner?: "keda" | "workload";
  identityTenantId?: string;
  provider: "azure-workload" | "gcp" | "aws" | "aws-eks" | "none";
  roleArn?: string;
}

export interface TriggerAuthenticationSecrets {
  name: string;
  parameter: string;
  secretKey?: string;
  versionId?: string;
  versionStage?: string;
}

export interface TriggerAuthenticationAwsSecretManager {
  credentials?: TriggerAuthenticationCredentials;
  podIdentity?: TriggerAuthenticationPodIdentity;
  region?: string;
  secrets: readonly TriggerAuthenticationSecrets[];
}

export interface TriggerAuthenticationCloud {
  activeDirectoryEndpoint?: string;
  keyVaultResourceURL?: string;
  type: string;
}

export interface TriggerAuthenticationAzureKeyVaultCredentials {
  clientId: string;
  clientSecret: { valueFrom: TriggerAuthenticationValueFrom; };
  tenantId: string;
}

export interface TriggerAuthenticationAzureKeyVault {
  cloud?: TriggerAuthenticationCloud;
  credentials?: TriggerAuthenticationAzureKeyVaultCredentials;
  podIdentity?: TriggerAuthenticationPodIdentity;
  secrets: readonly ({ name: string; parameter: string; version?: string; })[];
  vaultUri: string;
}

export interface TriggerAuthenticationGcpSecretManagerCredentials {
  clientSecret: { valueFrom: TriggerAuthenticationValueFrom; };
}

export interface TriggerAuthenticationGcpSecretManager {
  credentials?: TriggerAuthenticationGcpSecretManagerCredentials;
  podIdentity?: TriggerAuthenticationPodIdentity;
  secrets: readonly ({ id: string; parameter: string; version?: string; })[];
}

export interface TriggerAuthenticationCredential {
  serviceAccount?: string;
  serviceAccountName?: string;
  token?: string;
}

export interface TriggerAuthenticationPkiData {
  altNames?: string;
  commonName?: string;
  format?: string;
  ipSans?: string;
  otherSans?: string;
  ttl?: string;
  uriSans?: string;
}

export interface TriggerAuthenticationHashiCorpVaultSecrets {
  key: string;
  parameter: string;
  path: string;
  pkiData?: TriggerAuthenticationPkiData;
  type?: "" | "secretV2" | "secret" | "pki";
}

export interface TriggerAuthenticationHashiCorpVault {
  address: string;
  authentication: "token" | "kubernetes";
  credential?: TriggerAuthenticationCredential;
  mount?: string;
  namespace?: string;
  role?: string;
  secrets: readonly TriggerAuthenticationHashiCorpVaultSecrets[];
}

export interface TriggerAuthenticationOauth2 {
  clientId: string;
  clientSecret?: { valueFrom: TriggerAuthenticationValueFrom; };
  scopes?: readonly string[];
  tokenUrl: string;
  tokenUrlParams?: Readonly<Record<string, string>>;
  type?: "clientCredentials";
}
