import type { Files } from '../support/platform';
import { base } from '../support/platform';

/** Platforms whose replicas, capacity or nodes contradict themselves, by name. */
const zones = 'zones: [sa-east-1a, sa-east-1b, sa-east-1c]\n';
const zonesOfGke = 'zones: [southamerica-east1-a, southamerica-east1-b, southamerica-east1-c]\n';
const on = (environment: string, service: string): Files => ({
  ...base,
  'environments/production.yaml': environment,
  'services/web.yaml': `image: ghcr.io/acme/web:1.2.3\nports: {http: 8080}\n${service}`,
});
const eks = (service: string, more = '') => on(`provider: eks\n${zones}${more}`, service);
const job = (more: string): Files => ({
  ...eks(''),
  'services/web.yaml': `workload: Job\nimage: ghcr.io/acme/web:1.2.3\n${more}`,
});
const gke = (service: string, more = '') => on(`provider: gke\n${zonesOfGke}${more}`, service);
const aks = (service: string, pools: string) =>
  on(`provider: aks\nzones: [brazilsouth-1, brazilsouth-2]\nnodes: {pools: ${pools}}\n`, service);
const cpu = 'resources: {requests: {cpu: 100m}}\n';

export const capacityCases: Readonly<Record<string, Readonly<Record<string, Files>>>> = {
  capacity: {
    'spot where no label tells': on('provider: kubernetes\nnetworkPolicy: off\n', 'capacity: spot\n'),
    'a compute class that no pool is': gke('capacity: spot\n', 'nodes: compute-class\n'),
    'labels where the provider has its own': eks('', 'nodes: {spot: {labels: {cheap: "true"}}}\n'),
    'a floor of all replicas': eks('capacity: {onDemand: 3}\nreplicas: 3\n'),
    'a floor above the minimum': eks(`${cpu}capacity: {onDemand: 3}\nreplicas: {min: 2}\n`),
    'a floor under a StatefulSet': eks('workload: StatefulSet\nreplicas: 3\ncapacity: {onDemand: 1}\n'),
    'a floor under an adopted Deployment': eks('selector: {app: web}\ncapacity: {onDemand: 1}\n'),
    'a floor with busy pods': eks(`${cpu}capacity: {onDemand: 1}\nreplicas: {min: 2, cpu: 76}\n`),
    'a floor with a metric of all pods': eks(
      'capacity: {onDemand: 1}\nreplicas: {metrics: [{type: External, external: {metric: {name: q}, target: {type: Value, value: 5}}}]}\n',
    ),
    'a floor with a queue': eks(
      'capacity: {onDemand: 1}\nreplicas: {triggers: {q: {type: redis, metadata: {address: "redis:6379", listName: q}}}}\n',
      'operators: [keda]\n',
    ),
    'a floor with a schedule': eks(
      'capacity: {onDemand: 1}\nreplicas: {schedule: [{start: "0 8 * * *", end: "0 9 * * *", timeZone: UTC, replicas: 5}]}\n',
      'operators: [keda]\n',
    ),
    'a hardMax below both minimums': eks(
      `${cpu}capacity: {onDemand: 2}\nreplicas: {min: 5, max: 10, hardMax: 12}\n`,
    ),
    'a hardMax below max': eks(`${cpu}replicas: {max: 10, hardMax: 8}\n`),
    'a node selector for the other capacity': eks(
      'capacity: onDemand\nnodeSelector: {karpenter.sh/capacity-type: spot}\n',
    ),
    'an affinity for the other capacity': gke(
      'capacity: onDemand\naffinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: cloud.google.com/gke-spot, operator: In, values: ["true"]}]}]}}}\n',
    ),
    'a drain longer than the notice': gke('capacity: spot\navailability: {drainDelay: 20}\n'),
    'a preStop longer than the notice': gke('capacity: spot\nlifecycle: {preStop: {sleep: {seconds: 16}}}\n'),
    'a preStop longer than the grace period': eks(
      'terminationGracePeriodSeconds: 5\nlifecycle: {preStop: {sleep: {seconds: 10}}}\n',
    ),
    'two drains': eks('availability: {drainDelay: 5}\nlifecycle: {preStop: {sleep: {seconds: 10}}}\n'),
    'a grace period longer than the notice': gke('capacity: spot\nterminationGracePeriodSeconds: 60\n'),
    'a grace period shorter than the drain': eks('terminationGracePeriodSeconds: 5\n'),
    'a floor for a service with a long name': {
      ...eks(''),
      [`services/${'a'.repeat(60)}.yaml`]:
        'image: acme/web:1\nports: {http: 80}\nreplicas: 3\ncapacity: {onDemand: 1}\n',
    },
    'a workload on spot with the name of a service': {
      ...eks('replicas: 3\ncapacity: {onDemand: 1}\n'),
      'services/web-spot.yaml': 'image: acme/web:1\nports: {http: 80}\n',
    },
    'an older label of the other capacity': on(
      'provider: aks\nzones: [brazilsouth-1, brazilsouth-2, brazilsouth-3]\n',
      'nodeSelector: {kubernetes.azure.com/scalesetpriority: spot}\n',
    ),
    'a hardMax that leaves max no room': eks(
      `${cpu}capacity: {onDemand: 2}\nreplicas: {min: 5, max: 10, hardMax: 4}\n`,
    ),
    'a preStop that is the whole grace period': gke('capacity: spot\navailability: {drainDelay: 15}\n'),
    'a Job on spot whose pods restart': job('capacity: spot\nrestartPolicy: OnFailure\n'),
  },
  availability: {
    'a budget that blocks every drain': eks(
      'replicas: 2\navailability: {disruptionBudget: {minAvailable: 100%}}\n',
    ),
    'a budget of nothing': eks('replicas: 2\navailability: {disruptionBudget: {maxUnavailable: 0}}\n'),
    'a budget with two limits': eks(
      'replicas: 4\navailability: {disruptionBudget: {maxUnavailable: 1, minAvailable: 1}}\n',
    ),
    'a target with one replica': eks('replicas: 1\navailability: {target: 99.9}\n'),
    'a target in one zone': on(
      'provider: eks\nzones: [sa-east-1a]\n',
      'replicas: 2\navailability: {target: 99.9}\n',
    ),
    'a target of two workloads in one zone': on(
      'provider: eks\nzones: [sa-east-1a]\n',
      'replicas: 4\ncapacity: {onDemand: 2}\navailability: {target: 99.9}\n',
    ),
    'a target without zones': on(
      'provider: kubernetes\nnetworkPolicy: off\n',
      'replicas: 2\navailability: {target: 99.9}\n',
    ),
    'a target on spot': eks('replicas: 3\ncapacity: spot\navailability: {target: 99.9}\n'),
    'a target without a budget': eks('replicas: 2\navailability: {target: 99.9, disruptionBudget: false}\n'),
    'one replica': eks('replicas: 1\n'),
    'two priorities': eks('priorityClassName: mine\navailability: {priority: batch}\n'),
    'liveness that equals readiness': eks(
      'probes: {liveness: {path: /healthz}, readiness: {path: /healthz}}\n',
    ),
    'a target in one zone of three': eks(
      'replicas: 2\nnodeSelector: {topology.kubernetes.io/zone: sa-east-1a}\navailability: {target: 99.9}\n',
    ),
    'a target with pools in one zone': eks(
      'replicas: 2\navailability: {target: 99.9}\n',
      'nodes: {pools: {general: {existing: true, zones: [sa-east-1b]}}}\n',
    ),
    'a target without a spread': eks('replicas: 2\navailability: {target: 99.9, zoneSpread: none}\n'),
    'a target with Recreate': eks('replicas: 2\nstrategy: {type: Recreate}\navailability: {target: 99.9}\n'),
    'a target with a rollout of all': eks(
      'replicas: 2\nstrategy: {rollingUpdate: {maxUnavailable: 100%}}\navailability: {target: 99.9}\n',
    ),
    'a target with one replica of each workload': eks(
      'replicas: 2\ncapacity: {onDemand: 1}\navailability: {target: 99.9}\n',
    ),
    'a budget that takes the majority': eks(
      'workload: StatefulSet\nreplicas: 3\navailability: {disruptionBudget: {maxUnavailable: 2}}\n',
    ),
    'a target of a Job': job('availability: {target: 99.9}\n'),
    'a required spread in one zone': on(
      'provider: eks\nzones: [sa-east-1a]\n',
      'replicas: 2\navailability: {zoneSpread: required}\n',
    ),
    'two spreads': eks(
      'replicas: 2\navailability: {zoneSpread: required}\ntopologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway}]\n',
    ),
    'two evictions': eks(
      'replicas: 2\navailability: {evictAfter: 60}\ntolerations: [{key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 600}]\n',
    ),
    'a rollout that cannot begin': eks('strategy: {rollingUpdate: {maxSurge: 0}}\n'),
    'a deadline before a pod counts': eks('minReadySeconds: 100\nprogressDeadlineSeconds: 60\n'),
  },
  scaling: {
    'no room between the bounds': eks(`${cpu}replicas: {min: 4, max: 4}\n`),
    'nothing to measure': eks('replicas: {min: 2, max: 4}\n'),
    'a percentage of no request': eks(`${cpu}replicas: {memory: 80}\n`),
    'zero without a trigger': eks(`${cpu}replicas: {min: 0}\n`),
    'a schedule without KEDA': eks(
      'replicas: {schedule: [{start: "0 8 * * *", end: "0 9 * * *", timeZone: UTC, replicas: 5}]}\n',
    ),
    'a trigger without what it needs': eks(
      'replicas: {triggers: {q: {type: kafka, metadata: {topic: q, consumerGroup: q}}}}\n',
      'operators: [keda]\n',
    ),
    'the trigger has no type': eks(
      'replicas: {triggers: {q: {metadata: {topic: q}}}}\n',
      'operators: [keda]\n',
    ),
    'a metric beside KEDA': eks(
      'replicas: {triggers: {q: {type: redis, metadata: {address: "redis:6379", listName: q}}}, metrics: [{type: Pods, pods: {metric: {name: q}, target: {type: AverageValue, averageValue: 5}}}]}\n',
      'operators: [keda]\n',
    ),
    'a handover': eks(`${cpu}replicas: {handover: 6}\n`),
    'a vertical autoscaler without its operator': eks('vpa: {}\n'),
    'two autoscalers of one resource': eks(
      `${cpu}vpa: {controlledResources: [cpu]}\n`,
      'operators: [vertical-pod-autoscaler]\n',
    ),
    'a vertical autoscaler without bounds': eks(
      'vpa: {updateMode: Recreate}\n',
      'operators: [vertical-pod-autoscaler]\n',
    ),
    'a vertical autoscaler of a Job': {
      ...base,
      'environments/production.yaml': 'provider: eks\noperators: [vertical-pod-autoscaler]\n',
      'services/web.yaml': 'workload: Job\nimage: ghcr.io/acme/web:1.2.3\nvpa: {}\n',
    },
    'no metrics': eks('replicas: {metrics: []}\n'),
    'no triggers': eks(`replicas: {triggers: {}}\n`, 'operators: [keda]\n'),
    'a schedule above max': eks(
      `${cpu}replicas: {max: 10, schedule: [{start: "0 8 * * *", end: "0 9 * * *", timeZone: UTC, replicas: 20}]}\n`,
      'operators: [keda]\n',
    ),
    'a trigger that has none of two parameters': eks(
      'replicas: {triggers: {q: {type: redis, metadata: {listName: q}}}}\n',
      'operators: [keda]\n',
    ),
    'a handover of too many': eks(`${cpu}replicas: {max: 9, handover: 30}\n`),
    'a handover below the floor': eks(`${cpu}capacity: {onDemand: 2}\nreplicas: {handover: 2}\n`),
    'bounds of a vertical autoscaler that cross': eks(
      'vpa: {minAllowed: {memory: 2Gi}, maxAllowed: {memory: 1Gi}}\n',
      'operators: [vertical-pod-autoscaler]\n',
    ),
  },
  nodes: {
    'spot that no pool offers': eks('capacity: spot\n', 'nodes: {pools: {general: {existing: true}}}\n'),
    'a processor that no pool offers': eks(
      'nodeSelector: {kubernetes.io/arch: arm64}\n',
      'nodes: {pools: {general: {existing: true}}}\n',
    ),
    'a taint that the pods do not tolerate': eks(
      '',
      'nodes: {pools: {gpu: {existing: true, taints: [{key: gpu, effect: NoSchedule}]}}}\n',
    ),
    'any capacity where AKS taints every node': aks(
      'capacity: uniform\n',
      '{cheap: {existing: true, capacity: [spot]}}',
    ),
    'a CronJob of any capacity where AKS taints every node': {
      ...aks(
        '',
        '{cheap: {existing: true, capacity: [spot]}, gpu: {existing: true, taints: [{key: gpu, effect: NoSchedule}]}}',
      ),
      'services/web.yaml':
        'workload: CronJob\nschedule: "0 3 * * *"\ncapacity: uniform\nimage: ghcr.io/acme/web:1.2.3\n',
    },
    'any capacity where all nodes are of compute classes': gke(
      'capacity: uniform\n',
      'nodes: {mode: compute-class, pools: {general: {capacity: [onDemand, spot]}}}\n',
    ),
    'any capacity where the environment names taints of every node': on(
      'provider: kubernetes\nnetworkPolicy: off\nnodes: {spot: {labels: {cheap: "true"}, taint: {key: cheap, value: "true", effect: NoSchedule}}, pools: {cheap: {existing: true, capacity: [spot]}}}\n',
      'capacity: uniform\ntolerations: [{key: cheap, value: "false", effect: NoSchedule}]\n',
    ),
    'a pool that is not an object': eks('', 'nodes: {pools: {general: {}}}\n'),
    'a pool in another zone': eks('', 'nodes: {pools: {general: {existing: true, zones: [sa-east-1d]}}}\n'),
    'a class without a role': eks('', 'cluster: shop\nnodes: {mode: karpenter, pools: {general: {}}}\n'),
    'an affinity for a processor that no pool offers': eks(
      'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [arm64]}]}]}}}\n',
      'nodes: {pools: {general: {existing: true}}}\n',
    ),
    'a zone that appears twice': on('provider: eks\nzones: [sa-east-1a, sa-east-1b, sa-east-1a]\n', ''),
    'what a compute class cannot say': gke(
      '',
      'nodes: {mode: compute-class, pools: {general: {zones: [southamerica-east1-a], limits: {cpu: "10"}, labels: {tier: batch}, taints: [{key: gpu, effect: NoSchedule}]}}}\n',
    ),
    'families of a pool that is made elsewhere': eks(
      '',
      'nodes: {pools: {general: {existing: true, families: [m7i]}}}\n',
    ),
    'a role that no class takes': eks('', 'nodes: {mode: auto-mode, role: node, pools: {general: {}}}\n'),
    'an image where no pool is rendered': eks('', 'nodes: {mode: karpenter, image: al2023@v1}\n'),
  },
};
