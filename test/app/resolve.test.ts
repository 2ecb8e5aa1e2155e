import { createResolveCache, resolveEnvironment } from '../../app/resolve';
import { loadFrom } from '../../app/source';
import { resolveService } from '../../model/resolve-service';
import { memoryFolder } from '../../spec/source-folder';
import { eks } from '../support/resolved';

const source = loadFrom(
  memoryFolder(
    new Map([
      ['platform.yaml', 'name: shop\nowner: web\nedition: 2026-11\n'],
      ['environments/production.yaml', eks],
      ['services/web.yaml', 'image: acme/web:1\nports: {http: 8080}\nreplicas: 2\nconnects: [api]\n'],
      ['services/api.yaml', 'image: acme/api:1\nports: {http: 8080}\nreplicas: 1\nservice: false\n'],
      [
        'manifests/all/extra/pod.yaml',
        'apiVersion: v1\nkind: Pod\nmetadata: {name: extra}\nspec: {containers: [{name: a, image: "a:1"}]}\n',
      ],
    ]),
  ),
);

describe('what if a service were another one', () => {
  const { resolution, problems } = resolveEnvironment(source, 'production', createResolveCache());
  const context = resolution?.services.get('web')?.context;
  if (resolution === undefined || context === undefined) throw new Error('web is not resolved');
  const { layers } = context.layered;
  const more = { workload: 'StatefulSet', replicas: 5 } as const;
  const written = { ...more, availability: { disruptionBudget: { maxUnavailable: 3 } } };
  const changed = resolveService(
    'web',
    layers.map((layer, index) =>
      index === layers.length - 1 ? { ...layer, data: { ...layer.data, ...written } } : layer,
    ),
    context.settings,
  );
  const other = resolution.whatIf({ changed });

  it('is decided of it, with its problems alone', () => {
    expect(other.environment.services.get('web')?.workloads[0]?.kind).toBe('StatefulSet');
    expect(other.facts.availability.budgets.get('web')?.[0]?.spec).toMatchObject({ maxUnavailable: 3 });
    expect(other.problems.map(({ code }) => code)).toEqual(['quorum-budget']);
  });

  it('leaves what is as it is, without them', () => {
    expect(problems.map(({ code }) => code)).toEqual([
      'unreached-port',
      'single-replica',
      'plain-pods-denied',
    ]);
    expect(resolution.environment.services.get('web')?.workloads[0]?.kind).toBe('Deployment');
    expect(resolution.facts.availability.budgets.get('web')?.[0]?.spec).toMatchObject({ maxUnavailable: 1 });
  });

  it('is decided of nothing else', () => {
    expect([...other.facts.network.policies.keys()]).toEqual(['web']);
    expect([...other.facts.availability.budgets.keys()]).toEqual(['web']);
  });

  it('has the lists of the whole environment as they are', () => {
    expect([...other.environment.services.keys()]).toEqual(['api', 'web']);
    expect(other.environment.connections).toEqual(resolution.environment.connections);
  });
});

it('a service with an error is one of which nothing that follows is certain', () => {
  const files = new Map([
    ['platform.yaml', 'name: shop\nowner: web\nedition: 2026-11\n'],
    ['environments/production.yaml', eks],
    ['services/web.yaml', 'image: acme/web:1\npriorityClassName: mine\navailability: {priority: batch}\n'],
    ['services/api.yaml', 'image: acme/api:1\nreplicas: 2\n'],
  ]);
  const { resolution } = resolveEnvironment(loadFrom(memoryFolder(files)), 'production');
  expect(resolution).toMatchObject({ complete: false, servicesWithErrors: new Set(['web']) });
});
