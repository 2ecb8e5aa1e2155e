import type { RenderedApp } from '../../app/pipeline';
import { resolveAll, withoutErrors } from '../../app/pipeline';
import type { KubernetesObject } from '../../lib/rendered';
import type { Resolution } from '../../app/resolve';
import type { DisruptionBudget } from '../../charts/availability';
import type { ScaledWorkload } from '../../charts/scaling';
import type { Service } from '../../model/types/service';
import { loadFrom } from '../../app/source';
import { memoryFolder } from '../../spec/source-folder';

/** An environment on EKS with three zones, as text. */
export const eks = 'provider: eks\nzones: [sa-east-1a, sa-east-1b, sa-east-1c]\n';

/** Resolves a platform of one service `web` without touching a disk. */
export function resolveWeb(
  service: string,
  environment = eks,
  more: Record<string, string> = {},
): Resolution {
  const files = {
    'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
    'environments/production.yaml': environment,
    'services/web.yaml': `image: ghcr.io/acme/web:1.2.3\n${service}`,
    ...more,
  };
  const { resolutions, problems } = resolveAll(loadFrom(memoryFolder(new Map(Object.entries(files)))), []);
  withoutErrors(problems);
  const [resolution] = resolutions;
  if (resolution === undefined) throw new Error('nothing is resolved');
  return resolution;
}

/** The service `web` of such a platform. */
export function webOf(service: string, environment = eks): Service {
  return webIn(resolveWeb(service, environment));
}

export function webIn({ environment }: Resolution): Service {
  const found = environment.services.get('web');
  if (found === undefined) throw new Error('web is not resolved');
  return found;
}

/** Its workloads, each with what scales it. */
export function scaledWeb(service: string, environment = eks): readonly ScaledWorkload[] {
  return resolveWeb(service, environment).facts.scaling.get('web') ?? [];
}

/** The disruption budgets of its workloads, by their names. */
export function budgetsOfWeb(service: string, environment = eks): ReadonlyMap<string, DisruptionBudget> {
  const budgets = resolveWeb(service, environment).facts.availability.budgets.get('web') ?? [];
  return new Map(budgets.map(({ name, spec }) => [name, spec]));
}

/** `spec` of the object of a kind and name, for tests that read a field of it. */
export function specOf<T>(apps: readonly RenderedApp[], kind: string, name: string): T {
  const found = apps
    .flatMap((app) => app.objects.map(({ object }): KubernetesObject => object))
    .find((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) throw new Error(`no ${kind} ${name} is rendered`);
  return found['spec'] as T;
}
