// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of karpenter.azure.com/v1beta1 AKSNodeClass: controller-gen.kubebuilder.io/version v0.19.0, sha256 e45cb290d67f11d2. */
export interface AKSNodeClassSpec {
  artifactStreaming?: { enabled?: boolean; };
  fipsMode?: "FIPS" | "Disabled";
  gpu?: { mode?: "Driver" | "None"; };
  imageFamily?: "Ubuntu" | "Ubuntu2204" | "Ubuntu2404" | "AzureLinux";
  kubelet?: AKSNodeClassKubelet;
  linuxOSConfig?: AKSNodeClassLinuxOSConfig;
  localDNS?: AKSNodeClassLocalDNS;
  maxPods?: number;
  osDiskSizeGB?: number;
  security?: AKSNodeClassSecurity;
  tags?: Readonly<Record<string, string>>;
  vnetSubnetID?: string;
}

export interface AKSNodeClassKubelet {
  allowedUnsafeSysctls?: readonly string[];
  containerLogMaxFiles?: number;
  containerLogMaxSize?: string;
  cpuCFSQuota?: boolean;
  cpuCFSQuotaPeriod?: string;
  cpuManagerPolicy?: "none" | "static";
  failSwapOn?: boolean;
  imageGCHighThresholdPercent?: number;
  imageGCLowThresholdPercent?: number;
  podPidsLimit?: number;
  topologyManagerPolicy?: "restricted" | "best-effort" | "none" | "single-numa-node";
}

export interface AKSNodeClassSysctls {
  fsAioMaxNr?: number;
  fsFileMax?: number;
  fsInotifyMaxUserWatches?: number;
  fsNrOpen?: number;
  kernelThreadsMax?: number;
  netCoreNetdevMaxBacklog?: number;
  netCoreOptmemMax?: number;
  netCoreRmemDefault?: number;
  netCoreRmemMax?: number;
  netCoreSomaxconn?: number;
  netCoreWmemDefault?: number;
  netCoreWmemMax?: number;
  netIPv4IPLocalPortRange?: string;
  netIPv4NeighDefaultGcThresh1?: number;
  netIPv4NeighDefaultGcThresh2?: number;
  netIPv4NeighDefaultGcThresh3?: number;
  netIPv4TCPFinTimeout?: number;
  netIPv4TCPKeepaliveIntvl?: number;
  netIPv4TCPKeepaliveProbes?: number;
  netIPv4TCPKeepaliveTime?: number;
  netIPv4TCPMaxSynBacklog?: number;
  netIPv4TCPMaxTwBuckets?: number;
  netIPv4TCPTwReuse?: boolean;
  netNetfilterNfConntrackBuckets?: number;
  netNetfilterNfConntrackMax?: number;
  vmMaxMapCount?: number;
  vmSwappiness?: number;
  vmVfsCachePressure?: number;
}

export interface AKSNodeClassLinuxOSConfig {
  swapFileSize?: string;
  sysctls?: AKSNodeClassSysctls;
  transparentHugePageDefrag?: "always" | "defer" | "defer+madvise" | "madvise" | "never";
  transparentHugePageEnabled?: "always" | "madvise" | "never";
}

export interface AKSNodeClassKubeDNSOverrides {
  cacheDuration: string;
  forwardDestination: "ClusterCoreDNS" | "VnetDNS";
  forwardPolicy: "Sequential" | "RoundRobin" | "Random";
  maxConcurrent: number;
  protocol: "PreferUDP" | "ForceTCP";
  queryLogging: "Error" | "Log";
  serveStale: "Verify" | "Immediate" | "Disable";
  serveStaleDuration: string;
  zone: string;
}

export interface AKSNodeClassLocalDNS {
  kubeDNSOverrides: readonly AKSNodeClassKubeDNSOverrides[];
  mode: "Preferred" | "Required" | "Disabled";
  vnetDNSOverrides: readonly AKSNodeClassKubeDNSOverrides[];
}

export interface AKSNodeClassSecurity {
  encryptionAtHost?: boolean;
  trustedLaunch?: { secureBoot?: boolean; vtpm?: boolean; };
}
