import { schemas } from '../../app/schema';
import { Pipeline } from '../../app/pipeline';
import { parseCidr } from '../../lib/cidr';
import { isDnsLabel } from '../../lib/names';
import type { ProviderProfile } from '../../providers';
import { nodeProvisioning, policyEngine, providerProfile, providers } from '../../providers';
import { nodeModes } from '../../spec/schema/nodes';
import { removePlatforms, web, writePlatform } from '../support/platform';

const requests = 'resources: {requests: {cpu: 250m, memory: 512Mi}}\n';
const db = `image: postgres:18.1\nworkload: StatefulSet\nreplicas: 3\npodSecurityContext: {fsGroup: 1000}\nports: {tcp-pg: 5432}\n${requests}`;

afterEach(removePlatforms);

/** Names an engine where the profile has no default. */
function environmentOn({ id, nodes, namesPolicyEngine }: ProviderProfile, mode: string): string {
  const engine = nodes.find((entry) => entry.id === mode)?.policyEngines[0] ?? '';
  const named = namesPolicyEngine ? `networkPolicy: {engine: ${engine}}\n` : '';
  return `provider: ${id}\nnodes: ${mode}\n${named}`;
}

it('there is one profile for each provider that the schema takes, and each way of making nodes is some provider’s', () => {
  const { provider } = schemas.environment.shape;
  expect(providers.map(({ id }) => id).sort()).toEqual([...provider.unwrap().unwrap().options].sort());
  const ways = new Set<string>(providers.flatMap((profile) => profile.nodes.map(({ id }) => id)));
  expect([...ways].sort()).toEqual([...nodeModes].sort());
});

describe.each(providers.map((profile) => [profile.id, profile] as const))('%s', (id, profile) => {
  it('is found by its name and has a title', () => {
    expect(providerProfile(id)).toBe(profile);
    expect(profile.title.length).toBeGreaterThan(2);
  });

  it('has ways of making nodes, each once, the first of which is the default', () => {
    const names = profile.nodes.map((entry) => entry.id);
    expect(new Set(names).size).toBe(names.length);
    expect(names.every(isDnsLabel)).toBe(true);
    expect(nodeProvisioning(profile)).toBe(profile.nodes[0]);
    expect(nodeProvisioning(profile, 'nothing')).toBeUndefined();
  });

  it('has engines of policies that have a profile,each range a range, each identity a way to its credentials', () => {
    for (const { policyEngines } of profile.nodes) {
      expect(policyEngines.map((engine) => policyEngine(engine).id)).toEqual(policyEngines);
      expect(policyEngines.length).toBeGreaterThan(0);
    }
    for (const { endpoints } of profile.identities) expect(endpoints.length).toBeGreaterThan(0);
    for (const range of profile.protectedRanges) expect(parseCidr(range)).toBeDefined();
  });

  it.each(profile.nodes.map((entry) => entry.id))('renders a platform on %s', (nodes) => {
    const files = {
      'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
      'environments/production.yaml': environmentOn(profile, nodes),
      'services/web.yaml': `${web}${requests}service: {type: LoadBalancer}\n`,
      'services/db.yaml': `${db}volumes: {data: {claim: {storage: 1Gi, storageClassName: fast}, mountPath: /data}}\n`,
    };
    const { apps, warnings } = new Pipeline(writePlatform(files)).run();
    expect(warnings).toEqual([]);
    expect(apps.map(({ app }) => app)).toEqual(['namespaces', 'platform', 'db', 'web']);
  });

  it('warns of a claim without a storage class exactly where none is the default', () => {
    for (const entry of profile.nodes) {
      const files = {
        'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
        'environments/production.yaml': environmentOn(profile, entry.id),
        'services/db.yaml': `${db}volumes: {data: {claim: {storage: 1Gi}, mountPath: /data}}\n`,
      };
      const { warnings } = new Pipeline(writePlatform(files)).run();
      expect(warnings.map(({ code }) => code)).toEqual(
        entry.defaultStorageClass === undefined ? ['storage-class'] : [],
      );
    }
  });
});
