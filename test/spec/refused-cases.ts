import type { Files } from '../support/platform';
import { base, web } from '../support/platform';

/** Platforms that an API server would refuse, or whose pods would never start, by name. */
const svc = (text: string): Files => ({ ...base, 'services/web.yaml': text });
const more = (...lines: readonly string[]): Files => svc(`${web}${lines.join('\n')}\n`);
const kind = (workload: string, ...lines: readonly string[]): Files =>
  svc(`workload: ${workload}\nimage: ghcr.io/acme/web:1.2.3\n${lines.join('\n')}\n`);
const nodeTerms = (...terms: readonly string[]): Files =>
  more(
    'affinity:',
    '  nodeAffinity:',
    '    requiredDuringSchedulingIgnoredDuringExecution:',
    '      nodeSelectorTerms:',
    ...terms.map((term) => `        - ${term}`),
  );
const podTerms = (...terms: readonly string[]): Files =>
  more(
    'affinity:',
    '  podAffinity:',
    '    requiredDuringSchedulingIgnoredDuringExecution:',
    ...terms.map((term) => `      - ${term}`),
  );
const volumes = (...lines: readonly string[]): Files => more('volumes:', ...lines.map((line) => `  ${line}`));
const service = (...lines: readonly string[]): Files => more('service:', ...lines.map((line) => `  ${line}`));

