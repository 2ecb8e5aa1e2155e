import { podTemplateOf } from './pods';
import type { IndexRule } from './rule';
import { mapAt, plainText } from './rule';

/**
 * Containers of plain pods that never start in any namespace. Of those of services the model reports it, and where Pod
 * Security is `restricted`, user 0 is refused there.
 */
export const rootForbidden: IndexRule = {
  id: 'conflicting-fields',
  reads: 'environment',
  reason: 'the kubelet starts no container as user 0 where runAsNonRoot is true',
  fix: 'write runAsNonRoot: false next to it, or a user other than 0',
  *check(rendered, index) {
    const template = podTemplateOf(rendered);
    if (rendered.plain !== true || template === undefined) return;
    if (index.podSecurityLevel(rendered.object.metadata.namespace ?? '') === 'restricted') return;
    const pod = mapAt(template.spec, 'securityContext');
    for (const { at, container } of template.containers) {
      const own = mapAt(container, 'securityContext');
      if ((own['runAsUser'] ?? pod['runAsUser']) !== 0) continue;
      if ((own['runAsNonRoot'] ?? pod['runAsNonRoot']) !== true) continue;
      const place = own['runAsUser'] === undefined ? template.at : at;
      yield {
        at: `${place}.securityContext.runAsUser`,
        problem: `the container ${plainText(container['name'])} never starts: runAsUser is 0, which is root, and runAsNonRoot is true`,
        got: '0',
      };
    }
  },
};
