import type { Diagnostic } from '../../lib/diagnostics';
import { label } from '../../lib/labels';
import { selectorMatches } from '../../lib/label-selectors';
import { podLabelsOf } from '../selectors/service-selectors';
import type { ResolvedService } from '../context';

/** Refuses to adopt a controller by the name of another service: Services and policies of that one select these pods, too. */
export function refuseSelectorsOfOthers(
  resolved: ReadonlyMap<string, ResolvedService>,
  problems: Diagnostic[],
): void {
  for (const { context, service } of resolved.values()) {
    const { selector = {} } = context.spec;
    const named = selector[label.name] ?? context.name;
    const other = resolved.get(named)?.service;
    if (service === undefined || other === undefined || other.name === context.name) continue;
    const isTaken =
      other.namespace === service.namespace &&
      selectorMatches({ matchLabels: other.podSelector }, podLabelsOf(service));
    // A controller that selects the other's pods is an error of its own.
    if (!isTaken || selectorMatches({ matchLabels: selector }, podLabelsOf(other))) continue;
    context.withOthers(problems, () => {
      context.report('selector-overlap', ['selector', label.name], {
        problem: `Services and policies of ${named} select pods by this label, so they would select these pods, too`,
        got: named,
        fix: `rename the service ${named}, or write this selector there if it is that service's live controller`,
      });
    });
  }
}
