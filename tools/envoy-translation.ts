import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Rendering } from '../app/pipeline';
import type { KubernetesObject } from '../lib/rendered';
import type { Resolution } from '../app/resolve';
import { judgeConditions } from './envoy/conditions';
import type { Answer } from './envoy/config';
import { envoyConfig } from './envoy/config';
import { copyOf } from './envoy/copy';
import { broken, promisesOf } from './envoy/promises';
import type { Verdict } from './judging';
import { ask, main } from './judging';

/**
 * Asks Envoy Gateway's own translator, `egctl` from PATH, what Envoy gets of the environments whose gateway it is:
 * `envoy-translation.ts PLATFORM...`. Every condition has to be fine, and every promise of exposed services in the fields of
 * Envoy's configuration.
 */
const controller = 'gateway.envoyproxy.io/gatewayclass-controller';

function answerOf(objects: readonly KubernetesObject[]): Answer {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-egctl-'));
  try {
    const file = join(folder, 'all.yaml');
    writeFileSync(file, objects.map((object) => JSON.stringify(object)).join('\n---\n'));
    // The last of the kinds of output is the one whose conditions are printed.
    const options = ['--from', 'gateway-api', '--to', 'ir,xds,gateway-api', '-o', 'json', '-f', file];
    const install = 'go install github.com/envoyproxy/gateway/cmd/egctl@v1.9.1';
    return JSON.parse(ask('egctl', ['x', 'translate', ...options], install)) as Answer;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function judge(
  { apps }: Rendering,
  { environment: { name }, facts: { edge } }: Resolution,
): Verdict | undefined {
  const rendered = apps
    .filter(({ environment }) => environment === name)
    .flatMap(({ objects }) => objects.map(({ object }) => object));
  if (edge === undefined || !rendered.some(isOwnClass)) return undefined;
  const { objects, services } = copyOf(rendered);
  const answer = answerOf(objects);
  const { count, problems } = judgeConditions(objects, answer);
  const promises = promisesOf(edge, envoyConfig(answer, `${edge.namespace}/${edge.name}`), services);
  const all = [...problems, ...broken(promises)];
  return {
    summary: `${count} conditions, ${promises.length} promises, ${all.length} problems`,
    problems: all,
  };
}

function isOwnClass({ kind, spec }: KubernetesObject): boolean {
  return kind === 'GatewayClass' && (spec as { controllerName?: string }).controllerName === controller;
}

main(judge);
