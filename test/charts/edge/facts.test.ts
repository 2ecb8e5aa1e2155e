import { gatewayFacts } from '../../../charts/edge/facts';
import { resolveWeb } from '../../support/resolved';

it.each([
  ['eks', 'ip'],
  ['aks', undefined],
])('the load balancer of the gateway has the annotations of the provider: %s', (provider, target) => {
  const edge = 'edge: {domain: example.org, implementation: envoy-gateway, issuer: a}\n';
  const service = 'ports: {http: 8080}\nreplicas: 2\nexpose: www.example.org\n';
  const { environment, facts } = resolveWeb(service, `provider: ${provider}\n${edge}`);
  if (facts.edge === undefined) throw new Error('nothing is exposed');
  const { serviceAnnotations } = gatewayFacts(environment, facts.edge).dataPlane ?? {};
  expect(serviceAnnotations?.['service.beta.kubernetes.io/aws-load-balancer-nlb-target-type']).toBe(target);
});
