import type { Diagnostic, Location } from '../lib/diagnostics';
import { isObject } from '../lib/json';
import type { Layer } from '../spec/layers';
import type { ServiceLayer } from '../spec/schema/service';
import { serviceSettings } from './context';
import type { EnvironmentChain } from './environment/environments';
import type { Kernel } from './kernel';
import type { ResolvedService } from './context';
import { resolveService } from './resolve-service';

/** What the platform runs for itself, written as a service is. */
export interface SystemWorkload {
  /** Also the folder of its objects: a reserved name, so that no service has it. */
  readonly name: string;
  readonly layers: readonly Layer<ServiceLayer>[];
  /** True where an operator makes the pods, so that only their policy is rendered. */
  readonly isMadeByOperator?: true;
  readonly causes: readonly Location[];
  /** What its operator makes otherwise than a service is made. */
  finish?(resolved: ResolvedService): ResolvedService;
}

/** Resolves a system workload as a service is resolved. */
export function resolveSystemWorkload(
  { source, chain, nodes }: Pick<Kernel, 'source' | 'chain' | 'nodes'>,
  workload: SystemWorkload,
  problems: Diagnostic[],
): ResolvedService {
  const { name: platform = '', owner = '' } = source.platform.data;
  const settings = serviceSettings(chain, platform ?? '', owner ?? '', nodes);
  const resolved = resolveService(workload.name, workload.layers, settings);
  const finished = { ...(workload.finish?.(resolved) ?? resolved), system: true as const };
  problems.push(...finished.context.diagnostics);
  return finished;
}

/** One layer at the strongest place of the environment that writes a field, so that problems are found there. */
export function layerOf(
  chain: EnvironmentChain,
  path: readonly string[],
  written: ServiceLayer,
): Layer<ServiceLayer> {
  const writes = (data: unknown): boolean => {
    let value = data;
    for (const key of path) value = isObject(value) ? value[key] : undefined;
    return (value ?? undefined) !== undefined;
  };
  const place = chain.layered.layers.findLast(({ data }) => writes(data));
  const { document, base } = place ?? chain.layered.layers.at(-1) ?? {};
  if (document === undefined || base === undefined) throw new Error('an environment without a file');
  return { data: written, document, base: place === undefined ? base : [...base, ...path] };
}
