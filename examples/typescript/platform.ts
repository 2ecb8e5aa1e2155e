import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { PlatformApp, definePlatform } from 'portolan';

/** The same fields as in the YAML files, checked by the compiler and then as the files would be. */
const platform = definePlatform({
  name: 'bookshop',
  owner: 'books',
  edition: '2026-11',
  defaults: { resources: { requests: { cpu: '100m', memory: '128Mi' } } },
  environments: {
    staging: { provider: 'kubernetes', networkPolicy: { engine: 'kindnet' }, defaults: { replicas: 1 } },
    production: { provider: 'eks', nodes: 'karpenter' },
  },
  services: {
    catalog: {
      image: 'ghcr.io/stefanprodan/podinfo:6.9.2',
      ports: { http: 9898 },
      probes: { path: '/readyz' },
    },
    storefront: {
      image: 'ghcr.io/stefanprodan/podinfo:6.9.2',
      ports: { http: 9898 },
      probes: { path: '/readyz' },
      connects: ['catalog'],
    },
  },
});

const app = new PlatformApp({ platform });

// Charts of your own stand below an environment; their id is the folder they are written to.
for (const environment of app.environments) {
  const chart = new Chart(app.environment(environment), 'opening-hours', { namespace: 'bookshop' });
  new kplus.ConfigMap(chart, 'hours', {
    metadata: { name: 'opening-hours' },
    data: { monday: '09:00-18:00' },
  });
}

const { plan } = app.write();
console.log(`${plan.written.length} files written`);
