import fc from 'fast-check';
import { renderEnvironment } from '../../app/collect';
import { resolveAll, withoutErrors } from '../../app/pipeline';
import { loadFrom } from '../../app/source';
import { memoryFolder } from '../../spec/source-folder';
import { Cluster, nameOf } from './evaluator';
import type { Question } from './matrix';
import { differences } from './matrix';
import type { KubeObject } from './objects';
import type { Known } from './random-expected';
import { Expected, beside, endsOf, outside } from './random-expected';
import type { RandomPlatform } from './random-platform';
import { dataServices, namespaces, platforms, ranges } from './random-platform';
import { filesOf } from './random-yaml';

const seed = Number(process.env['SEED'] ?? 20261124);
const runs = 1000;

function rendered(files: ReadonlyMap<string, string>): KubeObject[] {
  const { resolutions, problems } = resolveAll(loadFrom(memoryFolder(new Map(files))), []);
  withoutErrors(problems);
  return resolutions
    .flatMap((resolution) => renderEnvironment(resolution))
    .flatMap(({ objects }) => objects.map(({ object }) => object as KubeObject));
}

/** The pods are those of the spec, with its ports: otherwise the matrix would leave some out. */
function expectPods(objects: readonly KubeObject[], ends: ReadonlyMap<string, Known>): void {
  const ports = ({ port, protocol }: { port: number; protocol: string }) => `${port}/${protocol}`;
  const actual = new Cluster(objects).pods.map((pod) => [nameOf(pod), pod.ports.map(ports)]);
  const wanted = [...ends].flatMap(([name, end]) =>
    end.kind === 'service' ? [[name, end.service.ports.map(ports)]] : [],
  );
  expect(new Map(actual as [string, string[]][])).toEqual(new Map(wanted as [string, string[]][]));
}

function judge(platform: RandomPlatform, objects: readonly KubeObject[]) {
  const ends = endsOf(platform);
  expectPods(objects, ends);
  const expected = new Expected(platform);
  const known = (end: Parameters<Question>[0]): Known => {
    const found = ends.get(nameOf(end));
    if (found === undefined) throw new Error(`${nameOf(end)} was not expected`);
    return found;
  };
  const asked = {
    egress: ((from, to, port) => expected.egress(known(from), known(to), port)) satisfies Question,
    ingress: ((from, to, port) => expected.ingress(known(from), known(to), port)) satisfies Question,
  };
  const numbers = [...Object.values(dataServices).map(({ port }) => port), ...Object.values(ranges)];
  return differences([...objects, ...beside], asked, {
    addresses: outside,
    namespaces,
    ports: numbers.map((port) => ({ port, protocol: 'TCP' as const })),
  });
}

it(`what random platforms allow is what they ask for, on both ends (SEED=${seed})`, () => {
  const sum = { evaluated: 0, allowed: 0, denied: 0 };
  fc.assert(
    fc.property(platforms, (platform) => {
      const files = filesOf(platform);
      const { open, closed, halves, ...counts } = judge(platform, rendered(files));
      expect({ open, closed, halves }).toEqual({ open: [], closed: [], halves: [] });
      sum.evaluated += counts.evaluated;
      sum.allowed += counts.allowed;
      sum.denied += counts.denied;
    }),
    { seed, numRuns: runs },
  );
  process.stdout.write(
    `${runs} random platforms: ${sum.evaluated} pairs × ports evaluated, ${sum.allowed} allowed, ${sum.denied} denied\n`,
  );
  expect(sum.evaluated).toBeGreaterThan(1_000_000);
  expect(Math.min(sum.allowed, sum.denied)).toBeGreaterThan(sum.evaluated / 20);
}, 120_000);
