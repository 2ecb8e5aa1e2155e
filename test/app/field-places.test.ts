import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { output } from '../../app/output';
import { Pipeline } from '../../app/pipeline';
import type { Diagnostic } from '../../lib/diagnostics';
import { SpecError } from '../../lib/diagnostics';
import { base, removePlatforms, writePlatform } from '../support/platform';

afterEach(removePlatforms);

/** What a change of a service says, as `CODE FILE:LINE`. */
function places(before: string, after: string): string[] {
  const out = join(mkdtempSync(join(tmpdir(), 'portolan-places-')), 'dist');
  const write = (service: string): readonly Diagnostic[] => {
    const root = writePlatform({ ...base, 'services/web.yaml': `image: acme/web:1\n${service}` });
    try {
      return output(new Pipeline(root).run(), { out, environments: [], check: false, replace: [] }).warnings;
    } catch (error) {
      if (error instanceof SpecError) return error.diagnostics;
      throw error;
    }
  };
  write(before);
  const found = write(after);
  rmSync(join(out, '..'), { recursive: true, force: true });
  return found.map(({ code, location }) => `${code} ${location?.file ?? ''}:${location?.line ?? ''}`);
}

const set = (storage: string) =>
  `workload: StatefulSet\nreplicas: 1\npodSecurityContext: {runAsUser: 1000, fsGroup: 1000}\nvolumes: {data: {claim: {storage: ${storage}}, mountPath: /data}}\n`;
const scaled = (max: number) =>
  `ports: {http: 8080}\nresources: {requests: {cpu: 100m}}\nreplicas:\n  min: 2\n  max: ${max}\n`;

it.each([
  [
    'a port',
    'replicas: 2\nports:\n  admin: 9000\n  http: 8080\n',
    'replicas: 2\nports:\n  admin: 9000\n  http: 8081\n',
    'port-transition',
    5,
  ],
  ['a maximum', scaled(12), scaled(5), 'capacity-transition', 5],
  ['a claim template', set('2Gi'), set('3Gi'), 'immutable-change', 5],
])('a change of %s is shown at its line', (_name, before, after, code, line) => {
  expect(places(before, after)).toContain(`${code} services/web.yaml:${line}`);
});
