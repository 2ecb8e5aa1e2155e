import type { Files } from '../support/platform';
import { base } from '../support/platform';

/** Platforms whose rollouts, shutdowns or targets cannot work, by name. */
const on = (environment: string, service: string): Files => ({
  ...base,
  'environments/production.yaml': environment,
  'services/web.yaml': `image: ghcr.io/acme/web:1.2.3\nports: {http: 8080}\n${service}`,
});
const zones = 'zones: [sa-east-1a, sa-east-1b, sa-east-1c]\n';
const zonesOfGke = 'zones: [southamerica-east1-a, southamerica-east1-b, southamerica-east1-c]\n';
const eks = (service: string) => on(`provider: eks\n${zones}`, service);
const gke = (service: string) => on(`provider: gke\n${zonesOfGke}`, service);
const front = (hook: string) =>
  `containers: {nginx: {image: "ghcr.io/acme/nginx:1.27", ports: {front: 8081}, lifecycle: {preStop: ${hook}}}}\n` +
  'service: {ports: {http: {port: 8081, targetPort: front}}}\nreplicas: 2\n';

const privileged = 'namespaces: {shop: {podSecurity: privileged}}\n';
const agent = (service: string): Files => ({
  ...eks(''),
  'environments/production.yaml': `provider: eks\n${zones}${privileged}`,
  'services/web.yaml': `workload: DaemonSet\nimage: ghcr.io/acme/web:1.2.3\n${service}`,
});
const apart = (key: string, more = '') =>
  `affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: ${key}, labelSelector: {matchLabels: {app.kubernetes.io/name: web}}${more}}]}}\n`;
const together = (key: string, own: string) =>
  `affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: ${key}, labelSelector: {matchLabels: {app.kubernetes.io/${own}}}}]}}\n`;
const hard = (how: string) =>
  `topologySpreadConstraints: [{topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, ${how}}]\n`;

const mounted = 'volumes: {d: {persistentVolumeClaim: {claimName: data}, mountPath: /d}}\n';
const claim = (service: string, mode = 'ReadWriteOnce'): Files => ({
  ...eks(service + mounted),
  'manifests/production/x/claim.yaml': `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec: {accessModes: [${mode}], resources: {requests: {storage: 1Gi}}}\n`,
});
const known = (files: Files): Files => ({
  ...files,
  'platform.yaml': `${String(base['platform.yaml'])}existing: {persistentVolumeClaims: [data]}\n`,
});

