import { quote } from '../lib/diagnostics';
import { canonicalQuantity, compareQuantities, parseQuantity } from '../lib/quantity';
import type { JsonObject } from '../lib/json';
import { podTemplateOf, stringMap } from './pods';
import type { Finding, ObjectRule } from './rule';
import { isMap, listAt, mapAt, plainText } from './rule';

export const uniqueEnv: ObjectRule = {
  id: 'duplicate-env',
  reads: 'object',
  reason: 'the last one wins without a word, and server-side apply merges them by name',
  fix: 'remove one of them',
  *check(rendered) {
    for (const { at, container } of podTemplateOf(rendered)?.containers ?? []) {
      const seen = new Set<string>();
      for (const [index, { name }] of listAt(container, 'env').entries()) {
        if (typeof name === 'string' && seen.has(name)) {
          yield { at: `${at}.env[${index}]`, problem: 'the variable appears twice', got: name };
        }
        seen.add(plainText(name));
      }
    }
  },
};

const reference = /\$\$|\$\(([A-Za-z_.-][A-Za-z0-9_.-]*)\)/g;

export const definedVariables: ObjectRule = {
  id: 'undefined-variable',
  reads: 'object',
  reason: 'the kubelet leaves $(VAR) as it is where VAR is not defined before',
  fix: 'define it before, or write $$(VAR) for the text itself',
  *check(rendered) {
    for (const { at, container } of podTemplateOf(rendered)?.containers ?? []) {
      const env = listAt(container, 'env');
      const names = new Set(env.map(({ name }) => plainText(name)));
      // Variables of envFrom come first; only those defined later are then known to be wrong.
      const open = listAt(container, 'envFrom').length > 0;
      const defined = new Set<string>();
      for (const [index, { name, value }] of env.entries()) {
        for (const used of typeof value === 'string' ? variablesIn(value) : []) {
          if (defined.has(used) || (open && !names.has(used))) continue;
          const problem = names.has(used)
            ? 'a variable is used before it is defined'
            : 'a variable is not defined';
          yield { at: `${at}.env[${index}].value`, problem, got: `$(${used}) in ${plainText(name)}` };
        }
        defined.add(plainText(name));
      }
    }
  },
};

function variablesIn(value: string): string[] {
  return [...value.matchAll(reference)].flatMap((match) => match[1] ?? []);
}

export const quantities: ObjectRule = {
  id: 'quantity-format',
  reads: 'object',
  reason: 'the API server writes quantities in one form, and every other one shows as drift forever',
  fix: 'write it as expected',
  *check(rendered) {
    for (const { at, values } of quantityMaps(rendered.object)) {
      for (const [name, value] of Object.entries(values)) {
        const canonical =
          typeof value === 'string' || typeof value === 'number' ? canonicalQuantity(value) : undefined;
        if (canonical !== undefined && (canonical === value || rendered.plain === true)) continue;
        yield {
          at: `${at}.${name}`,
          problem: canonical === undefined ? 'no quantity' : 'not in its canonical form',
          got: quote(value),
          expected: canonical ?? 'a quantity such as 250m or 512Mi',
        };
      }
    }
  },
};

interface QuantityMap {
  readonly at: string;
  readonly values: JsonObject;
}

function quantityMaps(object: RenderedObjectLike): QuantityMap[] {
  const ofContainers = (podTemplateOf({ object })?.containers ?? []).flatMap(({ at, container }) =>
    ['requests', 'limits'].map((part) => ({
      at: `${at}.resources.${part}`,
      values: mapAt(container, 'resources', part),
    })),
  );
  return [...ofContainers, ...sharedQuantities(object)];
}

/** Maps of quantities of quotas and claims, not of containers. */
export function sharedQuantities(object: RenderedObjectLike): QuantityMap[] {
  const maps: QuantityMap[] = [];
  if (object.kind === 'ResourceQuota') maps.push({ at: 'spec.hard', values: mapAt(object, 'spec', 'hard') });
  if (object.kind === 'PersistentVolumeClaim') {
    maps.push({ at: 'spec.resources.requests', values: mapAt(object, 'spec', 'resources', 'requests') });
  }
  for (const [index, claim] of listAt(mapAt(object, 'spec'), 'volumeClaimTemplates').entries()) {
    const at = `spec.volumeClaimTemplates[${index}].spec.resources.requests`;
    maps.push({ at, values: mapAt(claim, 'spec', 'resources', 'requests') });
  }
  return maps;
}

type RenderedObjectLike = Parameters<typeof podTemplateOf>[0]['object'];

export const requestsWithinLimits: ObjectRule = {
  id: 'request-over-limit',
  reads: 'object',
  reason: 'the API server refuses the pods',
  fix: 'raise the limit or lower the request',
  *check(rendered) {
    for (const { at, container } of podTemplateOf(rendered)?.containers ?? []) {
      const limits = mapAt(container, 'resources', 'limits');
      for (const [name, request] of Object.entries(mapAt(container, 'resources', 'requests'))) {
        const limit = limits[name];
        if (!isQuantity(request) || !isQuantity(limit)) continue;
        if ((compareQuantities(request, limit) ?? 0) > 0) {
          yield {
            at: `${at}.resources.requests.${name}`,
            problem: 'more than the limit',
            got: plainText(request),
            expected: `at most ${limit}`,
          };
        }
      }
    }
  },
};

function isQuantity(value: unknown): value is string | number {
  return (typeof value === 'string' || typeof value === 'number') && parseQuantity(value) !== undefined;
}

/** Names of variables and keys whose literal value is mostly a secret. */
const secretName =
  /(^|[_.-])(password|passwd|pwd|secret|token|apikey|api[_-]?key|private[_-]?key|access[_-]?key|secret[_-]?key([_-]base)?|auth[_-]?key|signing[_-]?key|encryption[_-]?key|credentials?)$/i;
/** Values that are secrets wherever they stand. */
const secretValue =
  /-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bxox[abprs]-[A-Za-z0-9-]{10,}|:\/\/[^\s/:@]+:[^\s/:@$]+@|(?:^|;)\s*(?:[Pp]assword|PASSWORD|[Pp]wd|PWD)=[^;\s$]+/;
/** Values that name a secret, or say something about one. */
const harmless = /^(|true|false|\d+|\/.*|\$\(.*|https?:\/\/.*)$/i;

export const secretLiterals: ObjectRule = {
  id: 'secret-literal',
  reads: 'object',
  reason: 'what is in Git is read by everyone who reads the repository, forever',
  fix: 'keep it in a Secret of the cluster and refer to it: {secret: NAME, key: KEY}',
  *check(rendered) {
    for (const { at, container } of podTemplateOf(rendered)?.containers ?? []) {
      for (const [index, { name, value }] of listAt(container, 'env').entries()) {
        yield* judge(`${at}.env[${index}]`, plainText(name), value);
      }
    }
    if (rendered.object.kind !== 'ConfigMap' || !isMap(rendered.object['data'])) return;
    for (const [key, value] of Object.entries(stringMap(rendered.object['data'])))
      yield* judge(`data.${key}`, key, value);
  },
};

/** The value itself is never shown. */
function* judge(at: string, name: string, value: unknown): Iterable<Finding> {
  if (typeof value !== 'string') return;
  const named = secretName.test(name) && !harmless.test(value) && !value.includes('\n');
  if (named || secretValue.test(value)) yield { at, problem: `the value of ${name} looks like a secret` };
}
