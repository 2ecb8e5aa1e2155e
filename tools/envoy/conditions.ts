import type { KubernetesObject } from '../../lib/rendered';
import { apiGroup, title } from '../../lib/rendered';
import { isObject } from '../../lib/json';
import type { Answer } from './config';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** Conditions that are fine where they are true; all others name a trouble. */
const good = new Set(['Accepted', 'Programmed', 'ResolvedRefs']);

/** HTTP/2 is a promise of its own, which is judged by what Envoy gets. */
const judgedElsewhere = new Set(['OverlappingTLSConfig']);

const withoutStatus = new Set(['ReferenceGrant']);

/** What the control plane says about each object of the copy that it is to accept. */
export function judgeConditions(
  objects: readonly KubernetesObject[],
  answer: Answer,
): { count: number; problems: string[] } {
  const answers = new Map(
    Object.values(answer)
      .flatMap((entry): unknown[] => (Array.isArray(entry) ? entry : [entry]))
      .filter((entry): entry is KubernetesObject => isObject(entry) && isObject(entry['metadata']))
      .map((object) => [title(object), object]),
  );
  const problems: string[] = [];
  let count = 0;
  for (const object of objects) {
    const { kind } = object;
    if (apiGroup(object.apiVersion) === '' || withoutStatus.has(kind)) continue;
    const name = title(object);
    const status = answers.get(name)?.['status'];
    for (const { place, conditions } of expected(object, status)) {
      count += conditions.length;
      if (!conditions.some(({ type }) => type === 'Accepted'))
        problems.push(`${name}${place}: nothing accepts it`);
      for (const { type, status: value, reason, message } of conditions) {
        if (judgedElsewhere.has(type) || (value === 'True') === good.has(type)) continue;
        problems.push(`${name}${place}: ${type} is ${value}, ${reason}: ${message}`);
      }
    }
  }
  return { count, problems };
}

interface Place {
  readonly place: string;
  readonly conditions: readonly Condition[];
}

type Part = Readonly<Record<string, unknown>> & { readonly conditions?: readonly Condition[] };

/** The parts of an object about which something has to be said: listeners, parents, targets, or the object itself. */
function expected(object: KubernetesObject, status: unknown): Place[] {
  const spec = (object['spec'] ?? {}) as Readonly<Record<string, unknown>>;
  const said = (status ?? {}) as Readonly<Record<string, readonly Part[]>> & Part;
  const parts = (field: string, least: number): Place[] => {
    const found = said[field] ?? [];
    return Array.from({ length: Math.max(least, found.length) }, (_, index) => ({
      place: ` ${field}[${index}]`,
      conditions: found[index]?.conditions ?? [],
    }));
  };
  if (object.kind === 'Gateway') return parts('listeners', lengthOf(spec['listeners']));
  if (object.kind.endsWith('Route')) return parts('parents', lengthOf(spec['parentRefs']));
  if (object.kind === 'GatewayClass') return [{ place: '', conditions: said.conditions ?? [] }];
  return parts('ancestors', 1);
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 1;
}
