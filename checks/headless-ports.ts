import { selectorOf } from './pods';
import type { IndexRule } from './rule';
import { listAt, mapAt, plainText } from './rule';

/** The rule for plain Services; those of services are judged where they are written. */
export const headlessPorts: IndexRule = {
  id: 'headless-port',
  reads: 'environment',
  reason: 'DNS answers with the pods themselves, so nothing translates the port',
  fix: "write the pods' port here, which is what callers use, or remove clusterIP: None",
  *check({ object, plain }, index) {
    const spec = mapAt(object, 'spec');
    const selector = selectorOf(object);
    if (plain !== true || object.kind !== 'Service' || spec['clusterIP'] !== 'None' || selector === undefined)
      return;
    const known = index
      .selected(object.metadata.namespace, selector)
      .flatMap(({ template }) => template.containers.flatMap(({ container }) => listAt(container, 'ports')));
    for (const [position, { port, targetPort }] of listAt(spec, 'ports').entries()) {
      const target =
        typeof targetPort === 'string'
          ? known.find(({ name }) => name === targetPort)?.['containerPort']
          : targetPort;
      // The API takes 0 for none.
      if (typeof target !== 'number' || target === 0 || target === port) continue;
      yield {
        at: `spec.ports[${position}].port`,
        problem: `callers of a headless Service call the pods themselves, which listen on port ${target}`,
        got: plainText(port),
      };
    }
  },
};
