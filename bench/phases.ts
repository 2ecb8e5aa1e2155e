import { outputFiles } from '../app/output';
import { checkAll, resolveAll } from '../app/pipeline';
import { renderEnvironment } from '../app/collect';
import { loadPlatform } from '../app/source';
import { planOutput, writeOutput } from '../output/writer';

/** Milliseconds of each phase of one run in this process. */
export function phaseTimes(platform: string, out: string): Record<string, number> {
  const times: Record<string, number> = {};
  const phase = <T>(name: string, act: () => T): T => {
    const start = performance.now();
    const result = act();
    times[name] = performance.now() - start;
    return result;
  };
  const source = phase('spec', () => loadPlatform(platform));
  const { resolutions } = phase('model', () => resolveAll(source, []));
  const apps = phase('charts', () => resolutions.flatMap((resolution) => renderEnvironment(resolution)));
  phase('checks', () => checkAll(resolutions, apps));
  const files = phase('emit', () => outputFiles(apps));
  phase('write', () => {
    const request = { root: out, files };
    writeOutput(request, planOutput(request));
  });
  return times;
}
