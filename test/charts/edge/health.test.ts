import { drainOf } from '../../../charts/edge/health';
import { webOf } from '../../support/resolved';

const nodes = `provider: kubernetes
networkPolicy: off
nodes: {spot: {labels: {pool: spot}, notice: 25}, onDemand: {labels: {pool: steady}}}
`;
const inTwo = `replicas: {min: 4, max: 8}
resources: {requests: {cpu: 100m, memory: 64Mi}}
capacity: {onDemand: 2}
`;

describe('how long a load balancer drains', () => {
  it('is the shortest rest of the grace periods of the on-demand and the spot workload', () => {
    const service = webOf(`ports: {http: 8080}\n${inTwo}`, nodes);
    const periods = service.workloads.map(({ pod }) => pod.spec['terminationGracePeriodSeconds']);
    expect([periods, drainOf(service)]).toEqual([[40, 25], 25 - Math.floor(25 / 3)]);
  });

  it.each([
    [3610, 10, 3600],
    [3611, 10, 3600],
    [7200, 10, 3600],
    [3609, 10, 3599],
    [10, 10, 1],
  ])('with a grace period of %d s and a delay of %d s, is %d s', (grace, delay, expected) => {
    const service = `replicas: 2\nterminationGracePeriodSeconds: ${grace}\navailability: {drainDelay: ${delay}}\n`;
    expect(drainOf(webOf(`ports: {http: 8080}\n${service}`, nodes))).toBe(expected);
  });
});
