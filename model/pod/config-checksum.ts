import { createHash } from 'node:crypto';
import { byCodeUnit } from '../../lib/json';
import type { ConfigMap } from '../types/service';

/** Changes with the content of ConfigMaps, so that pods with an older one are replaced. */
export function configChecksumOf(configMaps: readonly ConfigMap[]): string | undefined {
  if (configMaps.length === 0) return undefined;
  const sorted = (data: Readonly<Record<string, string>>) =>
    Object.entries(data).sort(([a], [b]) => byCodeUnit(a, b));
  const content = configMaps
    .map((map) => [map.name, sorted(map.data), sorted(map.binaryData)] as const)
    .sort(([a], [b]) => byCodeUnit(a, b));
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}
