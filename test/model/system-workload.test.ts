import { SpecError } from '../../lib/diagnostics';
import { eks, resolveWeb } from '../support/resolved';

/** Where the one problem is that something the platform runs has. */
function place(base: string, production: string): string {
  try {
    resolveWeb(
      'ports: {http: 8080}\nreplicas: 2\nexpose: www.example.org\n',
      `extends: base\n${production}`,
      {
        'environments/base.yaml': `${eks.replace('provider: eks\n', '')}${base}`,
      },
    );
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.diagnostics
      .map(({ path, location }) => `${path} ${location?.file}:${location?.line}`)
      .join();
  }
  throw new Error('nothing is wrong');
}

const edge = 'edge: {domain: example.org, implementation: envoy-gateway, issuer: a}\n';
const gateway = (replicas: string) => edge.replace('}', `, gateway: {replicas: ${replicas}}}`);

it.each([
  ['where it is written', gateway('external'), 'provider: eks\n', 'base.yaml:2'],
  [
    'at the strongest of several places',
    gateway('2'),
    `provider: eks\n${gateway('external')}`,
    'production.yaml:3',
  ],
])('a problem of what the platform runs is told %s', (_where, base, production, expected) => {
  expect(place(base, production)).toContain(`environments/${expected}`);
});
