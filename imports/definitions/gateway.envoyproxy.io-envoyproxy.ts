// Made by tools/custom-types.ts from the definitions of the operator. Do not edit.

/** `spec` of gateway.envoyproxy.io/v1alpha1 EnvoyProxy: controller-gen.kubebuilder.io/version v0.20.1, sha256 e1e987905a036c0f. */
export interface EnvoyProxySpec {
  backendTLS?: EnvoyProxyBackendTLS;
  bootstrap?: EnvoyProxyBootstrap;
  concurrency?: number;
  dynamicModules?: readonly EnvoyProxyDynamicModules[];
  extraArgs?: readonly string[];
  filterOrder?: readonly EnvoyProxyFilterOrder[];
  geoIP?: EnvoyProxyGeoIP;
  ipFamily?: "IPv4" | "IPv6" | "DualStack";
  logging?: EnvoyProxyLogging;
  lua?: EnvoyProxyLua;
  luaValidation?: "Strict" | "InsecureSyntax" | "Disabled";
  mergeBackends?: { selector?: EnvoyProxySelector; };
  mergeGateways?: boolean;
  mergeType?: "Replace" | "StrategicMerge" | "JSONMerge";
  preserveRouteOrder?: boolean;
  provider?: EnvoyProxyProvider;
  routingType?: string;
  shutdown?: EnvoyProxyShutdown;
  telemetry?: EnvoyProxyTelemetry;
}

export interface EnvoyProxyClientCertificateRef {
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
}

export interface EnvoyProxyBackendTLS {
  alpnProtocols?: readonly string[];
  ciphers?: readonly string[];
  clientCertificateRef?: EnvoyProxyClientCertificateRef;
  ecdhCurves?: readonly string[];
  fingerprints?: readonly ("JA3" | "JA4")[];
  maxVersion?: "Auto" | "1.0" | "1.1" | "1.2" | "1.3";
  minVersion?: "Auto" | "1.0" | "1.1" | "1.2" | "1.3";
  signatureAlgorithms?: readonly string[];
}

export interface EnvoyProxyJsonPatches {
  from?: string;
  jsonPath?: string;
  op: "add" | "remove" | "replace" | "move" | "copy" | "test";
  path?: string;
  value?: unknown;
}

export interface EnvoyProxyBootstrap {
  jsonPatches?: readonly EnvoyProxyJsonPatches[];
  type?: "Merge" | "Replace" | "JSONPatch";
  value?: string;
}

export interface EnvoyProxySource {
  local?: { path: string; };
  remote?: { sha256: string; url: string; };
  type?: "Local" | "Remote";
}

export interface EnvoyProxyDynamicModules {
  doNotClose?: boolean;
  loadGlobally?: boolean;
  name: string;
  source: EnvoyProxySource;
}

export interface EnvoyProxyFilterOrder {
  after?: "envoy.filters.http.custom_response" | "envoy.filters.http.health_check" | "envoy.filters.http.fault" | "envoy.filters.http.cors" | "envoy.filters.http.csrf" | "envoy.filters.http.header_mutation" | "envoy.filters.http.ext_authz" | "envoy.filters.http.api_key_auth" | "envoy.filters.http.basic_auth" | "envoy.filters.http.oauth2" | "envoy.filters.http.jwt_authn" | "envoy.filters.http.stateful_session" | "envoy.filters.http.buffer" | "envoy.filters.http.lua" | "envoy.filters.http.ext_proc" | "envoy.filters.http.wasm" | "envoy.filters.http.dynamic_modules" | "envoy.filters.http.geoip" | "envoy.filters.http.rbac" | "envoy.filters.http.local_ratelimit" | "envoy.filters.http.ratelimit" | "envoy.filters.http.bandwidth_limit" | "envoy.filters.http.grpc_web" | "envoy.filters.http.grpc_stats" | "envoy.filters.http.credential_injector" | "envoy.filters.http.compressor" | "envoy.filters.http.dynamic_forward_proxy";
  before?: "envoy.filters.http.custom_response" | "envoy.filters.http.health_check" | "envoy.filters.http.fault" | "envoy.filters.http.cors" | "envoy.filters.http.csrf" | "envoy.filters.http.header_mutation" | "envoy.filters.http.ext_authz" | "envoy.filters.http.api_key_auth" | "envoy.filters.http.basic_auth" | "envoy.filters.http.oauth2" | "envoy.filters.http.jwt_authn" | "envoy.filters.http.stateful_session" | "envoy.filters.http.buffer" | "envoy.filters.http.lua" | "envoy.filters.http.ext_proc" | "envoy.filters.http.wasm" | "envoy.filters.http.dynamic_modules" | "envoy.filters.http.geoip" | "envoy.filters.http.rbac" | "envoy.filters.http.local_ratelimit" | "envoy.filters.http.ratelimit" | "envoy.filters.http.bandwidth_limit" | "envoy.filters.http.grpc_web" | "envoy.filters.http.grpc_stats" | "envoy.filters.http.credential_injector" | "envoy.filters.http.compressor" | "envoy.filters.http.dynamic_forward_proxy";
  name: "envoy.filters.http.custom_response" | "envoy.filters.http.health_check" | "envoy.filters.http.fault" | "envoy.filters.http.cors" | "envoy.filters.http.csrf" | "envoy.filters.http.header_mutation" | "envoy.filters.http.ext_authz" | "envoy.filters.http.api_key_auth" | "envoy.filters.http.basic_auth" | "envoy.filters.http.oauth2" | "envoy.filters.http.jwt_authn" | "envoy.filters.http.stateful_session" | "envoy.filters.http.buffer" | "envoy.filters.http.lua" | "envoy.filters.http.ext_proc" | "envoy.filters.http.wasm" | "envoy.filters.http.dynamic_modules" | "envoy.filters.http.geoip" | "envoy.filters.http.rbac" | "envoy.filters.http.local_ratelimit" | "envoy.filters.http.ratelimit" | "envoy.filters.http.bandwidth_limit" | "envoy.filters.http.grpc_web" | "envoy.filters.http.grpc_stats" | "envoy.filters.http.credential_injector" | "envoy.filters.http.compressor" | "envoy.filters.http.dynamic_forward_proxy";
}

