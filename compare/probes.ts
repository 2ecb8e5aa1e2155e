import type { Field } from './fields';

type Fields = ReadonlyMap<string, Field>;

const timing = /^(.*\.(startup|readiness|liveness)Probe)\.(\w+Seconds|\w+Threshold)$/;

/** Of a probe that a manifest has, the API's own timings are meant where it writes none: others kill earlier, or later. */
export function isProbeTiming(path: string): boolean {
  return timing.test(path);
}

/** True for a probe that restarts its container no earlier than the one of the manifest. */
export function isMorePatient(path: string, expected: Fields, actual: Fields): boolean {
  const [, probe = '', kind, key] = timing.exec(path) ?? [];
  if (kind === 'readiness' || key === 'successThreshold') return false;
  const seconds = (fields: Fields, name: string) => Number(fields.get(`${probe}.${name}`)?.value ?? 0);
  if (key === 'timeoutSeconds') return seconds(actual, key) >= seconds(expected, key);
  const window = (fields: Fields) =>
    seconds(fields, 'initialDelaySeconds') +
    seconds(fields, 'periodSeconds') * seconds(fields, 'failureThreshold');
  return window(actual) >= window(expected);
}
