import type { Code } from '../lib/codes';
import type { Diagnostic, Location } from '../lib/diagnostics';
import { byCodeUnit } from '../lib/json';
import { shortHash } from '../lib/names';
import { pathText } from '../lib/path';
import type { NodeProvisioning, ProviderProfile } from '../providers';
import type { Completed, Merged } from '../spec/field';
import type { Layered, Path } from '../spec/layers';
import { hasValueAt, isDeclined, locate, mergeLayers } from '../spec/layers';
import type { ServiceLayer, ServiceSchema } from '../spec/schema/service';
import type { EnvironmentChain } from './environment/environments';
import type { Nodes } from './environment/nodes';
import type { NodePool } from './types/node';
import type { Service } from './types/service';

/** A service's fields after all layers are merged and the schema's defaults filled in. */
export type ServiceSpec = Completed<ServiceSchema>;

type Parts = Pick<Diagnostic, 'problem' | 'got' | 'expected' | 'fix'>;

/** A name that changes with the content. */
export function contentName(
  name: string,
  data: Readonly<Record<string, string>> = {},
  binaryData: Readonly<Record<string, string>> = {},
): string {
  const sorted = (entries: Readonly<Record<string, string>>) =>
    Object.entries(entries).sort(([a], [b]) => byCodeUnit(a, b));
  return `${name}-${shortHash(JSON.stringify([sorted(data), sorted(binaryData)]))}`;
}

/** What the platform and the environment say about every service. */
export interface ServiceSettings {
  readonly environment: string;
  readonly platform: string;
  readonly team: string;
  readonly provider: ProviderProfile;
  readonly nodes: NodeProvisioning;
  readonly zones: readonly string[];
  readonly operators: readonly string[];
  /** Namespaces of the environment in which Pod Security lets pods run as root. */
  readonly rootAllowed?: readonly string[];
  /** Undefined where the environment declares none. */
  readonly pools?: readonly NodePool[];
  /** The constants of the schema: the weakest layer. */
  readonly defaults: object;
  /** Services of `manifests/`, which may lead to pods of services. Undefined where there are none. */
  readonly manifestServices?: readonly ManifestService[];
}

/** A Service of `manifests/`, as far as pods behind it have to know. */
export interface ManifestService {
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>>;
  /** The ports of the pods. */
  readonly targets: readonly (string | number)[];
}

/** What every service of an environment is resolved with. */
export function serviceSettings(
  { name: environment, defaults }: Pick<EnvironmentChain, 'name' | 'defaults'>,
  platform: string,
  team: string,
  nodes: Nodes,
): ServiceSettings {
  const { profile: provider, nodes: provisioning, zones, operators, pools } = nodes;
  return {
    environment,
    platform,
    team,
    provider,
    nodes: provisioning,
    zones,
    operators,
    defaults: defaults.service,
    ...(pools === undefined ? {} : { pools }),
  };
}

/** What the functions of one service's resolution share. */
export class ServiceContext {
  readonly diagnostics: Diagnostic[] = [];

  constructor(
    readonly name: string,
    readonly spec: ServiceSpec,
    readonly layered: Layered<ServiceLayer>,
    readonly settings: ServiceSettings,
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
   * Judges what the service has with others: that does not belong to its own result, which is kept between runs, so that the
   * problems go elsewhere.
   */
  withOthers<T>(problems: Diagnostic[], judge: () => T): T {
    const before = this.diagnostics.length;
    const result = judge();
    problems.push(...this.diagnostics.splice(before));
    return result;
  }

  /**
   * The name that a ConfigMap is rendered under. One that is immutable can't change: other content is another ConfigMap,
   * and the old pods keep theirs during a rollout.
   */
  configMapName(name: string): string {
    const all = this.spec.configMaps ?? {};
    const written = Object.hasOwn(all, name) ? all[name] : undefined;
    return written?.immutable === true ? contentName(name, written.data, written.binaryData) : name;
  }

  locate(path: Path): Location | undefined {
    return locate(this.layered, path);
  }

  /** ` (FILE:LINE)` of what was written at a path, for an error that is about two places; empty where nothing was. */
  lineOf(path: Path): string {
    const location = this.strength(path) < 0 ? undefined : this.locate(path);
    return location === undefined ? '' : ` (${location.file}:${location.line})`;
  }

  /** True where the service itself or an override of it wrote the field, not the `defaults` of all services. */
  writtenForService(field: string, ...inner: readonly string[]): boolean {
    return this.layered.layers.some(
      (layer) => layer.base[0] !== 'defaults' && hasValueAt(layer.data, [field, ...inner]),
    );
  }

  /** True where the strongest layer that speaks of the value wrote `null`: what would be derived is not wanted. */
  isDeclined(path: Path): boolean {
    return isDeclined(this.layered, path);
  }

  /** How strong the strongest layer is that wrote something; -1 where none did. */
  strength(path: Path): number {
    return this.layered.layers.findLastIndex((layer) => hasValueAt(layer.data, path));
  }

  /** What all services get, before a service says something. */
  get defaultsOfAll(): Merged<ServiceLayer> {
    return mergeLayers(this.layered.layers.filter((layer) => layer.base[0] === 'defaults')).value;
  }

  /** Places of the service, the strongest layer first. */
  get causes(): Location[] {
    return this.layered.layers
      .filter((layer) => layer.base[0] !== 'defaults')
      .map((layer) => layer.document.locate(layer.base))
      .reverse();
  }
}

/** A service in one environment, with what is wrong about it. */
export interface ResolvedService {
  readonly context: ServiceContext;
  /** Undefined where something essential is missing; `context.diagnostics` then says what. */
  readonly service?: Service;
  /** True for what the platform runs for itself, resolved as a service is. */
  readonly system?: true;
}