export interface EnvoyProxyAnonymousIpDbSource {
  local: { path: string; };
}

export interface EnvoyProxyMaxMind {
  anonymousIpDbSource?: EnvoyProxyAnonymousIpDbSource;
  asnDbSource?: EnvoyProxyAnonymousIpDbSource;
  cityDbSource?: EnvoyProxyAnonymousIpDbSource;
  countryDbSource?: EnvoyProxyAnonymousIpDbSource;
  ispDbSource?: EnvoyProxyAnonymousIpDbSource;
}

export interface EnvoyProxyGeoIP {
  provider: { maxMind?: EnvoyProxyMaxMind; type: "MaxMind"; };
}

export interface EnvoyProxyLogging {
  level?: Readonly<Record<string, "trace" | "debug" | "info" | "warn" | "error" | "off" | "critical">>;
}

export interface EnvoyProxyStrictValidation {
  allowedEnvVars?: readonly string[];
  allowedPaths?: readonly string[];
}

export interface EnvoyProxyLua {
  strictValidation?: EnvoyProxyStrictValidation;
  validationType?: "Strict" | "InsecureSyntax" | "Disabled";
}

export interface EnvoyProxyMatchExpressions {
  key: string;
  operator: string;
  values?: readonly string[];
}

export interface EnvoyProxySelector {
  matchExpressions?: readonly EnvoyProxyMatchExpressions[];
  matchLabels?: Readonly<Record<string, string>>;
}

export interface EnvoyProxyFileKeyRef {
  key: string;
  optional?: boolean;
  path: string;
  volumeName: string;
}

export interface EnvoyProxyResourceFieldRef {
  containerName?: string;
  divisor?: number | string;
  resource: string;
}

export interface EnvoyProxyValueFrom {
  configMapKeyRef?: { key: string; name?: string; optional?: boolean; };
  fieldRef?: { apiVersion?: string; fieldPath: string; };
  fileKeyRef?: EnvoyProxyFileKeyRef;
  resourceFieldRef?: EnvoyProxyResourceFieldRef;
  secretKeyRef?: { key: string; name?: string; optional?: boolean; };
}

export interface EnvoyProxyEnv {
  name: string;
  value?: string;
  valueFrom?: EnvoyProxyValueFrom;
}

export interface EnvoyProxyResources {
  claims?: readonly ({ name: string; request?: string; })[];
  limits?: Readonly<Record<string, number | string>>;
  requests?: Readonly<Record<string, number | string>>;
}

export interface EnvoyProxySeLinuxOptions {
  level?: string;
  role?: string;
  type?: string;
  user?: string;
}

export interface EnvoyProxyWindowsOptions {
  gmsaCredentialSpec?: string;
  gmsaCredentialSpecName?: string;
  hostProcess?: boolean;
  runAsUserName?: string;
}

export interface EnvoyProxySecurityContext {
  allowPrivilegeEscalation?: boolean;
  appArmorProfile?: { localhostProfile?: string; type: string; };
  capabilities?: { add?: readonly string[]; drop?: readonly string[]; };
  privileged?: boolean;
  procMount?: string;
  readOnlyRootFilesystem?: boolean;
  runAsGroup?: number;
  runAsNonRoot?: boolean;
  runAsUser?: number;
  seLinuxOptions?: EnvoyProxySeLinuxOptions;
  seccompProfile?: { localhostProfile?: string; type: string; };
  windowsOptions?: EnvoyProxyWindowsOptions;
}

export interface EnvoyProxyVolumeMounts {
  mountPath: string;
  mountPropagation?: string;
  name: string;
  readOnly?: boolean;
  recursiveReadOnly?: string;
  subPath?: string;
  subPathExpr?: string;
}

export interface EnvoyProxyContainer {
  env?: readonly EnvoyProxyEnv[];
  image?: string;
  imageRepository?: string;
  resources?: EnvoyProxyResources;
  securityContext?: EnvoyProxySecurityContext;
  volumeMounts?: readonly EnvoyProxyVolumeMounts[];
}

export interface EnvoyProxyPreference {
  matchExpressions?: readonly EnvoyProxyMatchExpressions[];
  matchFields?: readonly EnvoyProxyMatchExpressions[];
}

