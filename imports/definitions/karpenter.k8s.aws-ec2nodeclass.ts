// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of karpenter.k8s.aws/v1 EC2NodeClass: controller-gen.kubebuilder.io/version v0.21.0, sha256 db95d631653f6d31. */
export interface EC2NodeClassSpec {
  amiFamily?: "AL2" | "AL2023" | "Bottlerocket" | "Custom" | "Windows2019" | "Windows2022" | "Windows2025";
  amiSelectorTerms: readonly EC2NodeClassAmiSelectorTerms[];
  associatePublicIPAddress?: boolean;
  blockDeviceMappings?: readonly EC2NodeClassBlockDeviceMappings[];
  capacityReservationSelectorTerms?: readonly EC2NodeClassCapacityReservationSelectorTerms[];
  connectionTracking?: EC2NodeClassConnectionTracking;
  context?: string;
  cpuOptions?: { nestedVirtualization?: "enabled" | "disabled"; };
  detailedMonitoring?: boolean;
  instanceProfile?: string;
  instanceStorePolicy?: "RAID0";
  ipPrefixCount?: number;
  kubelet?: Readonly<Record<string, unknown>>;
  metadataOptions?: EC2NodeClassMetadataOptions;
  networkInterfaces?: readonly EC2NodeClassNetworkInterfaces[];
  placementGroupSelector?: { id?: string; name?: string; };
  role?: string;
  securityGroupSelectorTerms: readonly EC2NodeClassSecurityGroupSelectorTerms[];
  subnetSelectorTerms: readonly ({ id?: string; tags?: Readonly<Record<string, string>>; })[];
  tags?: Readonly<Record<string, string>>;
  userData?: string;
}

export interface EC2NodeClassAmiSelectorTerms {
  alias?: string;
  id?: string;
  name?: string;
  owner?: string;
  ssmParameter?: string;
  tags?: Readonly<Record<string, string>>;
}

export interface EC2NodeClassEbs {
  deleteOnTermination?: boolean;
  encrypted?: boolean;
  iops?: number;
  kmsKeyID?: string;
  snapshotID?: string;
  throughput?: number;
  volumeInitializationRate?: number;
  volumeSize?: string;
  volumeType?: "standard" | "io1" | "io2" | "gp2" | "sc1" | "st1" | "gp3";
}

export interface EC2NodeClassBlockDeviceMappings {
  deviceName?: string;
  ebs?: EC2NodeClassEbs;
  rootVolume?: boolean;
}

export interface EC2NodeClassCapacityReservationSelectorTerms {
  id?: string;
  instanceMatchCriteria?: "open" | "targeted";
  ownerID?: string;
  tags?: Readonly<Record<string, string>>;
}

export interface EC2NodeClassConnectionTracking {
  tcpEstablishedTimeout?: number;
  udpStreamTimeout?: number;
  udpTimeout?: number;
}

export interface EC2NodeClassMetadataOptions {
  httpEndpoint?: "enabled" | "disabled";
  httpProtocolIPv6?: "enabled" | "disabled";
  httpPutResponseHopLimit?: number;
  httpTokens?: "required" | "optional";
}

export interface EC2NodeClassNetworkInterfaces {
  deviceIndex: number;
  interfaceType: "interface" | "efa-only";
  networkCardIndex: number;
}

export interface EC2NodeClassSecurityGroupSelectorTerms {
  id?: string;
  name?: string;
  tags?: Readonly<Record<string, string>>;
}
