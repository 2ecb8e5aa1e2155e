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
      ['services/web.yaml', 'image: acme/web:1\nports: {http: 8080}\nreplicas: 2\n'],
      ['services/api.yaml', 'image: acme/api:1\nports: {http: 8080}\nreplicas: 2\n'],
    ]),
  ),
);

describe('what if a service were another one', () => {
  const { resolution, problems } = resolveEnvironment(source, 'production', createResolveCache());
  const context = resolution?.services.get('web')?.context;
  if (resolution === undefined || context === undefined) throw new Error('web is not resolved');
  const { layers } = context.layered;
  const more = { workload: 'StatefulSet', replicas: 5, connects: { api: {}, nobody: {} } } as const;
  const written = { ...more, availability: { disruptionBudget: { maxUnavailable: 3 } } };
  const changed = resolveService(
    'web',
    layers.map((layer, index) =>
      index === layers.length - 1 ? { ...layer, data: { ...layer.data, ...written } } : layer,
    ),
    context.settings,
  );
  const other = resolution.whatIf({ changed });

  it('is decided of it, with its problems', () => {
    expect(other.environment.services.get('web')?.workloads[0]?.kind).toBe('StatefulSet');
    expect(other.facts.availability.budgets.get('web')?.[0]?.spec).toMatchObject({ maxUnavailable: 3 });
    const codes = other.problems.map(({ code }) => code);
    expect(codes).toContain('quorum-budget');
  });

  it('leaves what is as it is, without them', () => {
    expect(problems).toEqual([]);
    expect(resolution.environment.services.get('web')?.workloads[0]?.kind).toBe('Deployment');
    expect(resolution.facts.availability.budgets.get('web')?.[0]?.spec).toMatchObject({ maxUnavailable: 1 });
  });

  it('has the lists of the whole environment as they are', () => {
    expect([...other.environment.services.keys()]).toEqual(['api', 'web']);
    expect(other.environment.connections).toEqual(resolution.environment.connections);
  });
});
