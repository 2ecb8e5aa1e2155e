import type { Files } from '../support/platform';
import { base, web } from '../support/platform';

const path = 'services/web.yaml';
const calico = 'provider: kubernetes\nnetworkPolicy: {engine: calico}\n';
const on = (environment: string, service: string, more: Files = {}): Files => ({
  ...base,
  'environments/production.yaml': environment,
  [path]: `${web}${service}`,
  ...more,
});
const enforced = (service: string, more: Files = {}): Files => on(calico, service, more);
const worker = 'image: acme/worker:1\nreplicas: 2\n';

const plainRange: Files = {
  'manifests/all/web/policy.yaml':
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: range}\nspec:\n  podSelector: {}\n  policyTypes: [Egress]\n  egress:\n' +
    '    - to: [{podSelector: {}}]\n      ports: [{port: 8080}, {port: 9000, endPort: 9100}, {port: 9200, endPort: 9200}]\n' +
    '    - to: [{ipBlock: {cidr: 10.0.0.0/8}}]\n      ports: [{port: 30000, endPort: 32767}]\n',
};

/** Mistakes about who may talk to whom. */
const pod = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, labels: {app: ${name.split(',')[0]}}}\nspec:\n  securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}\n  containers:\n    - name: extra\n      image: acme/extra:1\n      resources: {requests: {cpu: 1m, memory: 8Mi}, limits: {memory: 8Mi}}\n      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}\n`;

export const networkCases: Readonly<Record<string, Readonly<Record<string, Files>>>> = {
  engines: {
    'a cluster of which no engine is known': on('provider: kubernetes\n', ''),
    'a mode without an engine': on('provider: kubernetes\nnetworkPolicy: observe\n', ''),
    'an engine of another cloud': on('provider: gke\nnetworkPolicy: {engine: vpc-cni}\n', ''),
    'an engine that Autopilot has not': on(
      'provider: gke\nnodes: autopilot\nnetworkPolicy: {engine: calico}\n',
      '',
    ),
    'an engine that is not known': on('provider: eks\nnetworkPolicy: {engine: weave}\n', ''),
    'a mesh that is not known': on('provider: eks\nmesh: consul\n', ''),
    'a resolver of another cloud': on('provider: eks\ndns: cloud-dns\n', ''),
    'policies by name that the engine has not': on('provider: eks\negress: {hostPolicies: true}\n', ''),
    'more ports for one peer than the VPC CNI takes': on(
      'provider: eks\n',
      `connects: {10.0.0.0/24: {ports: [${Array.from({ length: 25 }, (_, index) => 8000 + index).join(', ')}]}}\n`,
    ),
    'ranges of both families on the VPC CNI': on(
      'provider: eks\n',
      'accepts: {office: {cidrs: [192.0.2.0/24, "2001:db8::/32"]}}\n',
    ),
    'IPv6 on Azure Network Policy Manager': on(
      'provider: aks\nnetworkPolicy: {engine: azure-npm}\n',
      'connects: {"2001:db8::/32": {ports: [443]}}\n',
    ),
    'ranges of a load balancer on an engine that leaves out nodes': on(
      'provider: gke\n',
      'service: {type: LoadBalancer, loadBalancerSourceRanges: [192.0.2.0/24]}\n',
    ),
    'a selector of a Service that the VPC CNI does not follow': on(
      'provider: eks\n',
      'podLabels: {app: web}\nservice: {selector: {app: web}}\n',
    ),
    'policies by name where another resolver answers': on(
      'provider: aks\ndns: local-dns\negress: {hostPolicies: true}\n',
      '',
    ),
    'a service with policies where no engine is known': on(
      'provider: kubernetes\nnetworkPolicy: off\n',
      'networkPolicy: enforce\n',
    ),
    'ranges of a load balancer behind nodes': enforced(
      'service: {type: LoadBalancer, loadBalancerSourceRanges: [192.0.2.0/24]}\n',
    ),
    'ports of a wider range on the VPC CNI': on(
      'provider: eks\n',
      `connects: {10.0.0.0/8: {ports: [${Array.from({ length: 20 }, (_, index) => 8000 + index).join(', ')}]}, 10.20.0.0/24: {ports: [1, 2, 3, 4, 5]}}\n`,
    ),
    'policies by name in a mesh on GKE': on(
      'provider: gke\nmesh: istio-ambient\negress: {hostPolicies: true}\n',
      '',
    ),
  },
  connections: {
    'a range without ports': enforced('connects: [10.0.0.0/8]\n'),
    'the metadata service as a range': enforced('connects: {169.254.169.254/32: {ports: [80]}}\n'),
    'the metadata service as a URL': enforced('connects: ["http://169.254.169.254/latest"]\n'),
    'a data service without addresses': on(
      `${calico}dataServices: {postgres: {host: db.internal, port: 5432}}\n`,
      'connects: [postgres]\n',
    ),
    'the API server where nobody says where it is': enforced('connects: [kube-apiserver]\n'),
    'ports of the API server': on('provider: aks\n', 'connects: {kube-apiserver: {ports: [443]}}\n'),
    'a token without a way to the API server': enforced('automountServiceAccountToken: true\n'),
    'a URL whose addresses are not known': enforced(
      'connects: ["https://api.stripe.com", "tcp://queue.example.org:5671"]\n',
    ),
    'a host inside of the cluster': enforced('connects: ["http://api:8080", "http://api.shop.svc:8080"]\n', {
      'services/api.yaml': web,
    }),
    'the port 0': enforced('connects: ["tcp://queue.example.org:0"]\n'),
    'a Service that is another name for a host': enforced('connects: [legacy]\n', {
      'services/legacy.yaml':
        'image: acme/legacy:1\nports: {http: 8080}\nservice: {type: ExternalName, externalName: db.example.org, ports: {}}\n',
    }),
    'the metadata service as the API server': on(
      `${calico}egress: {kubeApiServer: {cidrs: [169.254.169.254/32], port: 80}}\n`,
      'connects: [kube-apiserver]\n',
    ),
    'the metadata service as a mapped IPv6 address': enforced(
      'connects: ["https://[::ffff:169.254.169.254]"]\n',
    ),
    'the metadata service as a private endpoint': on(
      `${calico}egress: {privateEndpoints: [169.254.169.254/32, 0.0.0.0/0]}\n`,
      '',
    ),
    'pods of a data service without their namespace': on(
      `${calico}dataServices: {kafka: {host: kafka, port: 9092, podSelector: {matchLabels: {app: kafka}}}}\n`,
      '',
    ),
    'a data service that is everywhere': on(
      `${calico}dataServices: {postgres: {host: db.example.org, port: 5432, cidrs: [0.0.0.0/0]}}\n`,
      'connects: [postgres]\n',
    ),
    'a URL on Cilium': on('provider: aks\n', 'connects: ["https://api.stripe.com"]\n'),
    'every address there is': enforced(
      'connects: {0.0.0.0/0: {ports: [443]}}\naccepts: {all: {cidrs: ["::/0"]}}\n',
    ),
    'addresses of a service': enforced('connects: {api: {cidrs: [10.0.0.0/24]}}\n', {
      'services/api.yaml': web,
    }),
    'addresses of a host that is one': enforced('connects: {"https://192.0.2.7": {cidrs: [192.0.2.0/24]}}\n'),
    'ports of a URL': enforced('connects: {"https://api.example.org": {ports: [8443]}}\n'),
    'a port of the other protocol': enforced('connects: {api: {ports: [{port: 8080, protocol: UDP}]}}\n', {
      'services/api.yaml': web,
    }),
    'a call from the network of a node': enforced('', {
      'services/agent.yaml': 'workload: DaemonSet\nimage: acme/agent:1\nhostNetwork: true\nconnects: [web]\n',
      'platform.yaml':
        'name: shop\nowner: web\nedition: 2026-11\nnamespaces: {shop: {podSecurity: privileged}}\n',
    }),
    'a call into the network of a node': enforced('connects: [agent]\n', {
      'services/agent.yaml':
        'workload: DaemonSet\nimage: acme/agent:1\nhostNetwork: true\nports: {http: 9100}\nnetworkPolicy: enforce\n',
      'platform.yaml':
        'name: shop\nowner: web\nedition: 2026-11\nnamespaces: {shop: {podSecurity: privileged}}\n',
    }),
    'a call from the network of a node on Cilium': on('provider: aks\n', '', {
      'services/agent.yaml': 'workload: DaemonSet\nimage: acme/agent:1\nhostNetwork: true\nconnects: [web]\n',
      'platform.yaml':
        'name: shop\nowner: web\nedition: 2026-11\nnamespaces: {shop: {podSecurity: privileged}}\n',
    }),
  },
  callers: {
    'a caller that selects nothing': enforced('accepts: {nginx: {ports: [http]}}\n'),
    'a caller by the name and the labels of its namespace': enforced(
      'accepts: {nginx: {namespace: ingress, namespaceSelector: {matchLabels: {a: b}}}}\n',
    ),
    'every pod as a caller': enforced('accepts: {all: {namespaceSelector: {}}}\n'),
    'a service of the platform as a caller': enforced(
      'accepts: {api: {podSelector: {matchLabels: {app: api}}}}\n',
      {
        'services/api.yaml': `${web}podLabels: {app: api}\n`,
      },
    ),
    'a caller on a port that is not there': enforced(
      'accepts: {nginx: {namespace: ingress, ports: [admin]}}\n',
    ),
    'a caller of a service without ports': {
      ...base,
      'environments/production.yaml': calico,
      'services/worker.yaml': `${worker}accepts: {nginx: {namespace: ingress}}\n`,
    },
  },
  identities: {
    'an identity without a cloud': enforced(
      'serviceAccount: {identity: "arn:aws:iam::111122223333:role/web"}\n',
    ),
    'an identity of another cloud': on(
      'provider: gke\n',
      'serviceAccount: {identity: "arn:aws:iam::111122223333:role/web"}\n',
    ),
    'an identity that an annotation contradicts': on(
      'provider: eks\nnetworkPolicy: off\n',
      'serviceAccount: {identity: "arn:aws:iam::111122223333:role/web", annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::111122223333:role/api"}}\n',
    ),
    'an identity whose credentials come from the internet': on(
      'provider: eks\n',
      'serviceAccount: {identity: "arn:aws:iam::111122223333:role/web"}\n',
    ),
  },
  observing: {
    'policies that are only observed': on(
      'provider: kubernetes\nnetworkPolicy: {mode: observe, engine: calico}\n',
      'connects: [api]\n',
      { 'services/api.yaml': web, 'services/worker.yaml': `${worker}networkPolicy: enforce\n` },
    ),
    'plain pods where everything is denied': enforced('', {
      'manifests/all/extra/pod.yaml': pod('extra, namespace: shop'),
    }),
    'plain pods without a namespace where everything is denied': enforced('', {
      'manifests/all/extra/pod.yaml': pod('extra'),
      'manifests/all/extra/covered.yaml': pod('covered'),
      'manifests/all/web/same.yaml': pod('same').replace('app: same', 'app.kubernetes.io/name: web'),
      'manifests/all/extra/policy.yaml':
        'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: covered}\nspec: {podSelector: {matchLabels: {app: covered}}}\n',
    }),
    'a plain range of ports to pods behind a Service': on('provider: eks\n', '', plainRange),
    'a plain range of ports that is not enforced': on('provider: gke\n', '', plainRange),
    'a collector without a namespace': on(`${calico}telemetry: {ports: [4317]}\n`, ''),
  },
};
