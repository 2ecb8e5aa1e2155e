interface CodeEntry {
  readonly severity: 'error' | 'warning';
  /** One line for the table in docs/errors.md. */
  readonly meaning: string;
}

const error = (meaning: string): CodeEntry => ({ severity: 'error', meaning });
const warning = (meaning: string): CodeEntry => ({ severity: 'warning', meaning });

/** The closed list of problems. docs/errors.md is made from it; a code never changes its meaning. */
export const codes = {
  // reading files
  'file-encoding': error('the file is not UTF-8'),
  'file-size': error('the file is larger than 1 MiB'),
  'file-empty': error('the file is empty'),
  'file-name': error('a platform has no file or folder of this name'),
  'file-kind': error('a pipe, socket or device is where a file is expected'),
  'file-missing': error('a file that every platform needs is not there'),
  'file-symlink': error('a symbolic link leads out of the platform folder'),
  'yaml-syntax': error('the text is not valid YAML'),
  'yaml-tab': error('a tab is used for indentation'),
  'yaml-documents': error('a spec file holds more than one document'),
  'yaml-duplicate-key': error('a key appears twice in one map'),
  'yaml-anchor': error('anchors, aliases and merge keys are not supported'),
  'yaml-tag': error('YAML tags are not supported'),
  'yaml-key': error('a key is not a plain string, or is not allowed'),
  'empty-value': error('a key without a value; write null to remove what a weaker layer set'),
  // the schema
  'unknown-field': error('the schema does not know this field'),
  'invalid-type': error('the value has another type than the field'),
  'invalid-value': error('the value is not one of those that the field allows'),
  'missing-field': error('a field that has no default is not set in any layer'),
  // the model
  'invalid-name': error(
    'a name is not a DNS label, is reserved, or is too long for the names derived from it',
  ),
  'name-collision': error('two names become the same file or object'),
  'system-namespace': error(
    'a namespace of the cluster, the provider or an operator is used as if it were free',
  ),
  'default-namespace': warning('the namespace `default` is used, which other applications share'),
  'unknown-service': error('there is no service of this name'),
  'unknown-environment': error('there is no environment of this name'),
  'unknown-target': error('connects names neither a service, a data service, a URL nor a CIDR'),
  'unknown-port': error('the service has no port of this name'),
  'unreached-port': error('connects names a port of a service that no Service leads to'),
  'ambiguous-port': error('it is not clear which port is meant'),
  'extends-cycle': error('environments extend each other in a circle'),
  'duplicate-override': error('one service is overridden twice in one environment'),
  'not-for-workload': error('the field does not exist for this kind of workload'),
  'missing-replicas': error('the number of replicas cannot be guessed: no ports, a disk, or devices'),
  'conflicting-fields': error('two fields contradict each other'),
  'volume-group': warning(
    'a user other than root may not be able to write to a volume: nothing here sets its group',
  ),
  'volume-access': error('the pods of a service on two nodes cannot share a ReadWriteOnce volume'),
  'unknown-access': warning(
    'pods on two nodes share a claim that is made elsewhere, and may be ReadWriteOnce',
  ),
  'low-port': warning('a port below 1024 on the network of the node, which only root may listen on'),
  'provider-limit': error("the provider's nodes do not support this"),
  'admitted-request': warning("the provider's admission raises or fills in the requests of a pod"),
  // capacity, availability, scaling
  'capacity-unknown': error('the environment does not tell on-demand and spot nodes apart'),
  'capacity-contradiction': error('a node selector or an affinity asks for nodes of the other capacity'),
  'capacity-floor': error('the number of on-demand replicas contradicts other fields'),
  'hard-max': error('replicas.hardMax is lower than what the rest of the service needs'),
  'unknown-zone': error('the provider or the environment does not have this zone'),
  'zone-limit': warning('a rule over zones leaves pods without a place'),
  'no-pool': error('no declared pool of nodes has what a service asks for'),
  'pool-not-rendered': error('a node pool is not a Kubernetes object here, and can only be checked'),
  'moving-image': warning('the image of the nodes changes without a commit'),
  'spot-notice': error('a preStop sleep is longer than the notice of a spot node'),
  'spot-grace': warning('a reclaimed spot node is gone before the grace period is over'),
  'short-grace': warning('the grace period leaves too little to drain, or to stop after draining'),
  'unknown-hook': warning('a preStop hook takes an unknown time inside a grace period that nobody wrote'),
  'blocking-budget': error('a disruption budget would block every drain'),
  'quorum-budget': warning('a disruption budget may take the majority of a StatefulSet'),
  'job-disruption': warning('disruptions count as failures of a Job'),
  'availability-target': error('the plan of a service cannot meet its availability target'),
  'target-risk': warning('the plan of a service keeps its availability target only until the next failure'),
  'single-replica': warning('services with one replica are down during each drain and node failure'),
  'job-repeats': warning(
    'a Job deletes itself when it is finished, and a GitOps controller creates it again',
  ),
  'schedule-never': error('the date of a schedule is in no year'),
  'clock-change': warning('a change of the clocks leaves a run out, or repeats it'),
  'short-deadline': warning(
    'the deadline of a CronJob is shorter than the interval at which its controller looks',
  ),
  hook: error(
    'a hook of Argo CD would wait for what is applied after it, take away what has to stay, or never be applied',
  ),
  'sync-wave': error(
    'a sync wave of Argo CD applies a workload before what its pods need, and waits for them',
  ),
  'hook-order': warning(
    'a hook or a sync wave of Argo CD makes the first sync wait for what comes later, or Argo CD skips a hook of Helm',
  ),
  'equal-probes': warning('liveness asks the same as readiness, so that an overloaded pod is killed'),
  'no-metric': error('an autoscaler has nothing to measure'),
  'autoscaler-clash': error('two autoscalers, or one and the manifest, set the same thing'),
  'operator-missing': error('an object needs an operator that the environment does not list'),
  'unknown-trigger': warning('the type of a KEDA trigger is one letter away from a well-known one'),
  handover: warning('the manifest and an autoscaler both set the number of pods'),
  'storage-class': warning('the claim names no storage class and the provider marks none as default'),
  // network
  'protected-range': error('a connection would open the metadata service of the machine'),
  'policy-limit': error('the engine that enforces NetworkPolicies does not apply this as intended'),
  'closed-port': warning(
    'the engine that enforces NetworkPolicies opens only some of the ports that are written',
  ),
  'headless-port': warning('a headless Service has another port than its pods, which callers never reach'),
  'host-network': error('policies cannot select pods with hostNetwork'),
  'open-egress': warning(
    'a port is open to every public address, since a NetworkPolicy cannot match host names',
  ),
  'half-open': warning('a service accepts pods of another one, which does not connect to it'),
  'open-ingress': warning('every address may call'),
  'unreachable-api': warning('pods have a token for the API server, and may not reach it'),
  'would-close': warning('policies that are observed would close what is open now'),
  'plain-pods-denied': warning('plain pods are in a default-deny namespace, without a policy of their own'),
  // the edge
  'edge-limit': error('the gateway of the environment does not support a field'),
  'route-clash': error('two services claim the same host and path'),
  'certificate-missing': error('no certificate covers a host'),
  'public-data': error('a service with personal data would be reached from the internet, and nobody says so'),
  'edge-buffer': warning('the gateway holds whole request bodies in memory, and few of them fill it'),
  'edge-affinity': warning("a Service's sessionAffinity does not apply to requests through the gateway"),
  'edge-unused': warning('a part of edge has no effect'),
  'readiness-gate': warning('pods count as ready before the load balancer knows them'),
  'weak-tls': warning('an old version of TLS is allowed'),
  // plain manifests
  'manifest-invalid': error('a document in manifests/ is not a Kubernetes object'),
  'manifest-exported': error('a plain manifest holds what the API server writes, or a null'),
  'manifest-secret': error('a Secret with values does not belong in Git'),
  // checks over the rendered objects
  'duplicate-object': error('two rendered objects have the same identity'),
  'invalid-object-name': error('the API server refuses this name for this kind'),
  'invalid-label': error('the API server refuses this label or annotation'),
  'missing-reference': error('an object names another one that is neither rendered nor declared'),
  'selector-mismatch': error('a selector does not match the pods that it is for'),
  'budget-clash': error('two PodDisruptionBudgets select the same pods'),
  'no-token': warning('pods without a token run as an account that has a role, or connect to the API server'),
  'missing-label': warning('a variable takes the value of a label or annotation that the pods do not have'),
  'closed-backend': warning(
    'a plain Ingress, route or Service leads to pods that let in nobody from outside',
  ),
  'no-eviction': warning('a plain PodDisruptionBudget lets no pod be evicted'),
  'selected-job': error('a budget or Service of other pods selects those of a Job'),
  'selector-overlap': error('two controllers or two services select the same pods'),
  'duplicate-env': error('a variable appears twice in one container'),
  'undefined-variable': error('$(VAR) is used before it is defined'),
  'quantity-format': error('a quantity is not in its canonical form'),
  'request-over-limit': error('a request is larger than its limit'),
  'unlikely-amount': error('an amount of memory, disk or CPU is far from what can be meant'),
  'image-unpinned': error('an image has no tag or digest, or the tag latest'),
  'image-registry': error('an image comes from a registry that the platform does not list'),
  'pod-security': error('a pod breaks the Pod Security level of its namespace'),
  'secret-literal': error('a value looks like a secret'),
  'object-size': error('an object is larger than 256 KiB'),
  'misplaced-object': error(
    'an object made in code stands outside the environments, so that no folder is its own',
  ),
  // comparing with what is there
  'immutable-change': error('a field changes that the API server does not let change'),
  'workload-transition': error(
    'a workload becomes one of another kind or namespace, and its pods go before the new ones are ready',
  ),
  'port-transition': error(
    'a Service or a policy changes so that callers reach none of the running pods until new ones are ready',
  ),
  'removed-port': warning('a Service loses a port, or goes, while its pods or callers stay'),
  'capacity-transition': warning('a change takes pods away before others have taken their place'),
  'node-roll': warning('Karpenter replaces all nodes of a pool, or of all pools with one node class'),
  'replicas-dropped': warning(
    'the number of pods leaves the manifest, and falls to one until an autoscaler acts',
  ),
  'autoscaler-returned': warning("an autoscaler goes with KEDA's ScaledObject, and has to be applied again"),
  'unknown-replace': error('--replace names an object that is not changed'),
  'removed-data': error(
    'a claim, a Namespace, a volume, a definition or a load balancer leaves the output, or a StatefulSet loses claims',
  ),
  'claim-retention': warning('Kubernetes deletes claims of a StatefulSet from now on, which it kept before'),
  'unknown-remove': error('--remove names nothing that leaves the output'),
  'foreign-folder': error('the output folder holds files that Portolan did not write'),
} as const satisfies Record<string, CodeEntry>;

/** Identifies one kind of problem. */
export type Code = keyof typeof codes;
