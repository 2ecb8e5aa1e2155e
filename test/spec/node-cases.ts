import type { Files } from '../support/platform';
import { base } from '../support/platform';

const path = 'services/web.yaml';
const on = (environment: string, service: string, more: Files = {}): Files => ({
  ...base,
  'environments/production.yaml': environment,
  [path]: `image: ghcr.io/acme/web:1.2.3\n${service}`,
  ...more,
});
const zones = 'zones: [sa-east-1a, sa-east-1b, sa-east-1c]\n';
const eks = (service: string, more = ''): Files => on(`provider: eks\n${zones}${more}`, service);
const http = 'ports: {http: 8080}\n';
const job = (more: string): Files => ({
  ...eks(''),
  [path]: `workload: Job\nimage: ghcr.io/acme/web:1.2.3\n${more}`,
});
const cronJob = (more: string): Files => ({
  ...eks(''),
  [path]: `workload: CronJob\nimage: ghcr.io/acme/web:1.2.3\n${more}`,
});
const karpenter = (image: string, pool: string, service = http): Files =>
  on(
    `provider: eks\ncluster: shop\n${zones}nodes: {mode: karpenter, role: node, image: "${image}", pools: {general: ${pool}}}\n`,
    service,
  );
const plain = (manifest: string): Files => ({ ...eks(http), 'manifests/all/web/job.yaml': manifest });
const pods =
  'template: {spec: {restartPolicy: Never, serviceAccountName: web, securityContext: {runAsNonRoot: true, runAsUser: 10001, seccompProfile: {type: RuntimeDefault}}, containers: [{name: migrate, image: "acme/migrate:1", securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]}}';

