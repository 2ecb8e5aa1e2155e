import type { Diagnostic } from '../../lib/diagnostics';
import { locate } from '../../spec/layers';
import type { PlatformSource } from '../../spec/load';
import type { EnvironmentChain } from '../environment/environments';
import { podsOf } from '../flows/peers';
import type { DataService } from '../types/connection';

/** The data services of an environment; what is wrong about them goes to `problems`. */
export function resolveDataServices(
  chain: EnvironmentChain,
  source: PlatformSource,
  problems: Diagnostic[],
): Map<string, DataService> {
  const result = new Map<string, DataService>();
  for (const [name, { host, port, cidrs, namespace, podSelector }] of Object.entries(
    chain.spec.dataServices ?? {},
  )) {
    const location = locate(chain.layered, ['dataServices', name]);
    const at = location === undefined ? {} : { location };
    const path = `${chain.name}.dataServices.${name}`;
    if (source.services.has(name)) {
      problems.push({
        code: 'name-collision',
        path,
        problem: 'a service has the same name, so connects could mean either',
        fix: 'rename one of them',
        ...at,
      });
    }
    const missing = Object.entries({ host, port }).filter(([, value]) => value === undefined);
    if (host === undefined || port === undefined) {
      const expected = missing.map(([field]) => field).join(', ');
      problems.push({
        code: 'missing-field',
        path,
        problem: 'the data service is incomplete',
        expected,
        ...at,
      });
      continue;
    }
    if (podSelector !== undefined && namespace === undefined) {
      problems.push({
        code: 'missing-field',
        path,
        problem: 'podSelector needs the namespace of the pods',
        expected: 'namespace',
        ...at,
      });
    }
    const pods = namespace === undefined ? {} : { pods: podsOf(namespace, podSelector) };
    result.set(name, { name, host, port, cidrs: cidrs ?? [], ...pods });
  }
  return result;
}
