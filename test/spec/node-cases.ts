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
};