const plainPod = (more: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: tool, namespace: shop, labels: {app: tool}}\nspec: {${more}, automountServiceAccountToken: false, securityContext: {runAsNonRoot: true, runAsUser: 10001, seccompProfile: {type: RuntimeDefault}}, containers: [{name: tool, image: "acme/tool:1", securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]}\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: tool, namespace: shop}\nspec: {podSelector: {matchLabels: {app: tool}}, policyTypes: [Egress]}\n`;

/** Ports, budgets, zones, nodes and Jobs that do not do what they say. */
export const nodeCases: Readonly<Record<string, Readonly<Record<string, Files>>>> = {
  ports: {
    'two ports of a Service that lead to one of the pods, on the VPC CNI': eks(
      `${http}service: {ports: {http: 8080, old: {port: 80, targetPort: http}}}\n`,
    ),
    'two ports of a further Service that lead to one of the pods, on the VPC CNI': eks(
      `${http}extraServices: {web-old: {ports: {old: {port: 80, targetPort: http}, older: {port: 81, targetPort: 8080}}}}\n`,
    ),
    'a headless Service with another port than its pods': eks(
      'ports: {http: {port: 8080, servicePort: 80}}\nservice: {headless: true}\n',
    ),
    'a further headless Service with another port than a sidecar': eks(
      `${http}sidecars: {proxy: {image: "acme/proxy:1", ports: {proxy: 7000}}}\nextraServices: {web-pods: {headless: true, ports: {proxy: {port: 70}}}}\n`,
    ),
  },
  budgets: {
    'a budget that keeps the only replica': eks(
      `${http}replicas: 1\navailability: {disruptionBudget: {minAvailable: 1}}\n`,
    ),
    'a budget that takes none of the only replica': eks(
      `${http}replicas: 1\navailability: {disruptionBudget: {maxUnavailable: 0%}}\n`,
    ),
    'a budget that keeps the only replica on spot': eks(
      `${http}capacity: {onDemand: 2}\nreplicas: 3\navailability: {disruptionBudget: {minAvailable: 1}}\n`,
    ),
  },
  zones: {
    'numbers of zones on AKS': on('provider: aks\nzones: ["1", "2"]\n', http),
    'letters of zones on EKS': on('provider: eks\nzones: [a, us-east-1]\n', http),
    'a zone of AKS in capital letters': on('provider: aks\nzones: [BrazilSouth-1, brazilsouth-2]\n', http),
    'the number of a zone, without quotes': on('provider: aks\nzones: [1]\n', http),
    'zones of a pool where the environment names none': on(
      'provider: eks\nnodes: {pools: {general: {existing: true, zones: [sa-east-1a]}}}\n',
      http,
    ),
    'the number of a zone of a pool, where the environment names none': on(
      'provider: aks\nnodes: {mode: node-auto-provisioning, pools: {general: {zones: ["1", BrazilSouth-1]}}}\n',
      http,
    ),
    'zones of another cloud': on('provider: gke\nzones: [sa-east-1a]\n', http),
    'zones of two regions': on('provider: eks\nzones: [sa-east-1a, us-west-2-lax-1a, us-west-2a]\n', http),
    'a node selector for the number of a zone': on(
      'provider: aks\n',
      `${http}nodeSelector: {topology.kubernetes.io/zone: "1"}\n`,
    ),
    'an affinity for a zone that the environment does not have': eks(
      `${http}affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: topology.kubernetes.io/zone, operator: In, values: [sa-east-1a, sa-east-1d]}]}]}}}\n`,
    ),
    'a preference for the letter of a zone': eks(
      `${http}affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [{key: topology.kubernetes.io/zone, operator: In, values: [a]}]}}]}}\n`,
    ),
  },
  'plain objects and nodes': {
    'a plain node selector for the number of a zone': {
      ...on('provider: aks\n', http),
      'manifests/all/web/pod.yaml': plainPod('nodeSelector: {topology.kubernetes.io/zone: "1"}'),
    },
    'a plain affinity for zones that the environment does not have': {
      ...eks(http),
      'manifests/all/web/pod.yaml': plainPod(
        'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: topology.kubernetes.io/zone, operator: In, values: [sa-east-1d, a]}]}]}}}',
      ),
    },
    'a plain class of nodes with a moving image': plain(
      'apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: {name: own}\nspec: {role: node, amiSelectorTerms: [{alias: al2023@latest}], subnetSelectorTerms: [{id: subnet-1}], securityGroupSelectorTerms: [{id: sg-1}]}\n',
    ),
    'a plain claim of a user other than root': {
      ...eks(
        `${http}replicas: 1\nstrategy: {type: Recreate}\navailability: {disruptionBudget: false}\nvolumes: {data: {persistentVolumeClaim: {claimName: data}, mountPath: /data}}\n`,
      ),
      'manifests/all/web/claim.yaml':
        'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: shop}\nspec: {accessModes: [ReadWriteOnce], storageClassName: gp3, resources: {requests: {storage: 1Gi}}}\n',
    },
  },
  'pools of Karpenter': {
    'a moving image': karpenter('al2023@latest', '{}'),
    'an image without a version': karpenter('al2023', '{}'),
    'a family of images that AWS does not have': karpenter('al2024@v20261108', '{}'),
    'an image of Windows with a version': karpenter('windows2022@v20261108', '{}'),
    'an alias of an image that is too long': karpenter('al2023@v20261108-and-more-of-it', '{}'),
    'labels that only Karpenter sets': karpenter(
      'al2023@v20261108',
      '{labels: {karpenter.sh/nodepool: a, x.karpenter.sh/a: b, karpenter.k8s.aws/foo: c, kubernetes.io/hostname: d}}',
    ),
    'a disk that Karpenter does not make': eks(
      http,
      'cluster: shop\nnodes: {mode: karpenter, role: node, image: al2023@v20261108, diskSize: 59001, pools: {general: {}}}\n',
    ),
    'a disk that Azure does not make': on(
      'provider: aks\nnodes: {mode: node-auto-provisioning, image: AzureLinux, diskSize: 29, pools: {general: {}}}\n',
      http,
    ),
    'a disk that Google does not make': on(
      'provider: gke\nnodes: {mode: compute-class, diskSize: 9, pools: {general: {}}}\n',
      http,
    ),
    'names of nothing': eks(
      http,
      'cluster: ""\nnodes: {mode: karpenter, role: "", image: al2023@v20261108, pools: {general: {}}}\n',
    ),
    'a family of images that Azure does not have': on(
      'provider: aks\nnodes: {mode: node-auto-provisioning, image: ubuntu2204, pools: {general: {}}}\n',
      http,
    ),
    'an image of AWS on Azure': on(
      'provider: aks\nnodes: {mode: node-auto-provisioning, image: al2023@v20261108, pools: {general: {}}}\n',
      http,
    ),
    'nodes that go before their pods have stopped': karpenter(
      'al2023@v20261108',
      '{terminationGracePeriod: 10m}',
      `${http}terminationGracePeriodSeconds: 3600\n`,
    ),
    'a duration without a unit': karpenter('al2023@v20261108', '{terminationGracePeriod: "3600"}'),
    'the life of nodes that are made elsewhere': eks(
      http,
      'nodes: {pools: {general: {existing: true, expireAfter: 336h, terminationGracePeriod: 24h}}}\n',
    ),
  },
  'Jobs and schedules': {
    'a Job that removes itself': job('ttlSecondsAfterFinished: 600\n'),
    'a deadline before anybody looks': cronJob('schedule: "*/5 * * * *"\nstartingDeadlineSeconds: 5\n'),
    'a time that the clocks skip': cronJob('schedule: "30 2 * * *"\ntimeZone: Europe/Berlin\n'),
    'a time that the clocks show twice': cronJob('schedule: "30 1 * * *"\ntimeZone: America/New_York\n'),
    'a midnight that the clocks skip': cronJob('schedule: "0 0 * * *"\ntimeZone: Asia/Beirut\n'),
    'an hour before midnight that the clocks show twice': cronJob(
      'schedule: "30 23 * * *"\ntimeZone: Asia/Beirut\n',
    ),
    'a date that never comes': cronJob('schedule: "0 0 31 2 *"\n'),
    'a window of KEDA that never ends, from a time that the clocks skip': eks(
      `${http}replicas: {min: 2, max: 6, schedule: [{start: "0 2 * * *", end: "0 0 31 4 *", timeZone: Europe/Lisbon, replicas: 5}, {start: "0 1 * * *", end: "0 8 * * *", timeZone: Europe/Lisbon, replicas: 4}]}\n`,
      'operators: [keda]\n',
    ),
    'a plain Job that removes itself': plain(
      `apiVersion: batch/v1\nkind: Job\nmetadata: {name: migrate, namespace: shop}\nspec: {ttlSecondsAfterFinished: 60, ${pods}}\n`,
    ),
    'a plain CronJob that is never due': plain(
      `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: migrate, namespace: shop}\nspec: {schedule: "0 0 30 2 *", startingDeadlineSeconds: 3, jobTemplate: {spec: {${pods}}}}\n`,
    ),
    'a plain schedule of KEDA that the clocks skip': plain(
      'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: web-night, namespace: shop}\nspec: {scaleTargetRef: {kind: Rollout, name: web}, triggers: [{type: cron, metadata: {timezone: Europe/Berlin, start: 30 2 * * *, end: 0 6 * * *, desiredReplicas: "4"}}]}\n',
    ),
  },
  hooks: {
    'a PreSync hook': job('annotations: {argocd.argoproj.io/hook: PreSync}\n'),
    'a hook of Helm among others': job('annotations: {helm.sh/hook: "post-install,pre-upgrade"}\n'),
    'a Deployment as a hook': eks(`${http}annotations: {argocd.argoproj.io/hook: PostSync}\n`),
    'a PostDelete hook': job('annotations: {argocd.argoproj.io/hook: PostDelete}\n'),
    'a Job in a wave before what it needs': job('annotations: {argocd.argoproj.io/sync-wave: "-5"}\n'),
    'a Sync hook in a wave of Helm before what it needs': job(
      'annotations: {argocd.argoproj.io/hook: Sync, helm.sh/hook-weight: "-5"}\n',
    ),
    'a Deployment in a wave before what it needs': eks(
      `${http}annotations: {argocd.argoproj.io/sync-wave: "-1"}\n`,
    ),
    'a claim in a wave before its Deployment': eks(
      `${http}annotations: {argocd.argoproj.io/sync-wave: "1"}\nreplicas: 1\nstrategy: {type: Recreate}\navailability: {disruptionBudget: false}\npodSecurityContext: {runAsUser: 1000, fsGroup: 1000}\nvolumes: {data: {claim: {storage: 1Gi, storageClassName: gp3}, mountPath: /data}}\n`,
    ),
    'a ServiceAccount in a wave after its Deployment': eks(
      `${http}serviceAccount: {annotations: {argocd.argoproj.io/sync-wave: "2"}}\n`,
    ),
    'a plain Job in a wave before its ServiceAccount': plain(
      `apiVersion: batch/v1\nkind: Job\nmetadata: {name: migrate, namespace: shop, annotations: {argocd.argoproj.io/sync-wave: "-1"}}\nspec: {${pods}}\n`,
    ),
    'a plain hook after its ServiceAccount, which is a hook too': plain(
      `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: mig, namespace: shop, annotations: {argocd.argoproj.io/hook: PreSync, argocd.argoproj.io/sync-wave: "-1"}}\n---\napiVersion: batch/v1\nkind: Job\nmetadata: {name: migrate, namespace: shop, annotations: {argocd.argoproj.io/hook: PreSync}}\nspec: {${pods.replace('serviceAccountName: web', 'serviceAccountName: mig')}}\n`,
    ),
    'hooks on objects beside a workload': eks(
      `${http}service: {annotations: {argocd.argoproj.io/hook: PreSync}}\nserviceAccount: {annotations: {helm.sh/hook: post-delete}}\nextraServices: {old: {annotations: {argocd.argoproj.io/hook: Sync}, ports: {http: {port: 80, targetPort: http}}}}\nconfigMaps: {settings: {annotations: {argocd.argoproj.io/hook: SyncFail}, data: {a: b}}}\n`,
      'namespaces: {shop: {annotations: {argocd.argoproj.io/hook: PreSync}}}\n',
    ),
    'a hook in lower case': job('annotations: {argocd.argoproj.io/hook: presync}\n'),
    'a hook of Helm that Argo CD does not know': job('annotations: {helm.sh/hook: test}\n'),
    'plain hooks that Argo CD does not know': plain(
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop, annotations: {argocd.argoproj.io/hook: presync}}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b, namespace: shop, annotations: {helm.sh/hook: test-success}}\n',
    ),
    'a plain hook before its ServiceAccount': plain(
      `apiVersion: batch/v1\nkind: Job\nmetadata: {name: migrate, namespace: shop, annotations: {argocd.argoproj.io/hook: PreSync}}\nspec: {ttlSecondsAfterFinished: 60, ${pods}}\n`,
    ),
  },
};