export interface EnvoyProxyNodeAffinity {
  preferredDuringSchedulingIgnoredDuringExecution?: readonly ({ preference: EnvoyProxyPreference; weight: number; })[];
  requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms: readonly EnvoyProxyPreference[]; };
}

export interface EnvoyProxyPodAffinityTerm {
  labelSelector?: EnvoyProxySelector;
  matchLabelKeys?: readonly string[];
  mismatchLabelKeys?: readonly string[];
  namespaceSelector?: EnvoyProxySelector;
  namespaces?: readonly string[];
  topologyKey: string;
}

export interface EnvoyProxyPreferredDuringSchedulingIgnoredDuringExecution {
  podAffinityTerm: EnvoyProxyPodAffinityTerm;
  weight: number;
}

export interface EnvoyProxyPodAffinity {
  preferredDuringSchedulingIgnoredDuringExecution?: readonly EnvoyProxyPreferredDuringSchedulingIgnoredDuringExecution[];
  requiredDuringSchedulingIgnoredDuringExecution?: readonly EnvoyProxyPodAffinityTerm[];
}

export interface EnvoyProxyAffinity {
  nodeAffinity?: EnvoyProxyNodeAffinity;
  podAffinity?: EnvoyProxyPodAffinity;
  podAntiAffinity?: EnvoyProxyPodAffinity;
}

export interface EnvoyProxyPodSecurityContext {
  appArmorProfile?: { localhostProfile?: string; type: string; };
  fsGroup?: number;
  fsGroupChangePolicy?: string;
  runAsGroup?: number;
  runAsNonRoot?: boolean;
  runAsUser?: number;
  seLinuxChangePolicy?: string;
  seLinuxOptions?: EnvoyProxySeLinuxOptions;
  seccompProfile?: { localhostProfile?: string; type: string; };
  supplementalGroups?: readonly number[];
  supplementalGroupsPolicy?: string;
  sysctls?: readonly ({ name: string; value: string; })[];
  windowsOptions?: EnvoyProxyWindowsOptions;
}

export interface EnvoyProxyTolerations {
  effect?: string;
  key?: string;
  operator?: string;
  tolerationSeconds?: number;
  value?: string;
}

export interface EnvoyProxyTopologySpreadConstraints {
  labelSelector?: EnvoyProxySelector;
  matchLabelKeys?: readonly string[];
  maxSkew: number;
  minDomains?: number;
  nodeAffinityPolicy?: string;
  nodeTaintsPolicy?: string;
  topologyKey: string;
  whenUnsatisfiable: string;
}

export interface EnvoyProxyAwsElasticBlockStore {
  fsType?: string;
  partition?: number;
  readOnly?: boolean;
  volumeID: string;
}

export interface EnvoyProxyAzureDisk {
  cachingMode?: string;
  diskName: string;
  diskURI: string;
  fsType?: string;
  kind?: string;
  readOnly?: boolean;
}

export interface EnvoyProxyAzureFile {
  readOnly?: boolean;
  secretName: string;
  shareName: string;
}

export interface EnvoyProxyCephfs {
  monitors: readonly string[];
  path?: string;
  readOnly?: boolean;
  secretFile?: string;
  secretRef?: { name?: string; };
  user?: string;
}

export interface EnvoyProxyCinder {
  fsType?: string;
  readOnly?: boolean;
  secretRef?: { name?: string; };
  volumeID: string;
}

export interface EnvoyProxyConfigMap {
  defaultMode?: number;
  items?: readonly ({ key: string; mode?: number; path: string; })[];
  name?: string;
  optional?: boolean;
}

export interface EnvoyProxyCsi {
  driver: string;
  fsType?: string;
  nodePublishSecretRef?: { name?: string; };
  readOnly?: boolean;
  volumeAttributes?: Readonly<Record<string, string>>;
}

export interface EnvoyProxyItems {
  fieldRef?: { apiVersion?: string; fieldPath: string; };
  mode?: number;
  path: string;
  resourceFieldRef?: EnvoyProxyResourceFieldRef;
}

export interface EnvoyProxyDownwardAPI {
  defaultMode?: number;
  items?: readonly EnvoyProxyItems[];
}

export interface EnvoyProxyDataSourceRef {
  apiGroup?: string;
  kind: string;
  name: string;
  namespace?: string;
}

export interface EnvoyProxySpecResources {
  limits?: Readonly<Record<string, number | string>>;
  requests?: Readonly<Record<string, number | string>>;
}

export interface EnvoyProxyVolumeClaimTemplateSpec {
  accessModes?: readonly string[];
  dataSource?: { apiGroup?: string; kind: string; name: string; };
  dataSourceRef?: EnvoyProxyDataSourceRef;
  resources?: EnvoyProxySpecResources;
  selector?: EnvoyProxySelector;
  storageClassName?: string;
  volumeAttributesClassName?: string;
  volumeMode?: string;
  volumeName?: string;
}

export interface EnvoyProxyVolumeClaimTemplate {
  metadata?: object;
  spec: EnvoyProxyVolumeClaimTemplateSpec;
}

