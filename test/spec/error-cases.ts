import type { Files } from '../support/platform';
import { base, web } from '../support/platform';

/** Platforms with one mistake each, by name. What they make Portolan say stands in errors.txt. */
const path = 'services/web.yaml';
const svc = (text: string | Buffer, more: Files = {}): Files => ({ ...base, [path]: text, ...more });
const image = 'image: ghcr.io/acme/web:1.2.3\n';
export const cases: Readonly<Record<string, Readonly<Record<string, Files>>>> = {
  reading: {
    'a key that appears twice': svc(web + 'ports: {http: 80}\n'),
    'a key that appears twice in a flow map': svc(image + 'ports: {http: 80, http: 81}\n'),
    'an anchor and its alias': svc(image + 'ports: &p {http: 80}\nenv: *p\n'),
    'a merge key': svc(image + 'ports:\n  <<: {http: 80}\n'),
    'a tag': svc(image + 'ports: {http: !!str 80}\n'),
    'a tag of their own': svc(image + 'ports: {http: !port 80}\n'),
    'an anchor and a tag on a key': svc(web + '&k team: red\n!!str namespace: blue\n'),
    'a directive that would turn words into booleans': svc('%YAML 1.1\n---\n' + web),
    'a tab as indentation': svc(image + 'ports:\n\thttp: 80\n'),
    'bytes that are not UTF-8': svc(Buffer.from([0x69, 0x6d, 0xff, 0xfe])),
    'UTF-16': svc(Buffer.from('image: x\n', 'utf16le')),
    'an empty file': svc(''),
    'a file of comments': svc('# later\n'),
    'a key without a value': svc(image + 'ports:\n'),
    'an empty item': svc(image + 'ports: {http: 80}\nargs:\n  - a\n  -\n'),
    'two documents': svc(web + '---\n' + web),
    'a list instead of a map': svc('- image: x\n'),
    'text instead of a map': svc('image\n'),
    'the key __proto__': svc(web + '__proto__: {a: b}\n'),
    'a number as key': svc(web + 'env: {1: x}\n'),
    'a file of 10 MB': svc(Buffer.alloc(10_000_000, '#')),
    'lists in lists without end': svc(web + 'args: ' + '['.repeat(2000)),
    'maps nested too deeply': svc(
      web + 'env:\n' + Array.from({ length: 70 }, (_, i) => '  '.repeat(i + 1) + 'a:\n').join(''),
    ),
    'keys that announce themselves without end': svc(web + '? '.repeat(2000) + 'a\n'),
    'lists in lists by dashes': svc(web + 'args:\n  ' + '- '.repeat(2000) + 'a\n'),
    'an unclosed quote': svc('image: "x\n'),
    'a bad indentation': svc('image: x\n  ports: 1\n'),
    'a platform without platform.yaml': { 'services/web.yaml': web },
  },
  names: {
    'a service that is not a DNS label': { ...base, 'services/Web_App.yaml': web },
    'a service with a reserved name': { ...base, 'services/monitoring.yaml': web },
    'an environment called all': {
      ...base,
      'environments/all.yaml': 'provider: kubernetes\nnetworkPolicy: off\n',
      'services/web.yaml': web,
    },
    'a service with a name that JavaScript knows': { ...base, 'services/constructor.yaml': web },
    'platform.yml': { ...base, 'platform.yml': 'name: shop\n', [path]: web },
    'a folder called platform.yaml': { 'platform.yaml/a': 'x', [path]: web },
    'a service in two teams': { ...base, 'services/a/web.yaml': web, 'services/b/web.yaml': web },
    'a file that ends in .yml': { ...base, 'services/web.yml': web },
    'a folder that means nothing': { ...base, 'service/web.yaml': web },
    'a manifest with an empty value': {
      ...base,
      'services/web.yaml': web,
      'manifests/all/web/x.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: shop, labels: {a: b}}\ndata:\n',
    },
    'a manifest outside an app': { ...base, 'services/web.yaml': web, 'manifests/all/x.yaml': 'a: b\n' },
    'overrides for an environment that is not there': {
      ...base,
      'services/web.yaml': web,
      'environments/prodution/web.yaml': 'replicas: 3\n',
    },
    'an override of a service that is not there': {
      ...base,
      'services/web.yaml': web,
      'environments/production/wep.yaml': 'replicas: 3\n',
    },
    'an override that takes away what a service needs': {
      ...base,
      [path]: web,
      'environments/production/web.yaml': 'replicas: 3\nteam: web\nimage: null\n',
    },
    'a service that is overridden twice': {
      ...base,
      'environments/production.yaml':
        'provider: kubernetes\nnetworkPolicy: off\nservices:\n  web: {replicas: 2}\n',
      'services/web.yaml': web,
      'environments/production/web.yaml': 'replicas: 3\n',
    },
    'a name too long for a CronJob': {
      ...base,
      ['services/' + 'a'.repeat(53) + '.yaml']: 'workload: CronJob\nschedule: "0 3 * * *"\n' + image,
    },
    'a name whose claim is too long': {
      ...base,
      ['services/' + 'a'.repeat(63) + '.yaml']:
        image +
        'workload: StatefulSet\nreplicas: 1\npodSecurityContext: {fsGroup: 1000}\nvolumes: {d: {claim: {storage: 1Gi, storageClassName: x}, mountPath: /d}}\n',
    },
  },
  schema: {
    'an unknown field with a near one': svc(image + 'port: {http: 80}\n'),
    'an unknown field without a near one': svc(web + 'quux: 1\n'),
    'an unknown field inside': svc(web + 'probes: {path: /x, periodSecond: 3}\n'),
    'a field of a later release': svc(web + 'slo: {availability: 99.9}\n'),
    'a word that is nearly one of an enum': svc(web + 'workload: Deploymnt\n'),
    'a number where a string is wanted': svc('image: 1.5\nports: {http: 80}\n'),
    'a string where a number is wanted': svc(web + 'replicas: two\n'),
    'a fraction of a replica': svc(web + 'replicas: 1.5\n'),
    'a port out of range': svc(image + 'ports: {http: 70000}\n'),
    'a port name that Kubernetes does not take': svc(image + 'ports: {HTTP_main: 80}\n'),
    'an octal number': svc(web + 'terminationGracePeriodSeconds: 0x1e\n'),
    'a number with a zero in front': svc(web + 'files: {/etc/a: {content: x, mode: 0644}}\n'),
    'a number that loses digits': svc(web + 'terminationGracePeriodSeconds: 12345678901234567890\n'),
    'a YAML 1.1 boolean where a boolean is wanted': svc(web + 'hostNetwork: yes\n'),
    'a number in env': svc(web + 'env: {PORT: 8080}\n'),
    'numbers in env whose spelling says more than their value': svc(
      web + 'env: {A: 1.10, B: 1e3, C: 1.0, D: True}\n',
    ),
    'a boolean in env': svc(web + 'env: {DEBUG: true}\n'),
    'a variable as Kubernetes writes it': svc(
      web + 'env: {A: {valueFrom: {secretKeyRef: {name: a, key: b}}}}\n',
    ),
    'null in a list': svc(web + 'args: [a, null]\n'),
    'a spread without its words': svc(web + 'topologySpreadConstraints: [{maxSkew: 1}]\n'),
    'a hook without a command': svc(web + 'lifecycle: {preStop: {exec: []}}\n'),
    'half a secret reference': svc(web + 'env: {TOKEN: {secret: api}}\n'),
    'a quantity that is none': svc(web + 'resources: {requests: {memory: 12 GB}}\n'),
    'an image with latest in capitals and a space': svc('image: "acme web"\nports: {http: 80}\n'),
    'a relative path': svc(web + 'writable: [tmp]\n'),
    'a list as Kubernetes has it, where a map is wanted': svc(web + 'env: [{name: A, value: b}]\n'),
    'a schedule that is none': svc(image + 'workload: CronJob\nschedule: "61 * * * *"\n'),
    'a time zone that is none': svc(image + 'workload: CronJob\nschedule: "@daily"\ntimeZone: Mars/Phobos\n'),
    'a selector without labels': svc(web + 'selector: {}\n'),
    'a provider that is nearly one': {
      ...base,
      'environments/production.yaml': 'provider: ekz\n',
      [path]: web,
    },
    'an old Kubernetes': {
      ...base,
      'environments/production.yaml': 'provider: eks\nkubernetesVersion: "1.29"\n',
      [path]: web,
    },
    'a version that YAML reads as a number': {
      ...base,
      'environments/production.yaml': 'provider: eks\nkubernetesVersion: 1.34\n',
      [path]: web,
    },
    'an edition that is not there': {
      ...base,
      'platform.yaml': 'name: shop\nowner: web\nedition: 2020-01\n',
      [path]: web,
    },
    'a platform without name and owner': { ...base, 'platform.yaml': 'edition: 2026-11\n', [path]: web },
  },
  model: {
    'no image in any layer': svc('ports: {http: 80}\n'),
    'no image of a sidecar': svc(web + 'sidecars: {proxy: {command: [x]}}\n'),
    'an environment that extends one that is not there': {
      ...base,
      'environments/staging.yaml': 'extends: prodction\n',
      [path]: web,
    },
    'environments that extend each other': {
      ...base,
      'environments/a.yaml': 'extends: b\nprovider: eks\n',
      'environments/b.yaml': 'extends: a\n',
      [path]: web,
    },
    'nodes that another provider has': {
      ...base,
      'environments/production.yaml': 'provider: gke\nnodes: karpenter\n',
      [path]: web,
    },
    'what the nodes of a provider refuse': {
      ...base,
      'environments/production.yaml': 'provider: gke\nnodes: autopilot\n',
      [path]: web + 'hostNetwork: true\nvolumes: {logs: {hostPath: {path: /data}, mountPath: /data}}\n',
    },
    'a connection to nothing': svc(web + 'connects: [cartt]\n', { 'services/cart.yaml': web }),
    'a connection to a port that is not there': svc(web + 'connects: ["cart:admin"]\n', {
      'services/cart.yaml': web,
    }),
    'a connection to a service without ports': svc(web + 'connects: [job]\n', {
      'services/job.yaml': image + 'replicas: 1\n',
    }),
    'a connection to __proto__': svc(web + 'connects: [__proto__]\n'),
    'claims that come to one name': {
      ...base,
      'services/a.yaml': `${web}replicas: 1\nstrategy: {type: Recreate}\npodSecurityContext: {fsGroup: 1000}\nvolumes:\n  b-c: {claim: {storage: 1Gi}, mountPath: /d}\n`,
      'services/a-b.yaml': `${web}replicas: 1\nstrategy: {type: Recreate}\npodSecurityContext: {fsGroup: 1000}\nvolumes:\n  c: {claim: {storage: 1Gi}, mountPath: /d}\n`,
    },
    'a target with a third part': svc(web + 'connects: ["cart:http:x"]\n', { 'services/cart.yaml': web }),
    'an address of a data service that is none': {
      ...base,
      'environments/production.yaml':
        'provider: kubernetes\nnetworkPolicy: off\ndataServices:\n  db: {host: db, port: 1, cidrs: [10.0.0.0/8, nonsense]}\n',
      [path]: web,
    },
    'ports of a data service': {
      ...base,
      'environments/production.yaml':
        'provider: kubernetes\nnetworkPolicy: off\ndataServices:\n  db: {host: db, port: 1, cidrs: [10.0.0.0/8]}\n',
      [path]: web + 'connects: {db: {ports: [9999]}}\n',
    },
    'a file from a Secret without a name': svc(web + 'secrets: {/run/x: {key: a}}\n'),
    'two mounts at one path': svc(web + 'files: {/d: x}\nvolumes: {e: {emptyDir: {}, mountPath: /d}}\n'),
    'a List among manifests': svc(web, {
      'manifests/all/extra/a.yaml': 'apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Secret}]\n',
    }),
    'labels of a manifest that are a list': svc(web, {
      'manifests/all/extra/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: [b]}\n',
    }),
    'a platform of which nothing is rendered': { 'platform.yaml': base['platform.yaml'] ?? '', [path]: web },
    'one probe with two handlers': svc(web + 'probes: {readiness: {path: /x, grpc: true}}\n'),
    'a range with host bits': svc(web + 'connects: [10.0.0.1/8]\n'),
    'a service and a data service of one name': {
      ...base,
      'environments/production.yaml':
        'provider: kubernetes\nnetworkPolicy: off\ndataServices:\n  web: {host: db, port: 1, cidrs: [10.0.0.0/8]}\n',
      [path]: web,
    },
    'a data service without a host': {
      ...base,
      'environments/production.yaml':
        'provider: kubernetes\nnetworkPolicy: off\ndataServices:\n  db: {port: 1}\n',
      [path]: web,
    },
    'one number for two ports of the Service': svc(
      image + 'ports: {http: 80, admin: {port: 81, servicePort: 80}}\n',
    ),
    'two ports and no main one': svc(image + 'ports: {one: 1, two: 2}\n'),
    'a main port that is not there': svc(web + 'mainPort: admin\n'),
    'a service without ports and replicas': svc(image),
    'a field of another kind of workload': svc(web + 'schedule: "* * * * *"\n'),
    'replicas of a DaemonSet': svc(web + 'workload: DaemonSet\nreplicas: 2\n'),
    'a sidecar with the name of the main container': svc(`${web}sidecars: {web: {image: "acme/proxy:1"}}\n`),
    'a CronJob without a schedule': svc(image + 'workload: CronJob\n'),
    'a probe with two handlers': svc(web + 'probes: {path: /x, grpc: true}\n'),
    'a probe of a port that is not there': svc(web + 'probes: {path: /x, port: admin}\n'),
    'a strategy that contradicts itself': svc(
      web + 'strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}\n',
    ),
    'a strategy of another kind of workload': svc(
      web + 'workload: StatefulSet\nreplicas: 3\nstrategy: {type: Recreate}\n',
    ),
    'a rolling update of another kind of workload': svc(
      web + 'workload: StatefulSet\nreplicas: 3\nstrategy: {rollingUpdate: {maxSurge: 1}}\n',
    ),
    'a volume with two sources': svc(web + 'volumes: {data: {emptyDir: {}, hostPath: {path: /x}}}\n'),
    'a claim on a Deployment of two': svc(
      web +
        'replicas: 2\npodSecurityContext: {fsGroup: 1000}\nvolumes: {data: {claim: {storage: 1Gi}, mountPath: /data}}\n',
    ),
    'a claim without a size and without a class': {
      ...base,
      'environments/production.yaml': 'provider: eks\n',
      [path]:
        web +
        'workload: StatefulSet\nreplicas: 1\npodSecurityContext: {fsGroup: 1000}\nvolumes: {data: {claim: {}, mountPath: /data}}\n',
    },
    'a claim that no storage class takes': {
      ...base,
      'environments/production.yaml': 'provider: eks\n',
      [path]: `${web}workload: StatefulSet\nreplicas: 3\npodSecurityContext: {fsGroup: 1000}\nvolumes: {data: {claim: {storage: 1Gi}, mountPath: /data}}\n`,
    },
    'the Service has no ports': svc(image + 'replicas: 2\nservice: {type: NodePort}\n'),
    'a Service of a Job without ports': svc(image + 'workload: Job\nservice: {annotations: {a: b}}\n'),
    'a number and a protocol of a Service that is not there': svc(
      image + 'ports: {http: {port: 80, servicePort: 81, appProtocol: https}}\nservice: false\n',
    ),
    'a Service port that leads to nothing': svc(
      web + 'service: {ports: {https: {port: 443, targetPort: tls}}}\n',
    ),
    'a manifest whose kind holds line breaks': svc(web, {
      'manifests/all/extra/a.yaml':
        'apiVersion: a.example.org/v1\nkind: "Foo\\n::error::x"\nmetadata: {name: a}\n',
    }),
    'a manifest of a group that is not a domain': svc(web, {
      'manifests/all/extra/a.yaml': 'apiVersion: "a b/v1"\nkind: Foo\nmetadata: {name: a}\n',
    }),
    'keys that begin a line of their own': svc(web + '"x\\n::error file=a::b\\e[2J": 1\n'),
    'a manifest that is not an object': svc(web, { 'manifests/all/extra/a.yaml': 'kind: ConfigMap\n' }),
    'a manifest that was exported': svc(web, {
      'manifests/all/extra/a.yaml':
        'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: x\n  uid: 4f1c\n  creationTimestamp: null\n  managedFields: [{manager: kubectl}]\n' +
        'spec:\n  replicas: null\n  template:\n    metadata: {creationTimestamp: null}\n  volumeClaimTemplates:\n    - metadata: {name: d}\n      status: {phase: Pending}\nstatus: {replicas: 1}\n',
    }),
    'a custom resource that was exported': svc(web, {
      'manifests/all/extra/a.yaml':
        'apiVersion: acme.dev/v1\nkind: Widget\nmetadata: {name: x, generation: 3}\nspec: {drop: null}\nstatus: {ready: true}\n',
    }),
    'a ConfigMap with a null': svc(web, {
      'manifests/all/extra/a.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: b, z: null}\n',
    }),
    'a Secret with values': svc(web, {
      'manifests/all/extra/a.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: x}\nstringData: {a: b}\n',
    }),
    'a mistake in a default that all services share': {
      ...base,
      'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\ndefaults: {mainPort: admin}\n',
      [path]: web,
    },
    'several mistakes at once': svc('imge: x\nports: {http: eighty}\n', {
      'services/api.yaml': 'image: acme/api:1\nports: {http: 80}\nconnects: [web]\nreplica: 2\n',
    }),
  },
};