export const refusedCases: Readonly<Record<string, Readonly<Record<string, Files>>>> = {
  'values of containers': {
    'more than all pods': more('strategy: {rollingUpdate: {maxUnavailable: 150%}}'),
    'a number that the API does not have': more('revisionHistoryLimit: 2147483648'),
    'fields and resources that the downward API does not have': more(
      'env:',
      '  A: {field: metadata.nam}',
      '  B: {field: metadata.labels}',
      '  C: {field: "metadata.annotations[\'a b\']"}',
      '  D: {resource: foo.bar}',
      '  E: {resource: limits.cpu, divisor: 1Mi}',
      '  F: {resource: requests.memory, divisor: 3Mi}',
    ),
    'a prefix that no variable has': more('envFrom: [{config: a, prefix: A=}]'),
    'resources that are none': more(
      'resources:',
      '  requests: {cpu: "-1", memory: -5, "bad name!": 1, cpus: 1, requests.a.com/b: 1}',
    ),
    'half a device': more('resources: {requests: {nvidia.com/gpu: 500m}}'),
    'resources of the quota that are none': {
      ...more(),
      'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\nquota: {reserve: {cups: 1, pods: -1}}\n',
    },
    'headers that are none': more(
      'probes: {path: /, httpHeaders: {a b: c}}',
      'lifecycle: {preStop: {httpGet: {port: http, httpHeaders: {"a:": c}}}}',
    ),
    'a probe that leaves no time': more('probes: {liveness: {path: /, terminationGracePeriodSeconds: 0}}'),
    'an image with two tags': svc('image: nginx:1:2\nports: {http: 80}\n'),
    'an image with an empty part': svc('image: a//b:1\nports: {http: 80}\n'),
    'an image with capitals': svc('image: ghcr.io/Upper/Case:1\nports: {http: 80}\n'),
    'an image with a tag of nothing': svc('image: "acme/web:"\nports: {http: 80}\n'),
    'paths in the place of the whole root': more(
      'writable: ["/"]',
      'files: {"/": a, /etc/a/: b}',
      'secrets: {/.: {secret: a}}',
    ),
    'security of another form': more(
      'securityContext:',
      '  runAsUser: 2147483648',
      '  procMount: Unmasked',
      '  seccompProfile: {type: Localhost, localhostProfile: ../a}',
      'podSecurityContext: {sysctls: [{name: a b, value: "1"}, {name: kernel.a, value: "1"}]}',
    ),
    'a sysctl twice': more(
      'podSecurityContext: {sysctls: [{name: kernel.a, value: "1"}, {name: kernel.a, value: "2"}]}',
    ),
  },
  'values of pods': {
    'addresses and names that are none': more(
      'hostAliases: [{ip: 10.0.0, hostnames: [a]}, {ip: 10.0.0.1, hostnames: [a b]}]',
      'dnsConfig: {nameservers: [dns], searches: [a b], options: [{name: ""}]}',
    ),
    'four name servers': more('dnsConfig: {nameservers: [10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4]}'),
    'what appears twice in a list': more(
      'imagePullSecrets: [a, a]',
      'hostAliases: [{ip: 10.0.0.1, hostnames: [a]}, {ip: 10.0.0.1, hostnames: [b]}]',
      'volumeMounts: [{name: a, mountPath: /a}, {name: a, mountPath: /a, subPath: b}]',
    ),
    'tolerations that contradict themselves': more(
      'tolerations:',
      '  - {key: a, operator: Exists, value: b}',
      '  - {value: b}',
      '  - {key: a b, operator: Exists}',
      '  - {key: a, value: b c}',
      '  - {key: a, effect: NoSchedule, tolerationSeconds: 5}',
    ),
    'terms of nodes': nodeTerms(
      '{matchExpressions: [{key: a, operator: In}]}',
      '{matchExpressions: [{key: a, operator: Exists, values: [b]}]}',
      '{matchExpressions: [{key: a, operator: Gt, values: ["1", "2"]}]}',
      '{matchExpressions: [{key: a, operator: Lt, values: [b]}]}',
      '{matchExpressions: [{key: a b, operator: In, values: [b c]}]}',
      '{matchFields: [{key: metadata.labels, operator: In, values: [a]}]}',
      '{matchFields: [{key: metadata.name, operator: In, values: [a, b]}]}',
    ),
    'no term of nodes': more(
      'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: []}}}',
    ),
    'terms of pods': podTerms(
      '{labelSelector: {}, topologyKey: a b}',
      '{labelSelector: {matchExpressions: [{key: a, operator: Gt, values: ["1"]}]}, topologyKey: zone}',
      '{labelSelector: {matchExpressions: [{key: a, operator: NotIn}]}, topologyKey: zone}',
      '{labelSelector: {matchLabels: {a: b c}}, topologyKey: zone, namespaces: [A]}',
      '{topologyKey: zone, matchLabelKeys: [a]}',
      '{labelSelector: {}, topologyKey: zone, matchLabelKeys: [a], mismatchLabelKeys: [a]}',
    ),
    'a weight above 100': more(
      'affinity:',
      '  podAntiAffinity:',
      '    preferredDuringSchedulingIgnoredDuringExecution:',
      '      - {weight: 101, podAffinityTerm: {labelSelector: {}, topologyKey: zone}}',
    ),
    'spreads that contradict themselves': more(
      'topologySpreadConstraints:',
      '  - {maxSkew: 1, topologyKey: a b, whenUnsatisfiable: ScheduleAnyway}',
      '  - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, minDomains: 2}',
    ),
    'a spread twice': more(
      'topologySpreadConstraints:',
      '  - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}',
      '  - {maxSkew: 2, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}',
    ),
    'a taint of a pool that is none': {
      ...more(),
      'environments/production.yaml':
        'provider: eks\nnodes: {pools: {a: {existing: true, taints: [{key: a b, effect: NoSchedule}]}}}\n',
    },
  },
  'values at the edge': {
    'keys that begin with two dots': more(
      'env: {A: {secret: api, key: ..a}}',
      'configMaps: {c: {data: {..x: y, .: z}, binaryData: {..: AAEC}}}',
    ),
    'units that the API server does not print': more(
      'env:',
      '  A: {resource: requests.memory, divisor: "1024"}',
      '  B: {resource: requests.memory, divisor: "1e3"}',
      '  C: {resource: requests.cpu, divisor: "1e-3"}',
    ),
    'huge pages that are not whole': more(
      'resources:',
      '  requests: {cpu: 1}',
      '  limits: {hugepages-2Mi: 3Mi, hugepages-1Gi: 2Mi}',
    ),
    'huge pages of no size': more('resources: {limits: {cpu: 1, hugepages-0Mi: 2Mi}}'),
    'a range of IPv4 in the form of IPv6': more('connects: ["::ffff:a00:0/104:443"]'),
    'a unit of a file that the API server does not print': volumes(
      'd: {downwardAPI: {items: [{path: a, resourceFieldRef: {containerName: web, resource: limits.memory, divisor: "1024"}}]}}',
    ),
    'a driver whose name has an empty part': volumes('v: {csi: {driver: a..b}, mountPath: /v}'),
    'a driver whose name has a part that ends with a dash': volumes(
      'v: {csi: {driver: a-.b}, mountPath: /v}',
    ),
    'names of nodes that no node has': nodeTerms(
      '{matchFields: [{key: metadata.name, operator: In, values: [a-]}]}',
    ),
    'terms of pods without a selector': more(
      'affinity:',
      '  podAffinity:',
      '    requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone}]',
      '  podAntiAffinity:',
      '    preferredDuringSchedulingIgnoredDuringExecution:',
      '      - {weight: 1, podAffinityTerm: {topologyKey: zone, namespaceSelector: {}}}',
    ),
    'objects of metrics that are none': more(
      'replicas:',
      '  min: 2',
      '  max: 4',
      '  metrics:',
      '    - type: Object',
      '      object:',
      '        describedObject: {apiVersion: a/b/c, kind: a/b, name: a}',
      '        metric: {name: a}',
      '        target: {type: Value, value: 1}',
    ),
    'an interval of more than 292 years': kind('CronJob', 'schedule: "@every 2562048h"'),
    'a step beyond the numbers of the API': kind('CronJob', 'schedule: "*/10000000000000000000 3 * * *"'),
    'addresses of IPv4 in the form of IPv6': more(
      'hostAliases: [{ip: "::ffff:1.2.3.4", hostnames: [a]}]',
      'dnsConfig: {nameservers: ["::ffff:102:304"]}',
      'service: {type: LoadBalancer, loadBalancerSourceRanges: ["::ffff:a00:0/104"]}',
    ),
    'search domains that are too long together': more(
      `dnsConfig: {searches: [${Array.from({ length: 9 }, (_, index) => `${`${'a'.repeat(60)}.`.repeat(4)}b${index}`).join(', ')}]}`,
    ),
    'all exit codes': kind(
      'Job',
      `podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: NotIn, values: [${[...Array(256).keys()].join(', ')}]}}]}`,
    ),
    'sources of a claim of another kind': volumes(
      'a: {ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}, dataSource: {kind: VolumeSnapshot, name: a}}}}, mountPath: /a}',
      'b: {ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}, dataSource: {apiGroup: a.b, kind: "", name: a}}}}, mountPath: /b}',
    ),
    'profiles with spaces around them': more(
      'securityContext: {appArmorProfile: {type: Localhost, localhostProfile: " a"}}',
    ),
    'a name of a device that is too long': more(`resources: {limits: {${'a'.repeat(245)}/b: 1}}`),
    'names and numbers of the quota that are none': {
      ...more(),
      'platform.yaml':
        'name: shop\nowner: web\nedition: 2026-11\nquota: {reserve: {a..b/c: 1, -a/b: 1, a/-b: 1}}\n',
    },
    'half an object in the quota': {
      ...more(),
      'platform.yaml':
        'name: shop\nowner: web\nedition: 2026-11\nquota: {reserve: {count/jobs.batch: 500m, pods: 1500m}}\n',
    },
    'what the API server leaves out': more(
      'schedulerName: ""',
      'hostAliases: [{ip: 10.0.0.1, hostnames: []}]',
      'volumes:',
      '  a: {projected: {sources: []}, mountPath: /a}',
      '  b: {projected: {sources: [{serviceAccountToken: {path: a, audience: ""}}]}, mountPath: /b}',
      'lifecycle: {preStop: {httpGet: {port: http, path: ""}}}',
    ),
  },
  'values of volumes': {
    'paths that lead out of a volume': volumes(
      'a: {emptyDir: {}, mountPath: /a, subPath: ../x}',
      'b: {emptyDir: {}, mountPath: /b, subPath: /x}',
      'c: {configMap: {name: a, items: [{key: a, path: /b}, {key: b, path: b/../..}, {key: c, path: ..b}, {key: d, path: ../x}]}}',
      'd: {emptyDir: {}, mountPath: /}',
    ),
    'sources that no volume has': volumes(
      'a: {emptyDir: {sizeLimit: "-1Gi", medium: Disk}}',
      'b: {hostPath: {path: /a, type: Folder}}',
      'c: {csi: {driver: a b}}',
    ),
    'sources of a projected volume': volumes(
      'a:',
      '  projected:',
      '    sources:',
      '      - {}',
      '      - {configMap: {name: a}, secret: {name: b}}',
      '      - {serviceAccountToken: {path: /a, expirationSeconds: 300}}',
      '      - {downwardAPI: {items: [{path: a, fieldRef: {fieldPath: status.podIP}}]}}',
    ),
    'claims that no storage has': kind(
      'StatefulSet',
      'replicas: 1',
      'volumes:',
      '  a: {claim: {storage: 0, accessModes: [], storageClassName: A b}, mountPath: /a}',
      '  b: {claim: {storage: 1Gi, accessModes: [ReadWriteOncePod, ReadWriteOnce]}, mountPath: /b}',
    ),
    'mounts that contradict themselves': more(
      'volumes: {a: {emptyDir: {}}}',
      'volumeMounts:',
      '  - {name: a, mountPath: /a, subPath: a, subPathExpr: b}',
      '  - {name: a, mountPath: /b, recursiveReadOnly: Enabled}',
    ),
    'binary data that is not base64': more('configMaps: {a: {binaryData: {b: "%%"}}}'),
  },
  'values of Services and autoscalers': {
    'addresses and names of Services that are none': service(
      'type: LoadBalancer',
      'loadBalancerSourceRanges: [10.0.0, 10.0.0.1/8]',
      'loadBalancerClass: a b',
      'externalName: a b',
      'ports: {http: {port: 80, appProtocol: a b}}',
      'sessionAffinityTimeoutSeconds: 86401',
    ),
    'metrics that are none': more(
      'replicas:',
      '  metrics:',
      '    - {type: External, external: {metric: {name: a%b}, target: {type: Value, value: 0}}}',
      '    - {type: Object, object: {describedObject: {apiVersion: v1, kind: "", name: a}, metric: {name: a}, target: {type: Value, value: 1}}}',
    ),
  },
  'fields of containers together': {
    'two handlers of a hook, and none': more(
      'lifecycle: {preStop: {exec: [a], sleep: {seconds: 5}}, postStart: {}}',
    ),
    'handlers of a hook from two layers': {
      ...more('lifecycle: {preStop: {exec: [a]}}'),
      'environments/production.yaml':
        'provider: kubernetes\nnetworkPolicy: off\nservices: {web: {lifecycle: {preStop: {httpGet: {port: http}}}}}\n',
    },
    'a hook that is longer than the grace period': more(
      'terminationGracePeriodSeconds: 40',
      'lifecycle: {postStart: {sleep: {seconds: 50}}}',
      'sidecars: {proxy: {image: "acme/proxy:1", lifecycle: {preStop: {sleep: {seconds: 60}}}}}',
    ),
    'devices of which a limit is not the request': more(
      'replicas: 1',
      'resources: {requests: {nvidia.com/gpu: 1}, limits: {nvidia.com/gpu: 2}}',
    ),
    'huge pages alone': more('resources: {requests: {hugepages-2Mi: 2Mi}}'),
    'profiles that contradict themselves': more(
      'securityContext: {seccompProfile: {type: RuntimeDefault, localhostProfile: a}}',
      'podSecurityContext: {appArmorProfile: {type: Localhost}}',
      'sidecars: {proxy: {image: "acme/proxy:1", securityContext: {seccompProfile: {localhostProfile: a}}}}',
    ),
    'a privileged container that gains none': {
      ...more('securityContext: {privileged: true}'),
      'platform.yaml':
        'name: shop\nowner: web\nedition: 2026-11\nnamespaces: {shop: {podSecurity: privileged}}\n',
    },
    'a mount that appears on the node': more(
      'volumes: {a: {emptyDir: {}}}',
      'volumeMounts: [{name: a, mountPath: /a, mountPropagation: Bidirectional}]',
    ),
    'ends of what ends by itself': more(
      'initContainers:',
      '  a: {image: "acme/a:1", probes: {exec: [b]}, lifecycle: {preStop: {exec: [c]}}}',
    ),
  },
  'fields of pods together': {
    'no name server': more('dnsPolicy: None'),
    'ports and settings of the node': {
      ...base,
      'services/web.yaml':
        'image: ghcr.io/acme/web:1.2.3\nports: {http: {port: 80, hostPort: 81}}\nhostNetwork: true\nhostPID: true\n' +
        'shareProcessNamespace: true\npodSecurityContext: {sysctls: [{name: net.ipv4.tcp_syncookies, value: "1"}]}\n',
      'platform.yaml':
        'name: shop\nowner: web\nedition: 2026-11\nnamespaces: {shop: {podSecurity: privileged}}\n',
    },
    'a port of the node twice': svc(
      'image: ghcr.io/acme/web:1.2.3\nports: {http: {port: 80, hostPort: 81}, admin: {port: 82, hostPort: 81}}\n',
    ),
    'a port of a container twice': svc(
      'image: ghcr.io/acme/web:1.2.3\nports: {http: 80, admin: {port: 80, servicePort: 81}}\n' +
        'sidecars: {proxy: {image: "acme/proxy:1", ports: {a: 90, b: 90}}}\n',
    ),
    'an Indexed Job without completions': kind('Job', 'completionMode: Indexed', 'parallelism: 2'),
    'an Indexed CronJob without completions': kind(
      'CronJob',
      'schedule: "0 3 * * *"',
      'completionMode: Indexed',
    ),
    'more indexes than failures are counted for': kind(
      'Job',
      'completionMode: Indexed',
      'completions: 100001',
      'backoffLimitPerIndex: 1',
    ),
    'more failures than are counted of so many indexes': kind(
      'Job',
      'completionMode: Indexed',
      'completions: 100001',
      'parallelism: 10001',
      'backoffLimitPerIndex: 1',
      'maxFailedIndexes: 10001',
    ),
    'volumes of huge pages that no container asks for': more(
      'volumes: {a: {emptyDir: {medium: HugePages}, mountPath: /a}, b: {emptyDir: {medium: HugePages-1Gi}, mountPath: /b}}',
    ),
    'volumes of huge pages of another size': more(
      'resources: {requests: {cpu: 1}, limits: {hugepages-2Mi: 4Mi}}',
      'volumes: {a: {emptyDir: {medium: HugePages-1Gi}, mountPath: /a}}',
    ),
    'a volume of huge pages of one of two sizes': more(
      'resources: {requests: {cpu: 1}, limits: {hugepages-2Mi: 4Mi, hugepages-1Gi: 1Gi}}',
      'volumes: {a: {emptyDir: {medium: HugePages}, mountPath: /a}}',
    ),
    'an Indexed Job with too many pods at a time': kind(
      'Job',
      'completionMode: Indexed',
      'parallelism: 100001',
      'completions: 5',
    ),
    'a key of a ConfigMap twice': more('configMaps: {a: {data: {b: c}, binaryData: {b: AAEC}}}'),
    'a DaemonSet that may do nothing': kind(
      'DaemonSet',
      'strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0%}}',
    ),
    'a DaemonSet that may do both': kind(
      'DaemonSet',
      'strategy: {rollingUpdate: {maxSurge: 150%, maxUnavailable: 1}}',
    ),
  },
  'fields of Services together': {
    'ExternalName without a name': service('type: ExternalName'),
    'fields of other types': service(
      'ports: {http: {port: 80, nodePort: 30080}}',
      'externalTrafficPolicy: Local',
      'loadBalancerSourceRanges: [10.0.0.0/8]',
      'loadBalancerClass: a.b/c',
      'externalName: a.b',
      'sessionAffinityTimeoutSeconds: 5',
    ),
    'traffic inside the cluster to a name outside': service(
      'type: ExternalName',
      'externalName: db.example.org',
      'internalTrafficPolicy: Local',
    ),
    'a headless NodePort': service('type: NodePort', 'headless: true'),
    'a further Service without ports': more('extraServices: {a: {ports: {}}}'),
    'a Service with a port twice': service(
      'type: NodePort',
      'ports: {a: {port: 80, targetPort: 8080, nodePort: 30080}, b: {port: 80, targetPort: 8080, nodePort: 30080}}',
    ),
  },
};
