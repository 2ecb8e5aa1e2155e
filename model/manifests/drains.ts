import { defaultGrace } from '../../lib/kubernetes-defaults';
import type { Diagnostic } from '../../lib/diagnostics';
import { isObject } from '../../lib/json';
import { kindOf } from '../../lib/kinds';
import { valueAt } from '../../lib/path';
import type { Path } from '../../spec/layers';
import { sleepOfCommand } from '../pod/pre-stop-hooks';
import { placeInManifest } from './findings';
import type { ManifestObject } from '../types/manifest';

/** Warns of plain pods whose `preStop` sleep takes the whole grace period, so that they are killed without a stop signal. */
export function checkManifestDrains(objects: readonly ManifestObject[]): Diagnostic[] {
  return objects.flatMap((manifest) => {
    const { object } = manifest;
    const { pods } = kindOf(object);
    if (pods === undefined) return [];
    const spec = [...pods, 'spec'];
    const grace = Number(valueAt(object, [...spec, 'terminationGracePeriodSeconds']) ?? defaultGrace);
    return ['containers', 'initContainers'].flatMap((list) =>
      hooksOf(object, [...spec, list]).flatMap(({ path, seconds }): Diagnostic[] =>
        seconds < grace
          ? []
          : [
              {
                code: 'short-grace',
                ...placeInManifest(manifest, path),
                problem:
                  'the preStop sleep counts inside the grace period, so the pods are killed without a stop signal',
                got: `${seconds} s of preStop, ${grace} s of grace`,
                fix: `write terminationGracePeriodSeconds: ${seconds + defaultGrace}, or a shorter sleep`,
              },
            ],
      ),
    );
  });
}

/** Hooks of which it is known how long they take. */
function hooksOf(object: unknown, list: Path): { readonly path: Path; readonly seconds: number }[] {
  const containers = valueAt(object, list);
  return (Array.isArray(containers) ? containers : []).flatMap((_, index) => {
    const path = [...list, index, 'lifecycle', 'preStop'];
    const hook = valueAt(object, path);
    if (!isObject(hook)) return [];
    const command = valueAt(hook, ['exec', 'command']);
    const seconds = Array.isArray(command)
      ? sleepOfCommand(command.map(String))
      : valueAt(hook, ['sleep', 'seconds']);
    return typeof seconds === 'number' ? [{ path, seconds }] : [];
  });
}