export interface EnvoyProxyFc {
  fsType?: string;
  lun?: number;
  readOnly?: boolean;
  targetWWNs?: readonly string[];
  wwids?: readonly string[];
}

export interface EnvoyProxyFlexVolume {
  driver: string;
  fsType?: string;
  options?: Readonly<Record<string, string>>;
  readOnly?: boolean;
  secretRef?: { name?: string; };
}

export interface EnvoyProxyGcePersistentDisk {
  fsType?: string;
  partition?: number;
  pdName: string;
  readOnly?: boolean;
}

export interface EnvoyProxyGitRepo {
  directory?: string;
  repository: string;
  revision?: string;
}

export interface EnvoyProxyIscsi {
  chapAuthDiscovery?: boolean;
  chapAuthSession?: boolean;
  fsType?: string;
  initiatorName?: string;
  iqn: string;
  iscsiInterface?: string;
  lun: number;
  portals?: readonly string[];
  readOnly?: boolean;
  secretRef?: { name?: string; };
  targetPortal: string;
}

export interface EnvoyProxyClusterTrustBundle {
  labelSelector?: EnvoyProxySelector;
  name?: string;
  optional?: boolean;
  path: string;
  signerName?: string;
}

export interface EnvoyProxySourcesConfigMap {
  items?: readonly ({ key: string; mode?: number; path: string; })[];
  name?: string;
  optional?: boolean;
}

export interface EnvoyProxyPodCertificate {
  certificateChainPath?: string;
  credentialBundlePath?: string;
  keyPath?: string;
  keyType: string;
  maxExpirationSeconds?: number;
  signerName: string;
  userAnnotations?: Readonly<Record<string, string>>;
}

export interface EnvoyProxyServiceAccountToken {
  audience?: string;
  expirationSeconds?: number;
  path: string;
}

export interface EnvoyProxySources {
  clusterTrustBundle?: EnvoyProxyClusterTrustBundle;
  configMap?: EnvoyProxySourcesConfigMap;
  downwardAPI?: { items?: readonly EnvoyProxyItems[]; };
  podCertificate?: EnvoyProxyPodCertificate;
  secret?: EnvoyProxySourcesConfigMap;
  serviceAccountToken?: EnvoyProxyServiceAccountToken;
}

export interface EnvoyProxyProjected {
  defaultMode?: number;
  sources?: readonly EnvoyProxySources[];
}

export interface EnvoyProxyQuobyte {
  group?: string;
  readOnly?: boolean;
  registry: string;
  tenant?: string;
  user?: string;
  volume: string;
}

export interface EnvoyProxyRbd {
  fsType?: string;
  image: string;
  keyring?: string;
  monitors: readonly string[];
  pool?: string;
  readOnly?: boolean;
  secretRef?: { name?: string; };
  user?: string;
}

export interface EnvoyProxyScaleIO {
  fsType?: string;
  gateway: string;
  protectionDomain?: string;
  readOnly?: boolean;
  secretRef: { name?: string; };
  sslEnabled?: boolean;
  storageMode?: string;
  storagePool?: string;
  system: string;
  volumeName?: string;
}

export interface EnvoyProxySecret {
  defaultMode?: number;
  items?: readonly ({ key: string; mode?: number; path: string; })[];
  optional?: boolean;
  secretName?: string;
}

export interface EnvoyProxyStorageos {
  fsType?: string;
  readOnly?: boolean;
  secretRef?: { name?: string; };
  volumeName?: string;
  volumeNamespace?: string;
}

export interface EnvoyProxyVsphereVolume {
  fsType?: string;
  storagePolicyID?: string;
  storagePolicyName?: string;
  volumePath: string;
}

export interface EnvoyProxyVolumes {
  awsElasticBlockStore?: EnvoyProxyAwsElasticBlockStore;
  azureDisk?: EnvoyProxyAzureDisk;
  azureFile?: EnvoyProxyAzureFile;
  cephfs?: EnvoyProxyCephfs;
  cinder?: EnvoyProxyCinder;
  configMap?: EnvoyProxyConfigMap;
  csi?: EnvoyProxyCsi;
  downwardAPI?: EnvoyProxyDownwardAPI;
  emptyDir?: { medium?: string; sizeLimit?: number | string; };
  ephemeral?: { volumeClaimTemplate?: EnvoyProxyVolumeClaimTemplate; };
  fc?: EnvoyProxyFc;
  flexVolume?: EnvoyProxyFlexVolume;
  flocker?: { datasetName?: string; datasetUUID?: string; };
  gcePersistentDisk?: EnvoyProxyGcePersistentDisk;
  gitRepo?: EnvoyProxyGitRepo;
  glusterfs?: { endpoints: string; path: string; readOnly?: boolean; };
  hostPath?: { path: string; type?: string; };
  image?: { pullPolicy?: string; reference?: string; };
  iscsi?: EnvoyProxyIscsi;
  name: string;
  nfs?: { path: string; readOnly?: boolean; server: string; };
  persistentVolumeClaim?: { claimName: string; readOnly?: boolean; };
  photonPersistentDisk?: { fsType?: string; pdID: string; };
  portworxVolume?: { fsType?: string; readOnly?: boolean; volumeID: string; };
  projected?: EnvoyProxyProjected;
  quobyte?: EnvoyProxyQuobyte;
  rbd?: EnvoyProxyRbd;
  scaleIO?: EnvoyProxyScaleIO;
  secret?: EnvoyProxySecret;
  storageos?: EnvoyProxyStorageos;
  vsphereVolume?: EnvoyProxyVsphereVolume;
}