export const rolloutCases: Readonly<Record<string, Readonly<Record<string, Files>>>> = {
  drains: {
    'an exec sleep longer than the grace period': eks(
      'replicas: 2\nterminationGracePeriodSeconds: 30\nlifecycle: {preStop: {exec: [sleep, "60"]}}\n',
    ),
    'an exec sleep longer than the notice of a spot node': gke(
      'replicas: 2\ncapacity: spot\nlifecycle: {preStop: {exec: [/bin/sh, -c, "sleep 16; nginx -s quit"]}}\n',
    ),
    'an exec sleep that leaves nothing for the stop signal': eks(
      'replicas: 2\nterminationGracePeriodSeconds: 30\nlifecycle: {preStop: {exec: [sh, -c, "sleep 28 && kill 1"]}}\n',
    ),
    'a sleep of another container, longer than the grace period': eks(
      `terminationGracePeriodSeconds: 30\n${front('{exec: [sleep, 1m]}')}`,
    ),
    'a sleep of a sidecar, longer than the notice of a spot node': gke(
      'replicas: 2\ncapacity: spot\nsidecars: {proxy: {image: "ghcr.io/acme/proxy:1", lifecycle: {preStop: {sleep: {seconds: 20}}}}}\n',
    ),
    'a hook of unknown length in place of the drain': eks(
      'replicas: 2\nlifecycle: {preStop: {exec: [/app/drain.sh]}}\n',
    ),
    'a hook that calls the container in front': eks(front('{httpGet: {path: /drain, port: front}}')),
    'a hook of unknown length in a container that nobody calls': eks(
      'replicas: 2\nsidecars: {proxy: {image: "ghcr.io/acme/proxy:1", lifecycle: {preStop: {exec: [/flush]}}}}\n',
    ),
    'a hook of both workloads': eks(
      'replicas: 4\ncapacity: {onDemand: 2}\nlifecycle: {preStop: {exec: [/app/drain.sh]}}\n',
    ),
  },
  'drains on spot': {
    'an agent that drains longer than a spot node lives': {
      ...gke(''),
      'services/web.yaml':
        'workload: DaemonSet\nimage: ghcr.io/acme/web:1.2.3\nlifecycle: {preStop: {exec: [sleep, "40"]}}\n',
    },
    'nodes of any capacity, and a drain longer than a spot node lives': eks(
      'replicas: 2\ncapacity: uniform\navailability: {drainDelay: 150}\n',
    ),
    'a request of unknown length on spot': gke(
      'replicas: 2\ncapacity: spot\nlifecycle: {preStop: {httpGet: {path: /drain, port: http}}}\n',
    ),
    'a hook that never ends': eks('replicas: 2\nlifecycle: {preStop: {exec: [sleep, infinity]}}\n'),
  },
  claims: {
    'a claim of manifests for one node, and three replicas': claim('replicas: 3\n'),
    'a claim of manifests for one node, and a rollout that surges': claim('replicas: 1\n'),
    'a claim of another service': {
      ...eks('replicas: 1\nvolumes: {d: {persistentVolumeClaim: {claimName: db-data}, mountPath: /d}}\n'),
      'services/db.yaml':
        'image: acme/db:1\nreplicas: 1\nstrategy: {type: Recreate}\npodSecurityContext: {fsGroup: 10}\nvolumes: {data: {claim: {storage: 1Gi, storageClassName: gp3}, mountPath: /d}}\n',
    },
    'a claim of manifests for one node, and three members': claim('workload: StatefulSet\nreplicas: 3\n'),
    'a claim of manifests for one node, and an agent': claim('workload: DaemonSet\n', 'ReadWriteOncePod'),
    'a claim of unknown modes, and three replicas': known(eks(`replicas: 3\n${mounted}`)),
    'a claim of unknown modes, and a rollout that surges': known(eks(`replicas: 1\n${mounted}`)),
    'a claim of its own, and a rollout that surges': eks(
      'replicas: 1\npodSecurityContext: {fsGroup: 10}\nvolumes: {d: {claim: {storage: 1Gi, storageClassName: gp3}, mountPath: /d}}\n',
    ),
  },
  deadlocks: {
    'an agent that surges on a port of its node': agent(
      'ports: {http: {port: 8126, hostPort: 8126}}\nstrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}\n',
    ),
    'an agent that surges on the network of its node': agent(
      'ports: {http: 8126}\nhostNetwork: true\nnetworkPolicy: off\nstrategy: {rollingUpdate: {maxSurge: "10%"}}\n',
    ),
    'a Deployment that takes none away on a port of its nodes': {
      ...on(`provider: eks\n${zones}${privileged}`, ''),
      'services/web.yaml':
        'image: ghcr.io/acme/web:1.2.3\nports: {http: {port: 8080, hostPort: 80}}\nreplicas: 2\nstrategy: {rollingUpdate: {maxUnavailable: 0}}\n',
    },
    'a share of three pods that comes to none, kept apart by host': eks(
      `replicas: 3\n${apart('kubernetes.io/hostname')}strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: "25%"}}\n`,
    ),
    'more replicas than zones, kept apart by zone': eks(
      `replicas: 5\n${apart('topology.kubernetes.io/zone')}`,
    ),
    'more members than zones, kept apart by zone in each revision': eks(
      `workload: StatefulSet\nreplicas: 4\n${apart('topology.kubernetes.io/zone', ', matchLabelKeys: [pod-template-hash]')}`,
    ),
    'more replicas of both workloads than zones, kept apart by zone': eks(
      `replicas: 4\ncapacity: {onDemand: 2}\n${apart('topology.kubernetes.io/zone')}`,
    ),
    'a minimum above the zones, kept apart by zone': eks(
      `resources: {requests: {cpu: 100m}}\nreplicas: {min: 4, max: 9}\n${apart('topology.kubernetes.io/zone')}`,
    ),
    'a maximum above the zones, kept apart by zone': eks(
      `resources: {requests: {cpu: 100m}}\n${apart('topology.kubernetes.io/zone')}`,
    ),
    'more replicas than most regions have zones, kept apart by zone': on(
      'provider: eks\n',
      `replicas: 5\n${apart('topology.kubernetes.io/zone')}`,
    ),
    'more domains than zones': eks(`replicas: 7\n${hard('maxSkew: 2, minDomains: 4')}`),
    'more domains than zones, for what an autoscaler adds': eks(
      `resources: {requests: {cpu: 100m}}\nreplicas: {min: 2, max: 6}\n${hard('maxSkew: 1, minDomains: 4')}`,
    ),
    'a surge where more domains than zones leave no room': eks(
      `replicas: 3\n${hard('maxSkew: 1, minDomains: 5')}strategy: {rollingUpdate: {maxUnavailable: 0}}\n`,
    ),
    'a surge where the other workload has the last zone': eks(
      `replicas: 3\ncapacity: {onDemand: 1}\n${apart('topology.kubernetes.io/zone')}strategy: {rollingUpdate: {maxUnavailable: 0}}\n`,
    ),
    'as many replicas as zones, kept apart by zone': eks(
      `replicas: 3\n${apart('topology.kubernetes.io/zone')}strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}\n`,
    ),
  },
  targets: {
    'a target with all replicas in one zone by request': eks(
      `replicas: 3\n${together('topology.kubernetes.io/zone', 'name: web')}availability: {target: 99.9}\n`,
    ),
    'a target with all replicas on one node by request': eks(
      `replicas: 4\ncapacity: {onDemand: 2}\n${together('kubernetes.io/hostname', 'instance: web')}availability: {target: 99.9}\n`,
    ),
    'constraints of a service beside the spread of all': {
      ...eks(
        'replicas: 2\ntopologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway}]\n',
      ),
      'platform.yaml': `${String(base['platform.yaml'])}defaults: {availability: {zoneSpread: required}}\n`,
    },
    'constraints of a service beside the spread of all in its environment': on(
      `provider: eks\n${zones}defaults: {availability: {zoneSpread: required}}\n`,
      'replicas: 2\ntopologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway}]\n',
    ),
    'a spread of one service beside the constraints of all': {
      ...eks('replicas: 2\navailability: {zoneSpread: required}\n'),
      'platform.yaml': `${String(base['platform.yaml'])}defaults: {topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway}]}\n`,
    },
    'a required spread beside a selector for one zone': eks(
      'replicas: 2\nnodeSelector: {topology.kubernetes.io/zone: sa-east-1a}\navailability: {zoneSpread: required}\n',
    ),
    'a required spread beside an affinity to one zone': eks(
      'replicas: 2\naffinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: topology.kubernetes.io/zone, operator: NotIn, values: [sa-east-1a, sa-east-1b]}]}]}}}\navailability: {zoneSpread: required}\n',
    ),
    'a required spread beside pools of one zone': on(
      `provider: eks\n${zones}nodes: {pools: {a: {existing: true, zones: [sa-east-1a]}}}\n`,
      'replicas: 2\navailability: {zoneSpread: required}\n',
    ),
    'a required spread where nobody knows of zones': on(
      'provider: kubernetes\nnetworkPolicy: off\n',
      'replicas: 2\navailability: {zoneSpread: required}\n',
    ),
    'a budget for members of another autoscaler': eks(
      'workload: StatefulSet\nreplicas: external\navailability: {disruptionBudget: {minAvailable: 2}}\n',
    ),
    'a target with one replica left by spot': eks(
      'replicas: 4\ncapacity: {onDemand: 1}\navailability: {target: 99.9}\n',
    ),
    'a target with a fixed rest on spot': eks(
      'replicas: 10\ncapacity: {onDemand: 2}\navailability: {target: 99.95}\n',
    ),
    'a target with a rollout and a budget that take all': eks(
      'replicas: 4\nstrategy: {rollingUpdate: {maxUnavailable: 4, maxSurge: 0}}\navailability: {target: 99.9, disruptionBudget: {maxUnavailable: 4}}\n',
    ),
    'a target with a budget of which a share keeps none': eks(
      'replicas: 3\navailability: {target: 99.9, disruptionBudget: {minAvailable: "0%"}}\n',
    ),
    'a target without a readiness probe': eks('replicas: 3\nprobes: false\navailability: {target: 99.9}\n'),
    'a strict target with two members': eks(
      'workload: StatefulSet\nreplicas: 2\navailability: {target: 99.9}\n',
    ),
    'a strict target with two replicas': eks('replicas: 2\navailability: {target: 99.99}\n'),
    'a target on nodes of any capacity': eks(
      'replicas: 3\ncapacity: uniform\navailability: {target: 99.9}\n',
    ),
    'a target with constraints over hosts alone': eks(
      'replicas: 3\ntopologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway}]\navailability: {target: 99.9}\n',
    ),
  },
};
