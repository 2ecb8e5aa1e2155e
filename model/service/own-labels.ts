import { label } from '../../lib/labels';
import { pathText } from '../../lib/path';
import type { ServiceContext } from '../context';

const ofSelector = 'remove it; to adopt a live controller with other labels, write selector';

type Labels = Readonly<Record<string, string>> | undefined;

/** Labels that Portolan sets itself: selectors, policies and the comparison with what is there go by them. */
export function refuseOwnLabels(context: ServiceContext): void {
  const { spec, name, settings } = context;
  const own = {
    [label.name]: { value: name, fix: 'remove it' },
    [label.team]: {
      value: spec.team ?? settings.team,
      fix: 'remove it, or write team: NAME for the service',
    },
    [label.dataClass]: { value: spec.dataClass, fix: 'remove it, or write dataClass for the service' },
  };
  const ofPods = (selector: Labels = {}) => ({
    ...own,
    [label.name]: { value: selector[label.name] ?? name, fix: ofSelector },
    [label.instance]: { value: selector[label.instance] ?? name, fix: ofSelector },
  });
  refuse(context, ['podLabels'], spec.podLabels, ofPods(spec.selector));
  for (const field of ['labels', 'controllerLabels'] as const)
    refuse(context, [field], spec[field], ofPods());
  for (const [path, labels] of labelsOfOthers(context)) refuse(context, path, labels, own);
}

/** Labels of the objects beside the controller. */
function labelsOfOthers({ spec }: ServiceContext): (readonly [path: readonly string[], labels: Labels])[] {
  const { service, serviceAccount } = spec;
  const named = (['extraServices', 'configMaps'] as const).flatMap((group) =>
    Object.entries(spec[group] ?? {}).map(([name, { labels }]) => [[group, name, 'labels'], labels] as const),
  );
  // Claim templates have no labels of ours, and those of a live StatefulSet cannot change.
  const claims = Object.entries(spec.workload === 'StatefulSet' ? {} : (spec.volumes ?? {})).map(
    ([name, { claim }]) => [['volumes', name, 'claim', 'labels'], claim?.labels] as const,
  );
  return [
    [['service', 'labels'], service === false ? undefined : service?.labels],
    [['serviceAccount', 'labels'], typeof serviceAccount === 'object' ? serviceAccount.labels : undefined],
    ...named,
    ...claims,
  ];
}

function refuse(
  context: ServiceContext,
  path: readonly string[],
  labels: Labels,
  own: Readonly<Record<string, { readonly value: string; readonly fix: string }>>,
): void {
  for (const [key, got] of Object.entries(labels ?? {})) {
    const known = Object.hasOwn(own, key) ? own[key] : undefined;
    if (known === undefined || known.value === got) continue;
    const problem = 'Portolan sets this label, and selectors or reports rely on it';
    if (isOfAll(context, [...path, key])) {
      const location = context.locate([...path, key]);
      context.diagnostics.push({
        code: 'conflicting-fields',
        path: pathText(['defaults', ...path, key]),
        problem,
        got,
        fix: 'remove it from defaults: each service has a value of its own',
        ...(location === undefined ? {} : { location }),
      });
      continue;
    }
    context.report('conflicting-fields', [...path, key], {
      problem,
      got,
      expected: known.value,
      fix: known.fix,
    });
  }
}

/** A label that all services get is one mistake, however many have it. */
function isOfAll(context: ServiceContext, [field = '', ...inner]: readonly string[]): boolean {
  return !context.writtenForService(field, ...inner);
}