export interface EnvoyProxyPod {
  affinity?: EnvoyProxyAffinity;
  annotations?: Readonly<Record<string, string>>;
  imagePullSecrets?: readonly ({ name?: string; })[];
  labels?: Readonly<Record<string, string>>;
  nodeSelector?: Readonly<Record<string, string>>;
  priorityClassName?: string;
  securityContext?: EnvoyProxyPodSecurityContext;
  tolerations?: readonly EnvoyProxyTolerations[];
  topologySpreadConstraints?: readonly EnvoyProxyTopologySpreadConstraints[];
  volumes?: readonly EnvoyProxyVolumes[];
}

export interface EnvoyProxyRollingUpdate {
  maxSurge?: number | string;
  maxUnavailable?: number | string;
}

export interface EnvoyProxyEnvoyDaemonSet {
  container?: EnvoyProxyContainer;
  name?: string;
  patch?: { type?: string; value: unknown; };
  pod?: EnvoyProxyPod;
  strategy?: { rollingUpdate?: EnvoyProxyRollingUpdate; type?: string; };
}

export interface EnvoyProxyEnvFrom {
  configMapRef?: { name?: string; optional?: boolean; };
  prefix?: string;
  secretRef?: { name?: string; optional?: boolean; };
}

export interface EnvoyProxyHttpGet {
  host?: string;
  httpHeaders?: readonly ({ name: string; value: string; })[];
  path?: string;
  port: number | string;
  scheme?: string;
}

export interface EnvoyProxyPostStart {
  exec?: { command?: readonly string[]; };
  httpGet?: EnvoyProxyHttpGet;
  sleep?: { seconds: number; };
  tcpSocket?: { host?: string; port: number | string; };
}

export interface EnvoyProxyLifecycle {
  postStart?: EnvoyProxyPostStart;
  preStop?: EnvoyProxyPostStart;
  stopSignal?: string;
}

export interface EnvoyProxyLivenessProbe {
  exec?: { command?: readonly string[]; };
  failureThreshold?: number;
  grpc?: { port: number; service?: string; };
  httpGet?: EnvoyProxyHttpGet;
  initialDelaySeconds?: number;
  periodSeconds?: number;
  successThreshold?: number;
  tcpSocket?: { host?: string; port: number | string; };
  terminationGracePeriodSeconds?: number;
  timeoutSeconds?: number;
}

export interface EnvoyProxyPorts {
  containerPort: number;
  hostIP?: string;
  hostPort?: number;
  name?: string;
  protocol?: string;
}

export interface EnvoyProxyRestartPolicyRules {
  action: string;
  exitCodes?: { operator: string; values?: readonly number[]; };
}

export interface EnvoyProxyInitContainers {
  args?: readonly string[];
  command?: readonly string[];
  env?: readonly EnvoyProxyEnv[];
  envFrom?: readonly EnvoyProxyEnvFrom[];
  image?: string;
  imagePullPolicy?: string;
  lifecycle?: EnvoyProxyLifecycle;
  livenessProbe?: EnvoyProxyLivenessProbe;
  name: string;
  ports?: readonly EnvoyProxyPorts[];
  readinessProbe?: EnvoyProxyLivenessProbe;
  resizePolicy?: readonly ({ resourceName: string; restartPolicy: string; })[];
  resources?: EnvoyProxyResources;
  restartPolicy?: string;
  restartPolicyRules?: readonly EnvoyProxyRestartPolicyRules[];
  securityContext?: EnvoyProxySecurityContext;
  startupProbe?: EnvoyProxyLivenessProbe;
  stdin?: boolean;
  stdinOnce?: boolean;
  terminationMessagePath?: string;
  terminationMessagePolicy?: string;
  tty?: boolean;
  volumeDevices?: readonly ({ devicePath: string; name: string; })[];
  volumeMounts?: readonly EnvoyProxyVolumeMounts[];
  workingDir?: string;
}

export interface EnvoyProxyEnvoyDeployment {
  container?: EnvoyProxyContainer;
  initContainers?: readonly EnvoyProxyInitContainers[];
  name?: string;
  patch?: { type?: string; value: unknown; };
  pod?: EnvoyProxyPod;
  replicas?: number;
  strategy?: { rollingUpdate?: EnvoyProxyRollingUpdate; type?: string; };
}

export interface EnvoyProxyScaleDown {
  policies?: readonly ({ periodSeconds: number; type: string; value: number; })[];
  selectPolicy?: string;
  stabilizationWindowSeconds?: number;
  tolerance?: number | string;
}

export interface EnvoyProxyBehavior {
  scaleDown?: EnvoyProxyScaleDown;
  scaleUp?: EnvoyProxyScaleDown;
}

export interface EnvoyProxyTarget {
  averageUtilization?: number;
  averageValue?: number | string;
  type: string;
  value?: number | string;
}

