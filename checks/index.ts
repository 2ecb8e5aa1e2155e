import type { Diagnostic } from '../lib/diagnostics';
import type { RenderedObject } from '../lib/rendered';
import { unlikelyAmounts } from './amounts';
import { definedVariables, quantities, requestsWithinLimits, secretLiterals, uniqueEnv } from './containers';
import { closedBackends } from './closed-backends';
import { danglingBackends, danglingTargets } from './dangling';
import { allowedRegistry, pinnedImage } from './images';
import { EnvironmentIndex } from './environment-index';
import { duplicateObject, labelSyntax, objectName, objectSize, secretValues } from './objects';
import { boundWithoutToken, missingLabels } from './pod-facts';
import { podSecurity } from './pod-security';
import { headlessPorts } from './headless-ports';
import { rootForbidden } from './root-user';
import { references, selectorMismatch, selectorOverlap } from './references';
import { noEviction, budgetClash, scalerClash, selectedJobs } from './two-in-one';
import { needsOfLaterWaves, needsOfLaterWavesInManifests, waitingClaims } from './sync-order';
import type { CheckContext, IndexRule, ObjectRule, Rule } from './rule';
import { diagnose } from './rule';

export type { CheckContext, Rule } from './rule';

/** Every rule, in the order in which its findings are reported for one object. */
export const rules: readonly Rule[] = [
  duplicateObject,
  objectName,
  labelSyntax,
  references,
  selectorMismatch,
  selectorOverlap,
  headlessPorts,
  budgetClash,
  scalerClash,
  selectedJobs,
  noEviction,
  closedBackends,
  danglingBackends,
  danglingTargets,
  boundWithoutToken,
  missingLabels,
  needsOfLaterWaves,
  needsOfLaterWavesInManifests,
  waitingClaims,
  uniqueEnv,
  definedVariables,
  quantities,
  unlikelyAmounts,
  requestsWithinLimits,
  pinnedImage,
  allowedRegistry,
  podSecurity,
  rootForbidden,
  secretLiterals,
  secretValues,
  objectSize,
];

const objectRules = rules.filter((rule): rule is ObjectRule => rule.reads === 'object');
const indexRules = rules.filter((rule): rule is IndexRule => rule.reads === 'environment');

/** Results of rules that read one object alone, kept while the object and the allowed registries stay the same. */
export interface CheckCache {
  registries: string;
  results: WeakMap<RenderedObject, readonly Diagnostic[]>;
}

export function createCheckCache(): CheckCache {
  return { registries: '', results: new WeakMap() };
}

/** Runs every rule over the objects of one environment, or over some of them as parts of the whole. */
export function runChecks(
  objects: readonly RenderedObject[],
  context: CheckContext,
  cache: CheckCache = createCheckCache(),
  judged: readonly RenderedObject[] = objects,
): Diagnostic[] {
  const registries = context.registries.join(' ');
  if (cache.registries !== registries) {
    cache.registries = registries;
    cache.results = new WeakMap();
  }
  const index = new EnvironmentIndex(objects);
  const found: Diagnostic[] = [];
  for (const rendered of judged) {
    let alone = cache.results.get(rendered);
    if (alone === undefined) {
      alone = objectRules.flatMap((rule) =>
        [...rule.check(rendered, context)].map((finding) => diagnose(rule, rendered, finding)),
      );
      cache.results.set(rendered, alone);
    }
    found.push(...alone);
    for (const rule of indexRules) {
      for (const finding of rule.check(rendered, index, context))
        found.push(diagnose(rule, rendered, finding));
    }
  }
  return found;
}
