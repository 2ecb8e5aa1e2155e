import type { Facts } from '../charts';
import type { Diagnostic } from '../lib/diagnostics';
import { SpecError, severity, sortDiagnostics } from '../lib/diagnostics';
import type { EnvironmentChain } from '../model/environment/environments';
import type { ServiceCache } from '../model/kernel';
import { resolveKernel } from '../model/kernel';
import type { Nodes } from '../model/environment/nodes';
import type { ResolvedService } from '../model/context';
import type { Environment } from '../model/types/environment';
import type { PlatformSource } from '../spec/load';
import { isPlatformUnreadable } from '../spec/unreadable-files';
import type { DecidedEnvironment } from './fold';
import { decideEnvironment } from './fold';
import type { Decisions } from './per-service';

/** What one run leaves for the next one. */
export interface ResolveCache {
  readonly services: ServiceCache;
  readonly decisions: Decisions;
}

export function createResolveCache(): ResolveCache {
  return { services: new Map(), decisions: new WeakMap() };
}

/** An environment, what every concern decided about it, and what is legal but surprising. */
export interface Resolution {
  readonly environment: Environment;
  readonly facts: Facts;
  readonly services: ReadonlyMap<string, ResolvedService>;
  readonly warnings: readonly Diagnostic[];
  /** False where something could not be read or resolved, so that an object that is missing may be in that. */
  readonly complete: boolean;
  /** Services with errors, so that what is derived for them may be wrong. */
  readonly servicesWithErrors: ReadonlySet<string>;
  /** What the environment would be if a service were another one. */
  readonly whatIf: WhatIf;
}

/** What could be resolved of an environment, with all that is wrong about it. */
export interface ResolutionAttempt {
  /** Undefined where nothing can be rendered. */
  readonly resolution?: Resolution;
  readonly problems: readonly Diagnostic[];
}

/** A service as it would be if something else were written. */
export interface ServiceChange {
  readonly changed: ResolvedService;
  /** @default - the environment stays as it is */
  readonly chain?: EnvironmentChain;
  readonly nodes?: Nodes;
}

/** What a service comes to in an environment then; what concerns other services alone is as before. */
export type WhatIf = (
  change: ServiceChange,
) => DecidedEnvironment & { readonly problems: readonly Diagnostic[] };

/**
 * Everything that is rendered for one environment.
 * @throws SpecError with every problem of the environment
 */
export function resolve(source: PlatformSource, name: string, cache = createResolveCache()): Resolution {
  const { resolution, problems } = resolveEnvironment(source, name, cache);
  const errors = problems.filter((problem) => severity(problem) === 'error');
  if (resolution === undefined || errors.length > 0) throw new SpecError(sortDiagnostics(errors));
  return resolution;
}

/** As `resolve`, as far as that goes: what one service lacks keeps no other from being judged. */
export function resolveEnvironment(
  source: PlatformSource,
  name: string,
  cache = createResolveCache(),
): ResolutionAttempt {
  const {
    kernel,
    problems,
    complete,
    servicesWithErrors: ofKernel,
  } = resolveKernel(source, name, cache.services);
  if (kernel === undefined) return { problems };
  const { decisions } = cache;
  const { refused, ...decided } = decideEnvironment({ ...kernel, problems, decisions });
  // Without the platform's defaults, hardly anything is known about a service; every namespace is derived from its name.
  if (isPlatformUnreadable(source.unread) || (source.platform.data.name ?? '') === '') return { problems };
  const warnings = sortDiagnostics(problems.filter((found) => severity(found) !== 'error'));
  const { services } = kernel;
  const whatIf: WhatIf = ({ changed, chain = kernel.chain, nodes = kernel.nodes }) => {
    const own: Diagnostic[] = [];
    const around = {
      ...kernel,
      chain,
      nodes,
      services: new Map(services).set(changed.context.name, changed),
    };
    const asked = new Set([changed.context.name]);
    return { ...decideEnvironment({ ...around, problems: own, asked, decisions }, decided), problems: own };
  };
  const resolution: Resolution = {
    ...decided,
    services,
    warnings,
    complete: complete && refused.size === 0,
    servicesWithErrors: new Set([...ofKernel, ...refused]),
    whatIf,
  };
  return { resolution, problems };
}