export interface EnvoyProxyContainerResource {
  container: string;
  name: string;
  target: EnvoyProxyTarget;
}

export interface EnvoyProxyExternal {
  metric: { name: string; selector?: EnvoyProxySelector; };
  target: EnvoyProxyTarget;
}

export interface EnvoyProxyObject {
  describedObject: { apiVersion?: string; kind: string; name: string; };
  metric: { name: string; selector?: EnvoyProxySelector; };
  target: EnvoyProxyTarget;
}

export interface EnvoyProxyMetrics {
  containerResource?: EnvoyProxyContainerResource;
  external?: EnvoyProxyExternal;
  object?: EnvoyProxyObject;
  pods?: EnvoyProxyExternal;
  resource?: { name: string; target: EnvoyProxyTarget; };
  type: string;
}

export interface EnvoyProxyEnvoyHpa {
  behavior?: EnvoyProxyBehavior;
  maxReplicas: number;
  metrics?: readonly EnvoyProxyMetrics[];
  minReplicas?: number;
  name?: string;
  patch?: { type?: string; value: unknown; };
}

export interface EnvoyProxyEnvoyPDB {
  maxUnavailable?: number | string;
  minAvailable?: number | string;
  name?: string;
  patch?: { type?: string; value: unknown; };
}

export interface EnvoyProxyEnvoyService {
  allocateLoadBalancerNodePorts?: boolean;
  annotations?: Readonly<Record<string, string>>;
  externalTrafficPolicy?: "Local" | "Cluster";
  labels?: Readonly<Record<string, string>>;
  loadBalancerClass?: string;
  loadBalancerIP?: string;
  loadBalancerSourceRanges?: readonly string[];
  name?: string;
  patch?: { type?: string; value: unknown; };
  type?: "ClusterIP" | "LoadBalancer" | "NodePort";
}

export interface EnvoyProxyKubernetes {
  envoyDaemonSet?: EnvoyProxyEnvoyDaemonSet;
  envoyDeployment?: EnvoyProxyEnvoyDeployment;
  envoyHpa?: EnvoyProxyEnvoyHpa;
  envoyPDB?: EnvoyProxyEnvoyPDB;
  envoyService?: EnvoyProxyEnvoyService;
  envoyServiceAccount?: { name?: string; };
  useListenerPortAsContainerPort?: boolean;
}

export interface EnvoyProxyProvider {
  host?: { envoyVersion?: string; };
  kubernetes?: EnvoyProxyKubernetes;
  type: "Kubernetes" | "Host";
}

export interface EnvoyProxyShutdown {
  drainTimeout?: string;
  healthCheckFailureDelay?: string;
  minDrainDuration?: string;
}

export interface EnvoyProxyFormat {
  json?: Readonly<Record<string, string>>;
  text?: string;
  type?: "Text" | "JSON";
}

export interface EnvoyProxyBackendRef {
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
  port?: number;
}

export interface EnvoyProxyBackendRefs {
  fallback?: boolean;
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
  port?: number;
  weight?: number;
}

export interface EnvoyProxyRetryBudget {
  minRetryConcurrency?: number;
  percent: { denominator?: number; numerator: number; };
}

export interface EnvoyProxyCircuitBreaker {
  maxConnections?: number;
  maxParallelRequests?: number;
  maxParallelRetries?: number;
  maxPendingRequests?: number;
  maxRequestsPerConnection?: number;
  perEndpoint?: { maxConnections?: number; };
  retryBudget?: EnvoyProxyRetryBudget;
}

export interface EnvoyProxyConnection {
  bufferLimit?: number | string;
  preconnect?: { perEndpointPercent?: number; predictivePercent?: number; };
  socketBufferLimit?: number | string;
}

export interface EnvoyProxyDns {
  dnsRefreshRate?: string;
  lookupFamily?: "IPv4" | "IPv6" | "IPv4Preferred" | "IPv6Preferred" | "IPv4AndIPv6";
  respectDnsTtl?: boolean;
}

export interface EnvoyProxySinks {
  file?: { path: string; };
  type: "File";
}

export interface EnvoyProxyHealthCheckLog {
  matches?: readonly ("Failure" | "FailureSeriesStart" | "Success" | "HealthyTransition")[];
  sinks?: readonly EnvoyProxySinks[];
}

export interface EnvoyProxyHttp {
  expectedResponse?: { binary?: string; text?: string; type: string; };
  expectedStatuses?: readonly number[];
  hostname?: string;
  method?: string;
  path: string;
  requestBody?: { binary?: string; text?: string; type: string; };
  retriableStatuses?: readonly number[];
}

export interface EnvoyProxyTcp {
  receive?: { binary?: string; text?: string; type: string; };
  send?: { binary?: string; text?: string; type: string; };
}

export interface EnvoyProxyActive {
  grpc?: { service?: string; };
  healthCheckLog?: EnvoyProxyHealthCheckLog;
  healthyThreshold?: number;
  http?: EnvoyProxyHttp;
  initialJitter?: string;
  interval?: string;
  overrides?: { port?: number; };
  tcp?: EnvoyProxyTcp;
  timeout?: string;
  type: string;
  unhealthyThreshold?: number;
}

