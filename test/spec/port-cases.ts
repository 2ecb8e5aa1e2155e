import type { Files } from '../support/platform';
import { base } from '../support/platform';

const web = (service: string): Files => ({
  ...base,
  'services/web.yaml': `image: ghcr.io/acme/web:1.2.3\nreplicas: 2\n${service}`,
});
const http = (fields: string, more = '') => web(`ports: {http: {port: 8080, ${fields}}}\n${more}`);

const calls = (connects: string, cart: string): Files => ({
  ...web(`connects: ${connects}\n`),
  'services/cart.yaml': `image: ghcr.io/acme/cart:1.2.3\nreplicas: 2\n${cart}`,
});

/** Mistakes about where a Service leads, and about ports that change. */
export const portCases: Readonly<Record<string, Readonly<Record<string, Files>>>> = {
  targetPort: {
    'a targetPort of a name that no container has': http('targetPort: web'),
    'a targetPort of a number that no container has': http('targetPort: 8081'),
    'a targetPort of a port without a Service': http(
      'servicePort: false, targetPort: 8080',
      'service: {headless: true}\n',
    ),
    'a targetPort without any Service': http('targetPort: 8080', 'service: false\n'),
    'a targetPort that is a list': http('targetPort: [8080]'),
  },
  mainPort: {
    'a mainPort of another container that no Service leads to': http(
      'servicePort: 80',
      'containers: {nginx: {image: "ghcr.io/acme/nginx:1", ports: {front: 8081}}}\nmainPort: front\n',
    ),
    'a mainPort of another container before several ports': web(
      'ports: {app: 3000, admin: 3001}\ncontainers: {nginx: {image: "ghcr.io/acme/nginx:1", ports: {front: 8081}}}\nservice: {ports: {http: {port: 80, targetPort: front}}}\nmainPort: front\n',
    ),
    'a mainPort that no container has': http(
      'servicePort: 80',
      'containers: {nginx: {image: "ghcr.io/acme/nginx:1", ports: {front: 8081}}}\nmainPort: fornt\n',
    ),
  },
  previousPort: {
    'the present number as previousPort': http('previousPort: 8080'),
    'the number of another port as previousPort': web(
      'ports: {http: {port: 8080, previousPort: 9000}, admin: 9000}\n',
    ),
    'the number of a sidecar as previousPort': http(
      'previousPort: 7000',
      'sidecars: {proxy: {image: "ghcr.io/acme/proxy:1", ports: {proxy: 7000}}}\n',
    ),
    'a previousPort of a sidecar that is its own number': http(
      'servicePort: 80',
      'sidecars: {proxy: {image: "ghcr.io/acme/proxy:1", ports: {proxy: {port: 7000, previousPort: 7000}}}}\n',
    ),
  },
  unreached: {
    'a connection to a port without a servicePort': calls(
      '["cart:admin"]',
      'ports:\n  http: 8080\n  admin: {port: 9000, servicePort: false}\n',
    ),
    'a connection to a port that service.ports does not list': calls(
      '{cart: {ports: [http, admin]}}',
      'ports: {http: 8080, admin: 9000}\nservice: {ports: {http: 8080}}\n',
    ),
    'a connection to a service without a Service': calls('[cart]', 'ports: {http: 8080}\nservice: false\n'),
    'a connection to a port of a sidecar': calls(
      '["cart:proxy"]',
      'ports: {http: 8080}\nsidecars: {proxy: {image: "ghcr.io/acme/proxy:1", ports: {proxy: 7000}}}\n',
    ),
  },
};
