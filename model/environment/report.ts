import type { Diagnostic } from '../../lib/diagnostics';
import { pathText } from '../../lib/path';
import type { Path } from '../../spec/layers';
import { locate } from '../../spec/layers';
import type { EnvironmentChain } from './environments';

/** Takes a problem of an environment, about a field of it. */
export type EnvironmentReport = (path: Path, problem: Omit<Diagnostic, 'path' | 'location'>) => void;

/** Adds problems of an environment, with the line that has the value. */
export function environmentReport(chain: EnvironmentChain, problems: Diagnostic[]): EnvironmentReport {
  return (path, problem) => {
    const location = locate(chain.layered, path);
    const where = pathText([chain.name, ...path]);
    problems.push({ path: where, ...problem, ...(location === undefined ? {} : { location }) });
  };
}