export interface EnvoyProxyPassive {
  alwaysEjectOneEndpoint?: boolean;
  baseEjectionTime?: string;
  consecutive5XxErrors?: number;
  consecutiveGatewayErrors?: number;
  consecutiveLocalOriginFailures?: number;
  failurePercentageThreshold?: number;
  interval?: string;
  maxEjectionPercent?: number;
  splitExternalLocalOriginErrors?: boolean;
}

export interface EnvoyProxyHealthCheck {
  active?: EnvoyProxyActive;
  panicThreshold?: number;
  passive?: EnvoyProxyPassive;
}

export interface EnvoyProxyConnectionKeepalive {
  idleInterval?: string;
  interval?: string;
  intervalJitter?: number;
  timeout?: string;
}

export interface EnvoyProxyHttp2 {
  connectionKeepalive?: EnvoyProxyConnectionKeepalive;
  initialConnectionWindowSize?: number | string;
  initialStreamWindowSize?: number | string;
  maxConcurrentStreams?: number;
  onInvalidMessage?: string;
}

export interface EnvoyProxyOutOfBand {
  authority?: string;
  port?: number;
  reportingPeriod?: string;
}

export interface EnvoyProxyBackendUtilization {
  blackoutPeriod?: string;
  errorUtilizationPenaltyPercent?: number;
  keepResponseHeaders?: boolean;
  metricNamesForComputingUtilization?: readonly string[];
  outOfBand?: EnvoyProxyOutOfBand;
  weightExpirationPeriod?: string;
  weightUpdatePeriod?: string;
}

export interface EnvoyProxyCookie {
  attributes?: Readonly<Record<string, string>>;
  name: string;
  ttl?: string;
}

export interface EnvoyProxyConsistentHash {
  cookie?: EnvoyProxyCookie;
  header?: { name: string; };
  headers?: readonly ({ name: string; })[];
  queryParams?: readonly ({ name: string; })[];
  tableSize?: number;
  type: "SourceIP" | "Header" | "Headers" | "Cookie" | "QueryParams";
}

export interface EnvoyProxyEndpointOverride {
  extractFrom: readonly ({ header?: string; })[];
}

export interface EnvoyProxyPreferLocal {
  force?: { minEndpointsInZoneThreshold?: number; };
  minEndpointsThreshold?: number;
  percentageEnabled?: number;
}

export interface EnvoyProxyZoneAware {
  preferLocal?: EnvoyProxyPreferLocal;
  weightedZones?: readonly ({ weight: number; zone: string; })[];
}

export interface EnvoyProxyLoadBalancer {
  backendUtilization?: EnvoyProxyBackendUtilization;
  consistentHash?: EnvoyProxyConsistentHash;
  dynamicModule?: { config?: unknown; lbPolicyName: string; name: string; };
  endpointOverride?: EnvoyProxyEndpointOverride;
  slowStart?: { window: string; };
  type: "ConsistentHash" | "LeastRequest" | "Random" | "RoundRobin" | "BackendUtilization" | "DynamicModule";
  zoneAware?: EnvoyProxyZoneAware;
}

export interface EnvoyProxyPerRetry {
  backOff?: { baseInterval?: string; maxInterval?: string; };
  timeout?: string;
}

export interface EnvoyProxyRetryOn {
  httpStatusCodes?: readonly number[];
  triggers?: readonly ("5xx" | "gateway-error" | "reset" | "reset-before-request" | "connect-failure" | "retriable-4xx" | "refused-stream" | "retriable-status-codes" | "cancelled" | "deadline-exceeded" | "internal" | "resource-exhausted" | "unavailable")[];
}

export interface EnvoyProxyRetry {
  numAttemptsPerPriority?: number;
  numRetries?: number;
  perRetry?: EnvoyProxyPerRetry;
  retryOn?: EnvoyProxyRetryOn;
}

export interface EnvoyProxyTimeoutHttp {
  connectionIdleTimeout?: string;
  maxConnectionDuration?: string;
  maxStreamDuration?: string;
  requestTimeout?: string;
  streamIdleTimeout?: string;
}

export interface EnvoyProxyTimeout {
  http?: EnvoyProxyTimeoutHttp;
  tcp?: { connectTimeout?: string; };
}

export interface EnvoyProxyBackendSettings {
  circuitBreaker?: EnvoyProxyCircuitBreaker;
  connection?: EnvoyProxyConnection;
  dns?: EnvoyProxyDns;
  healthCheck?: EnvoyProxyHealthCheck;
  http2?: EnvoyProxyHttp2;
  loadBalancer?: EnvoyProxyLoadBalancer;
  proxyProtocol?: { version: "V1" | "V2"; };
  retry?: EnvoyProxyRetry;
  tcpKeepalive?: { idleTime?: string; interval?: string; probes?: number; };
  timeout?: EnvoyProxyTimeout;
}

export interface EnvoyProxyAlsHttp {
  requestHeaders?: readonly string[];
  responseHeaders?: readonly string[];
  responseTrailers?: readonly string[];
}

