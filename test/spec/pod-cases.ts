import type { Files } from '../support/platform';
import { base, web } from '../support/platform';

/** Platforms whose pods would lose data, never start, or could not do what they are for, by name. */
const svc = (text: string): Files => ({ ...base, 'services/web.yaml': text });
const platform = (defaults: string): Files => ({
  'platform.yaml': `name: shop\nowner: web\nedition: 2026-11\ndefaults: {${defaults}}\n`,
});
const image = 'image: ghcr.io/acme/web:1.2.3\n';
const claim = (more = '') => `volumes: {data: {claim: {storage: 1Gi${more}}, mountPath: /data}}\n`;
const group = 'podSecurityContext: {fsGroup: 1000}\n';
const existing = (more: string) =>
  svc(`${web}volumes: {data: {persistentVolumeClaim: {claimName: media}, mountPath: /data${more}}}\n`);

export const podCases: Readonly<Record<string, Readonly<Record<string, Files>>>> = {
  replicas: {
    'a StatefulSet that does not say how many': svc(`${web}workload: StatefulSet\n`),
    'a shared claim of nobody knows how many': svc(
      `${web}${group}${claim(', accessModes: [ReadWriteMany]')}`,
    ),
    'a claim that exists, of nobody knows how many': existing(''),
    'a device of nobody knows how many': svc(`${web}resources: {limits: {nvidia.com/gpu: 1}}\n`),
    'a device of a sidecar': svc(
      `${web}sidecars: {model: {image: "acme/model:1", resources: {requests: {amd.com/gpu: 1}}}}\n`,
    ),
    'an autoscaler of a StatefulSet, from nobody knows how many on': svc(
      `${web}workload: StatefulSet\nresources: {requests: {cpu: 100m}}\nreplicas: {max: 5}\n`,
    ),
    'an autoscaler of devices without a lower bound': svc(
      `${web}resources: {requests: {cpu: 1}, limits: {nvidia.com/gpu: 1}}\nreplicas: {cpu: 70}\n`,
    ),
    'an autoscaler of devices without an upper bound': svc(
      `${web}resources: {requests: {cpu: 1}, limits: {nvidia.com/gpu: 1}}\nreplicas: {min: 1, cpu: 70}\n`,
    ),
    'an autoscaler of the defaults for a StatefulSet': {
      ...svc(`${web}workload: StatefulSet\nresources: {requests: {cpu: 100m}}\n`),
      ...platform('replicas: {min: 2, max: 6, cpu: 60}'),
    },
    'replicas of the defaults for a claim': {
      ...svc(`${web}${group}${claim(', accessModes: [ReadWriteMany]')}`),
      ...platform('replicas: 3'),
    },
    'replicas of the defaults for devices and for work': {
      ...svc(`${web}resources: {limits: {nvidia.com/gpu: 1}}\n`),
      'services/worker.yaml': image,
      ...platform('replicas: 3'),
    },
    'an upper bound of the defaults for devices': {
      ...svc(
        `${web}resources: {requests: {cpu: 1}, limits: {nvidia.com/gpu: 1}}\nreplicas: {min: 1, cpu: 70}\n`,
      ),
      ...platform('replicas: {max: 6}'),
    },
    "an environment's defaults over what the service wrote": {
      ...svc(`${web}workload: StatefulSet\nreplicas: 1\n`),
      'environments/production.yaml': 'provider: kubernetes\nnetworkPolicy: off\ndefaults: {replicas: 3}\n',
    },
    'a DaemonSet with a disk for one node': svc(`${web}workload: DaemonSet\n${group}${claim()}`),
  },
  'users and volumes': {
    'a new disk for a user without a number': svc(`${web}workload: StatefulSet\nreplicas: 1\n${claim()}`),
    'a shared disk for a user other than root': svc(
      `${web}replicas: 2\npodSecurityContext: {runAsUser: 1000}\n${claim(', accessModes: [ReadWriteMany]')}`,
    ),
    'root that may not be root': svc(`${web}podSecurityContext: {runAsUser: 0}\n`),
    'a root container that may not be root': svc(`${web}securityContext: {runAsUser: 0}\n`),
    'root helpers that may not be root': svc(
      `${web}namespace: tools\ninitContainers: {chown: {image: "busybox:1.37", securityContext: {runAsUser: 0}}}\nsidecars: {proxy: {image: "acme/proxy:1", securityContext: {runAsUser: 0}}}\n`,
    ),
  },
  'who may not be root': {
    'root of the pod beside a sidecar that must not be root': svc(
      `${web}podSecurityContext:\n  runAsUser: 0\n  runAsNonRoot: false\nsidecars:\n  proxy:\n    image: acme/proxy:1\n    securityContext:\n      runAsNonRoot: true\n`,
    ),
    'root of the pod beside containers that must not be root': svc(
      `${web}podSecurityContext: {runAsUser: 0, runAsNonRoot: false}\nsecurityContext:\n  runAsNonRoot: true\n`,
    ),
    'root that a person forbids next to it': svc(
      `${web}podSecurityContext:\n  runAsNonRoot: true\n  runAsUser: 0\n`,
    ),
    'root of a sidecar that the defaults forbid': {
      ...svc(`${web}sidecars: {proxy: {image: "acme/proxy:1", securityContext: {runAsUser: 0}}}\n`),
      'platform.yaml':
        'name: shop\nowner: web\nedition: 2026-11\ndefaults: {podSecurityContext: {runAsNonRoot: true}}\n',
    },
    'root that may be root, in a restricted namespace': svc(
      `${web}podSecurityContext: {runAsUser: 0, runAsNonRoot: false}\n`,
    ),
    'root in a namespace that allows it': {
      ...svc(`${web}podSecurityContext: {runAsUser: 0}\n`),
      'environments/production.yaml':
        'provider: kubernetes\nnetworkPolicy: off\nnamespaces: {shop: {podSecurity: baseline}}\n',
    },
    'a root helper that may be root, in a restricted namespace': svc(
      `${web}initContainers: {chown: {image: "busybox:1.37", securityContext: {runAsUser: 0, runAsNonRoot: false}}}\n`,
    ),
    'a sidecar that may not gain the privileges that it has from the service': {
      ...svc(
        `${web}securityContext: {privileged: true, allowPrivilegeEscalation: true}\nsidecars:\n  proxy: {image: "acme/proxy:1", securityContext: {allowPrivilegeEscalation: false}}\n  log: {image: "acme/log:1", securityContext: {runAsUser: 100}}\n`,
      ),
      'environments/production.yaml':
        'provider: kubernetes\nnetworkPolicy: off\nnamespaces: {shop: {podSecurity: privileged}}\n',
    },
    'a privileged service whose sidecar says something else': {
      ...svc(
        `${web}securityContext: {privileged: true}\nsidecars:\n  log: {image: "acme/log:1", securityContext: {runAsUser: 100}}\n`,
      ),
      'environments/production.yaml':
        'provider: kubernetes\nnetworkPolicy: off\nnamespaces: {shop: {podSecurity: privileged}}\n',
    },
    'a manifest of root that may not be root': {
      ...svc(web),
      'manifests/production/tool/pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: tool, namespace: shop}\nspec:\n  automountServiceAccountToken: false\n  securityContext: {runAsNonRoot: true, runAsUser: 0, seccompProfile: {type: RuntimeDefault}}\n  containers:\n    - name: tool\n      image: acme/tool:1\n      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}\n',
    },
  },
  'derived names': {
    "a sidecar that mounts the main container's /tmp": svc(
      `${web}sidecars: {proxy: {image: "acme/proxy:1", volumeMounts: [{name: writable-tmp, mountPath: /shared}]}}\n`,
    ),
    'a container that mounts the volume of files': svc(
      `${web}files: {/etc/web.ini: "a=1"}\ncontainers: {log: {image: "acme/log:1", volumeMounts: [{name: files, mountPath: /shared}]}}\n`,
    ),
    'labels that Portolan sets': svc(
      `${web}labels: {app.kubernetes.io/name: shop, portolan.dev/team: other}\npodLabels: {app.kubernetes.io/instance: web-1}\ncontrollerLabels: {app.kubernetes.io/name: shop, portolan.dev/data-class: personal}\nservice: {labels: {app.kubernetes.io/name: shop}}\n`,
    ),
    'labels that Portolan sets, in the defaults of all services': {
      ...svc(`${web}podLabels: {app.kubernetes.io/name: web}\nselector: {app.kubernetes.io/name: webapp}\n`),
      'services/api.yaml': web,
      'environments/staging.yaml': 'provider: kubernetes\nnetworkPolicy: off\n',
      'platform.yaml':
        'name: shop\nowner: web\nedition: 2026-11\ndefaults: {labels: {app.kubernetes.io/instance: shop-prod}}\n',
    },
    'a live controller by the name of another service': {
      ...svc(`${web}selector: {app.kubernetes.io/name: api, app.kubernetes.io/instance: shop-prod}\n`),
      'services/api.yaml': web,
      'services/worker.yaml': `${web}namespace: tools\nselector: {app.kubernetes.io/name: api, tier: worker}\n`,
    },
    'labels that Portolan sets, on a claim of its own': svc(
      `${web}replicas: 1\nstrategy: {type: Recreate}\n${group}${claim(', labels: {app.kubernetes.io/name: shop}')}`,
    ),
  },
  'low ports': {
    'a written start of the ports that any user may have': svc(
      `${image}ports:\n  http: 80\n  https: 443\nmainPort: http\npodSecurityContext:\n  sysctls: [{name: net.ipv4.ip_unprivileged_port_start, value: "443"}]\n`,
    ),
    "root without capabilities on the node's network": {
      ...base,
      'platform.yaml':
        'name: shop\nowner: web\nedition: 2026-11\nnamespaces: {shop: {podSecurity: privileged}}\n',
      'services/web.yaml': `${image}ports: {http: 80}\nhostNetwork: true\npodSecurityContext: {runAsUser: 0, runAsNonRoot: false}\n`,
    },
    "a low port on the node's network": {
      ...base,
      'platform.yaml':
        'name: shop\nowner: web\nedition: 2026-11\nnamespaces: {shop: {podSecurity: privileged}}\n',
      'services/web.yaml': `${image}ports: {http: 80}\nhostNetwork: true\n`,
    },
  },
  amounts: {
    'memory and CPU in the unit of the other': svc(
      `${web}resources: {requests: {cpu: 512Mi, memory: 512m}, limits: {cpu: 500, memory: 512}}\n`,
    ),
    'no memory at all': svc(`${web}resources: {requests: {cpu: 0, memory: 0}}\n`),
    'memory of a few megabytes': svc(`${web}resources: {requests: {memory: 4M}}\n`),
    'amounts of helpers': svc(
      `${web}sidecars: {proxy: {image: "acme/proxy:1", resources: {requests: {memory: 64k, ephemeral-storage: 1}}}}\n`,
    ),
    'sizes of volumes that nobody means': svc(
      `${web}workload: StatefulSet\nreplicas: 1\n${group}volumes:\n  data: {claim: {storage: 10}, mountPath: /data}\n  more: {claim: {storage: 10m}, mountPath: /more}\n  cache: {emptyDir: {sizeLimit: 100m}, mountPath: /cache}\n`,
    ),
    'bounds that nobody means': {
      ...svc(`${web}vpa: {minAllowed: {cpu: 1k, memory: 64}, maxAllowed: {cpu: 300, memory: 1}}\n`),
      'environments/production.yaml':
        'provider: eks\nzones: [sa-east-1a, sa-east-1b]\nnodes: {pools: {general: {limits: {cpu: 64Gi, memory: 256}}}}\nquota: {reserve: {requests.cpu: 500M, limits.memory: 4m, requests.storage: 10}}\n',
    },
    'amounts of a manifest that nobody means': {
      ...svc(web),
      'manifests/production/tool/pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: tool, namespace: shop}\nspec:\n  automountServiceAccountToken: false\n  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}\n  containers:\n    - name: tool\n      image: acme/tool:1\n      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}\n      resources: {requests: {cpu: 500, memory: 512m}}\n',
    },
  },
  registries: {
    'an image of a registry whose name goes on': {
      ...svc('image: ghcr.io/acme-evil/web:1.2.3\nports: {http: 8080}\n'),
      'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\nregistries: [ghcr.io/acme]\n',
    },
    'registries that no image can have': {
      ...svc(web),
      'platform.yaml':
        'name: shop\nowner: web\nedition: 2026-11\nregistries: [ghcr.io/acme*, ghcr.io/Acme, GHCR.io, "*.azurecr.io", ghcr.io//acme]\n',
    },
    'a registry with a scheme': {
      ...svc(web),
      'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\nregistries: ["https://ghcr.io/acme"]\n',
    },
  },
};
