import { renderEnvironment } from '../../app/collect';
import { resolve } from '../../app/resolve';
import { loadFrom } from '../../app/source';
import type * as Charts from '../../charts';
import type { AnyConcern } from '../../charts/concern';
import { layerOf } from '../../model/system-workload';
import { memoryFolder } from '../../spec/source-folder';
import { eks } from '../support/resolved';

/** A concern that runs two workloads, of which an operator makes one. */
jest.mock('../../charts', () => {
  const actual = jest.requireActual<typeof Charts>('../../charts');
  const written = { namespace: 'shop', image: 'acme/agent:1', replicas: 2, ports: { http: { port: 8080 } } };
  const added: AnyConcern = {
    id: 'added',
    folders: ['collector', 'agent'],
    resolve: () => undefined,
    workloads: (_facts, { chain }) => [
      { name: 'collector', layers: [layerOf(chain, [], written)], causes: [] },
      { name: 'agent', layers: [layerOf(chain, [], written)], isMadeByOperator: true, causes: [] },
    ],
  };
  return { ...actual, concerns: [...actual.concerns, added] };
});

it('of a workload that an operator makes the policy is rendered, of another one all that a service has', () => {
  const files = new Map([
    ['platform.yaml', 'name: shop\nowner: web\nedition: 2026-11\n'],
    ['environments/production.yaml', eks],
    ['services/web.yaml', 'image: acme/web:1\nports: {http: 8080}\nreplicas: 2\n'],
  ]);
  const apps = renderEnvironment(resolve(loadFrom(memoryFolder(files)), 'production'));
  const kindsIn = (name: string) =>
    apps
      .filter(({ app }) => app === name)
      .flatMap(({ objects }) => objects.map(({ object }) => object.kind).sort());
  expect(kindsIn('agent')).toEqual(['NetworkPolicy']);
  expect(kindsIn('collector')).toEqual(kindsIn('web'));
  expect(kindsIn('web')).toContain('Deployment');
});