export interface EnvoyProxyAls {
  backendRef?: EnvoyProxyBackendRef;
  backendRefs?: readonly EnvoyProxyBackendRefs[];
  backendSettings?: EnvoyProxyBackendSettings;
  http?: EnvoyProxyAlsHttp;
  logName?: string;
  type: "HTTP" | "TCP";
}

export interface EnvoyProxyOpenTelemetry {
  backendRef?: EnvoyProxyBackendRef;
  backendRefs?: readonly EnvoyProxyBackendRefs[];
  backendSettings?: EnvoyProxyBackendSettings;
  headers?: readonly ({ name: string; value: string; })[];
  host?: string;
  port?: number;
  resourceAttributes?: Readonly<Record<string, string>>;
  resources?: Readonly<Record<string, string>>;
}

export interface EnvoyProxySettingsSinks {
  als?: EnvoyProxyAls;
  file?: { path?: string; };
  openTelemetry?: EnvoyProxyOpenTelemetry;
  type?: "ALS" | "File" | "OpenTelemetry";
}

export interface EnvoyProxySettings {
  format?: EnvoyProxyFormat;
  matches?: readonly string[];
  sinks: readonly EnvoyProxySettingsSinks[];
  type?: "Listener" | "Route" | "Upstream";
}

export interface EnvoyProxyAccessLog {
  disable?: boolean;
  settings?: readonly EnvoyProxySettings[];
}

export interface EnvoyProxyMatches {
  type?: "Exact" | "Prefix" | "Suffix" | "RegularExpression";
  value: string;
}

export interface EnvoyProxyCompression {
  brotli?: object;
  gzip?: object;
  minContentLength?: number | string;
  type: "Gzip" | "Brotli" | "Zstd";
  zstd?: object;
}

export interface EnvoyProxySinksOpenTelemetry {
  backendRef?: EnvoyProxyBackendRef;
  backendRefs?: readonly EnvoyProxyBackendRefs[];
  backendSettings?: EnvoyProxyBackendSettings;
  headers?: readonly ({ name: string; value: string; })[];
  host?: string;
  port?: number;
  reportCountersAsDeltas?: boolean;
  reportHistogramsAsDeltas?: boolean;
  resourceAttributes?: Readonly<Record<string, string>>;
}

export interface EnvoyProxyMetricsSinks {
  openTelemetry?: EnvoyProxySinksOpenTelemetry;
  type?: "OpenTelemetry";
}

export interface EnvoyProxyTelemetryMetrics {
  clusterStatName?: string;
  enableGRPCStats?: boolean;
  enablePerEndpointStats?: boolean;
  enableRequestResponseSizesStats?: boolean;
  enableVirtualHostStats?: boolean;
  matches?: readonly EnvoyProxyMatches[];
  prometheus?: { compression?: EnvoyProxyCompression; disable?: boolean; };
  sinks?: readonly EnvoyProxyMetricsSinks[];
}

export interface EnvoyProxyRequestID {
  tracing?: "PackAndSample" | "Sample" | "Pack" | "Disable";
}

export interface EnvoyProxyCustomTags {
  environment?: { defaultValue?: string; name: string; };
  literal?: { value: string; };
  requestHeader?: { defaultValue?: string; name: string; };
  type?: "Literal" | "Environment" | "RequestHeader";
}

export interface EnvoyProxySampler {
  samplingPercentage?: { denominator?: number; numerator: number; };
  type?: "AlwaysOn" | "AlwaysOff" | "TraceIdRatio" | "ParentBasedAlwaysOn" | "ParentBasedAlwaysOff" | "ParentBasedTraceIdRatio";
}

export interface EnvoyProxyProviderOpenTelemetry {
  headers?: readonly ({ name: string; value: string; })[];
  resourceAttributes?: Readonly<Record<string, string>>;
  sampler?: EnvoyProxySampler;
}

export interface EnvoyProxyZipkin {
  disableSharedSpanContext?: boolean;
  enable128BitTraceId?: boolean;
}

export interface EnvoyProxyTracingProvider {
  backendRef?: EnvoyProxyBackendRef;
  backendRefs?: readonly EnvoyProxyBackendRefs[];
  backendSettings?: EnvoyProxyBackendSettings;
  host?: string;
  openTelemetry?: EnvoyProxyProviderOpenTelemetry;
  port?: number;
  serviceName?: string;
  type?: "OpenTelemetry" | "Zipkin" | "Datadog";
  zipkin?: EnvoyProxyZipkin;
}

export interface EnvoyProxyTracing {
  clientSamplingFraction?: { denominator?: number; numerator: number; };
  customTags?: Readonly<Record<string, EnvoyProxyCustomTags>>;
  overallSamplingFraction?: { denominator?: number; numerator: number; };
  provider: EnvoyProxyTracingProvider;
  samplingFraction?: { denominator?: number; numerator: number; };
  samplingRate?: number;
  spanName?: { client: string; server: string; };
  tags?: Readonly<Record<string, string>>;
}

export interface EnvoyProxyTelemetry {
  accessLog?: EnvoyProxyAccessLog;
  healthCheckLog?: EnvoyProxyHealthCheckLog;
  metrics?: EnvoyProxyTelemetryMetrics;
  requestID?: EnvoyProxyRequestID;
  tracing?: EnvoyProxyTracing;
}
