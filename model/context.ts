import type { Code } from '../lib/codes';
import type { Diagnostic, Location } from '../lib/diagnostics';
import { byCodeUnit } from '../lib/json';
import { shortHash } from '../lib/names';
import { pathText } from '../lib/path';
import type { NodeProvisioning, ProviderProfile } from '../providers';
import type { Completed } from '../spec/field';
import type { Layered, Path } from '../spec/layers';
import { locate } from '../spec/layers';
import type { ServiceLayer, serviceSchema } from '../spec/schema/service';

/** A service's fields after all layers are merged and the schema's defaults filled in. */
export type ServiceSpec = Completed<typeof serviceSchema>;

type Parts = Pick<Diagnostic, 'problem' | 'got' | 'expected' | 'fix'>;

/** What the functions of one service's resolution share. */
export class ServiceContext {
  readonly diagnostics: Diagnostic[] = [];

  constructor(
    readonly name: string,
    readonly spec: ServiceSpec,
    readonly layered: Layered<ServiceLayer>,
    readonly settings: {
      readonly environment: string;
      readonly platform: string;
      readonly team: string;
      readonly provider: ProviderProfile;
      readonly nodes: NodeProvisioning;
    },
  ) {}

  /** Records a problem at the place that set the value. */
  report(code: Code, path: Path, parts: Parts): void {
    const location = this.locate(path);
    this.diagnostics.push({
      code,
      path: pathText([this.name, ...path]),
      ...parts,
      ...(location === undefined ? {} : { location }),
    });
  }

  /**
   * The name that a ConfigMap is rendered under. One that is immutable can't change: other content is another ConfigMap,
   * and the old pods keep theirs during a rollout.
   */
  configMapName(name: string): string {
    const all = this.spec.configMaps ?? {};
    const written = Object.hasOwn(all, name) ? all[name] : undefined;
    if (written?.immutable !== true) return name;
    const sorted = (data: Readonly<Record<string, string>> = {}) =>
      Object.entries(data).sort(([a], [b]) => byCodeUnit(a, b));
    return `${name}-${shortHash(JSON.stringify([sorted(written.data), sorted(written.binaryData)]))}`;
  }

  locate(path: Path): Location | undefined {
    return locate(this.layered, path);
  }

  /** True where the service itself or an override of it wrote the field, not the `defaults` of all services. */
  writtenForService(field: keyof ServiceLayer): boolean {
    return this.layered.layers.some(
      (layer) => layer.base[0] !== 'defaults' && (layer.data[field] ?? undefined) !== undefined,
    );
  }

  /** Places of the service, the strongest layer first. */
  get causes(): Location[] {
    return this.layered.layers
      .filter((layer) => layer.base[0] !== 'defaults')
      .map((layer) => layer.document.locate(layer.base))
      .reverse();
  }
}
