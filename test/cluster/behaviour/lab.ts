import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Pipeline } from '../../../app/pipeline';
import type { KubernetesObject } from '../../../lib/rendered';
import { title } from '../../../lib/rendered';
import { writePlatform } from '../../support/platform';
import { Cluster } from '../cluster';

const run = promisify(execFile);

/**
 * The command that stands for what happens to machines: `kubectl ARGS`, `load NAMESPACE SELECTOR cpu=…`, `drain NODE`,
 * `reclaim-spot`, `kill-zone ZONE`, `restore`. Without it no machine can be made to fail, and these tests are skipped.
 */
const command = process.env['LAB'];

/** `describe` where nodes can be made to fail, else one that is skipped. */
export const describeWithNodes = command === undefined ? describe.skip : describe;

export async function lab(...args: string[]): Promise<string> {
  const { stdout } = await run(command ?? '', args, { maxBuffer: 1 << 26 });
  return stdout;
}

export const kubectl = (...args: string[]) => lab('kubectl', ...args);

export const cluster = new Cluster();

export interface Node {
  readonly name: string;
  readonly zone: string;
  readonly spot: boolean;
}

interface NodeObject {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
}

const zoneLabel = 'topology.kubernetes.io/zone';
const spotLabels: Readonly<Record<string, string>> = {
  'karpenter.sh/capacity-type': 'spot',
  'cloud.google.com/gke-spot': 'true',
  'kubernetes.azure.com/priority': 'spot',
};

export async function nodes(): Promise<Node[]> {
  const all = (await cluster.list('/api/v1/nodes')) as unknown as NodeObject[];
  return all.map(({ metadata: { name, labels } }) => ({
    name,
    zone: labels[zoneLabel] ?? '',
    spot: Object.entries(spotLabels).some(([key, value]) => labels[key] === value),
  }));
}

/** The cloud whose labels the nodes carry, as an environment says it. */
async function provider(): Promise<string> {
  const [node] = (await cluster.list('/api/v1/nodes')) as unknown as NodeObject[];
  const labels = Object.keys(node?.metadata.labels ?? {});
  if (labels.some((key) => key.startsWith('kubernetes.azure.com/')))
    return 'provider: aks\nnodes: node-pools\n';
  if (labels.some((key) => key.startsWith('cloud.google.com/'))) return 'provider: gke\nnodes: standard\n';
  return 'provider: eks\nnodes: karpenter\n';
}

export async function cloudName(): Promise<string> {
  return /provider: (\w+)/.exec(await provider())?.[1] ?? '';
}

/** The objects of a platform with these services, for the cloud whose nodes there are. */
export async function render(
  name: string,
  services: Readonly<Record<string, string>>,
  environment = '',
): Promise<readonly KubernetesObject[]> {
  const zones = [...new Set((await nodes()).map((node) => node.zone))].sort();
  return renderIn(`${await provider()}zones: [${zones.join(', ')}]\n${environment}`, name, services);
}

/** The objects of a platform with these services in an environment that is given whole. */
export function renderIn(
  environment: string,
  name: string,
  services: Readonly<Record<string, string>>,
): readonly KubernetesObject[] {
  const files = {
    'platform.yaml': `name: ${name}\nowner: tests\nedition: 2026-11\n`,
    'environments/here.yaml': environment,
    ...Object.fromEntries(
      Object.entries(services).map(([service, text]) => [`services/${service}.yaml`, text]),
    ),
  };
  const { apps } = new Pipeline(writePlatform(files)).run();
  return apps.flatMap((app) => app.objects.map(({ object }) => object));
}

/** Applies as a GitOps controller does: again until nothing is refused, then what is gone is pruned. */
export async function apply(
  objects: readonly KubernetesObject[],
  before: readonly KubernetesObject[] = [],
): Promise<void> {
  let refused: string[] = [];
  for (let passes = 0; passes < 4; passes++) {
    refused = [];
    for (const object of objects) {
      const { status, body } = await cluster.apply(object);
      if (status >= 300) refused.push(`${title(object)}: ${String(body['message'])}`);
    }
    if (refused.length === 0) break;
  }
  expect(refused).toEqual([]);
  const kept = new Set(objects.map(title));
  for (const object of before.filter((entry) => !kept.has(title(entry)) && isPrunedAtOnce(entry)))
    await cluster.prune(object);
}

/** Argo CD prunes these only once all else is healthy, Flux never. */
function isPrunedAtOnce({ metadata }: KubernetesObject): boolean {
  return metadata.annotations?.['kustomize.toolkit.fluxcd.io/prune'] !== 'disabled';
}

/** Waits until a check finds nothing wrong any more; what it found last is the error. */
export async function eventually(check: () => Promise<string | undefined>, seconds = 120): Promise<number> {
  const start = Date.now();
  for (;;) {
    const wrong = await check();
    const passed = (Date.now() - start) / 1000;
    if (wrong === undefined) return Math.round(passed);
    if (passed > seconds) throw new Error(`after ${seconds} s: ${wrong}`);
    await pause(300);
  }
}

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Figures of the runs, for people: which cloud, what happened, what was lowest, how long it took. */
export async function figure(
  scenario: string,
  facts: Readonly<Record<string, string | number>>,
): Promise<void> {
  const texts = Object.entries(facts).map(([name, value]) => `${name} ${value}`);
  process.stdout.write(
    `figure: ${await cluster.version()} ${await cloudName()}: ${scenario}: ${texts.join(', ')}\n`,
  );
}
