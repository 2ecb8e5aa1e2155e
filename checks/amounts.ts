import type { UnlikelyAmount } from '../lib/amounts';
import { amountKind, totalKind, unlikelyAmount, unlikelyResources } from '../lib/amounts';
import { quote } from '../lib/diagnostics';
import { sharedQuantities } from './containers';
import { podTemplateOf } from './pods';
import type { Finding, ObjectRule } from './rule';
import { mapAt, plainText } from './rule';

/** What the schema refuses in a service, for objects that are written as they are. */
export const unlikelyAmounts: ObjectRule = {
  id: 'unlikely-amount',
  reads: 'object',
  reason:
    'a container with some bytes of memory never starts, and one that asks for 500 cores is never scheduled',
  fix: 'write the amount that is meant',
  *check(rendered) {
    const { object } = rendered;
    const found = (at: string, value: unknown, unlikely: UnlikelyAmount): Finding => ({
      at,
      problem: 'this amount is not plausible',
      got: quote(value),
      ...unlikely,
    });
    for (const { at, container } of podTemplateOf(rendered)?.containers ?? []) {
      for (const { path, unlikely } of unlikelyResources(mapAt(container, 'resources'))) {
        const [part, name] = path;
        yield found(`${at}.resources.${part}.${name}`, mapAt(container, 'resources', part)[name], unlikely);
      }
    }
    const kindOf = object.kind === 'ResourceQuota' ? totalKind : amountKind;
    for (const { at, values } of sharedQuantities(object)) {
      for (const [name, value] of Object.entries(values)) {
        const kind = kindOf(name);
        const unlikely = kind === undefined ? undefined : unlikelyAmount(kind, plainText(value));
        if (unlikely !== undefined) yield found(`${at}.${name}`, value, unlikely);
      }
    }
  },
};
