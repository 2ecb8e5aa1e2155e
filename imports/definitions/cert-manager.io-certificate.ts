// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of cert-manager.io/v1 Certificate: controller-gen.kubebuilder.io/version v0.21.0, sha256 78c12be3381ae97f. */
export interface CertificateSpec {
  additionalOutputFormats?: readonly ({ type: "DER" | "CombinedPEM"; })[];
  commonName?: string;
  dnsNames?: readonly string[];
  duration?: string;
  emailAddresses?: readonly string[];
  encodeUsagesInRequest?: boolean;
  ipAddresses?: readonly string[];
  isCA?: boolean;
  issuerRef: { group?: string; kind?: string; name: string; };
  keystores?: { jks?: CertificateJks; pkcs12?: CertificatePkcs12; };
  literalSubject?: string;
  nameConstraints?: CertificateNameConstraints;
  otherNames?: readonly ({ oid?: string; utf8Value?: string; })[];
  privateKey?: CertificatePrivateKey;
  renewBefore?: string;
  renewBeforePercentage?: number;
  renewal?: CertificateRenewal;
  revisionHistoryLimit?: number;
  secretName: string;
  secretTemplate?: CertificateSecretTemplate;
  signatureAlgorithm?: "SHA256WithRSA" | "SHA384WithRSA" | "SHA512WithRSA" | "ECDSAWithSHA256" | "ECDSAWithSHA384" | "ECDSAWithSHA512" | "PureEd25519";
  subject?: CertificateSubject;
  uris?: readonly string[];
  usages?: readonly ("signing" | "digital signature" | "content commitment" | "key encipherment" | "key agreement" | "data encipherment" | "cert sign" | "crl sign" | "encipher only" | "decipher only" | "any" | "server auth" | "client auth" | "code signing" | "email protection" | "s/mime" | "ipsec end system" | "ipsec tunnel" | "ipsec user" | "timestamping" | "ocsp signing" | "microsoft sgc" | "netscape sgc")[];
}

export interface CertificateJks {
  alias?: string;
  create: boolean;
  password?: string;
  passwordSecretRef?: { key?: string; name: string; };
}

export interface CertificatePkcs12 {
  create: boolean;
  password?: string;
  passwordSecretRef?: { key?: string; name: string; };
  profile?: "LegacyRC2" | "LegacyDES" | "Modern2023" | "Modern2026";
}

export interface CertificateExcluded {
  dnsDomains?: readonly string[];
  emailAddresses?: readonly string[];
  ipRanges?: readonly string[];
  uriDomains?: readonly string[];
}

export interface CertificateNameConstraints {
  critical?: boolean;
  excluded?: CertificateExcluded;
  permitted?: CertificateExcluded;
}

export interface CertificatePrivateKey {
  algorithm?: "RSA" | "ECDSA" | "Ed25519";
  encoding?: "PKCS1" | "PKCS8";
  rotationPolicy?: "Never" | "Always";
  size?: number;
}

export interface CertificateRenewal {
  policy?: "RenewBefore" | "Disabled";
  windows?: readonly ({ cron: string; timezone?: string; windowDuration: string; })[];
}

export interface CertificateSecretTemplate {
  annotations?: Readonly<Record<string, string>>;
  labels?: Readonly<Record<string, string>>;
}

export interface CertificateSubject {
  countries?: readonly string[];
  localities?: readonly string[];
  organizationalUnits?: readonly string[];
  organizations?: readonly string[];
  postalCodes?: readonly string[];
  provinces?: readonly string[];
  serialNumber?: string;
  streetAddresses?: readonly string[];
}
