import { concerns } from '../charts';
import type { Field } from '../compare/fields';
import { fieldsOf } from '../compare/fields';
import type { Location } from '../lib/diagnostics';
import type { Json } from '../lib/json';
import { jsonEqual } from '../lib/json';
import type { ServiceChange } from './resolve';
import type { EnvironmentChain } from '../model/environment/environments';
import { environmentChain, withLayers } from '../model/environment/environments';
import { resolveNodes } from '../model/environment/nodes';
import type { Resolution } from './resolve';
import type { ServiceSettings } from '../model/context';
import { serviceSettings } from '../model/context';
import { resolveService } from '../model/resolve-service';
import type { DecidedEnvironment } from './fold';
import { providers } from '../providers';
import { locate } from '../spec/layers';
import type { PlatformSource } from '../spec/load';
import { renderService } from './collect';
import type { Layers } from './layer-variants';
import {
  leavesOf,
  pathsOf,
  withOtherValue,
  withoutInAll,
  withoutPath,
  withoutSetting,
} from './layer-variants';

/** A rendered value and the places in the spec without which it would be another one. */
export interface CausedValue {
  /** `Deployment web`. */
  readonly object: string;
  readonly path: string;
  readonly value: Json;
  /** The strongest layer first. Empty: a default. */
  readonly causes: readonly Location[];
}

type Values = ReadonlyMap<string, { readonly object: string; readonly path: string; readonly value: Json }>;

/** What is around a service, where that is changed. */
type Surroundings = Pick<ServiceChange, 'chain' | 'nodes'>;
type RenderIn = (settings: ServiceSettings, surroundings?: Surroundings) => Values | undefined;
type Render = (layers: Layers | undefined, ...rest: Parameters<RenderIn>) => Values | undefined;

/** One thing that somebody wrote, and what a service comes to without it. */
interface Variant {
  readonly location: Location | undefined;
  /** Undefined where nothing can be rendered without it. */
  readonly values: Values | undefined;
}

/**
 * Finds out what caused each value of a service's objects: everything that was written is removed once, and what then
 * changes was caused by it. So no rule of the model or of a chart has to keep account of causes, and none can lie.
 */
export function causedValues(source: PlatformSource, resolution: Resolution, name: string): CausedValue[] {
  const context = resolution.services.get(name)?.context;
  if (context === undefined) return [];
  const { layers } = context.layered;
  const render: Render = (changed, settings, surroundings) =>
    changed === undefined ? undefined : rendered(resolution, name, changed, settings, surroundings);
  const baseline = render(layers, context.settings) ?? new Map();
  const variants = [
    ...writtenVariants(layers, (changed) => render(changed, context.settings)),
    ...settingVariants(source, resolution, context.settings, (settings, surroundings) =>
      render(layers, settings, surroundings),
    ),
  ];
  const wider = widerVariants(layers, (changed) => render(changed, context.settings));
  return [...baseline].map(([key, entry]) => {
    const changes = ({ values }: Variant) => {
      const other = values?.get(key);
      return values !== undefined && (other === undefined || !jsonEqual(other.value, entry.value));
    };
    const own = variants.filter(changes);
    const found = own.length > 0 ? own : [wider.find(changes)];
    return { ...entry, causes: found.flatMap((variant) => variant?.location ?? []) };
  });
}

/**
 * What was written in vain: without it, the objects of the service are the same, and it can be left out. A value that
 * equals the default is not: another one in its place changes them, or is refused.
 */
export function writtenWithoutEffect(resolution: Resolution, name: string): string[] {
  const context = resolution.services.get(name)?.context;
  if (context === undefined) return [];
  const { layers } = context.layered;
  const textOf = (changed: Layers | undefined) => {
    if (changed === undefined) return undefined;
    const resolved = resolveService(name, changed, context.settings);
    const { problems, ...decided } = resolution.whatIf({ changed: resolved });
    const { diagnostics } = resolved.context;
    return JSON.stringify([diagnostics.length, problems.length, ...valuesOf(decided, name)]);
  };
  const baseline = textOf(layers);
  return layers.flatMap((layer, index) =>
    leavesOf(layer.data, []).flatMap((path) => {
      if (textOf(withoutPath(layers, index, path)) !== baseline) return [];
      const other = textOf(withOtherValue(layers, index, path));
      return other === undefined || other === baseline ? [path.join('.')] : [];
    }),
  );
}

/** Every leaf of every layer, the strongest layer first, taken away or, where it is needed, made another one. */
function writtenVariants(
  layers: Layers,
  render: (layers: Layers | undefined) => Values | undefined,
): Variant[] {
  return layers
    .map((layer, index) => ({ layer, index }))
    .reverse()
    .flatMap(({ layer, index }) =>
      leavesOf(layer.data, []).map((path): Variant => {
        const location = layer.document.locate([...layer.base, ...path]);
        const values =
          render(withoutPath(layers, index, path)) ?? render(withOtherValue(layers, index, path));
        return { location, values };
      }),
    );
}

/**
 * What no line alone causes: a map that asks for something whatever stands in it (`vpa: {}`), and what several layers say.
 * Taken away from all layers, the deepest first.
 */
function widerVariants(
  layers: Layers,
  render: (layers: Layers | undefined) => Values | undefined,
): Variant[] {
  const places = new Map<string, { path: readonly string[]; strongest: Layers[number] }>();
  for (const layer of layers)
    for (const path of pathsOf(layer.data)) places.set(JSON.stringify(path), { path, strongest: layer });
  return [...places.values()]
    .sort((a, b) => b.path.length - a.path.length)
    .map(({ path, strongest: { document, base } }) => ({
      location: document.locate([...base, ...path]),
      values: render(withoutInAll(layers, path)),
    }));
}

/** What the platform and the environment say about every service. */
function settingVariants(
  source: PlatformSource,
  { environment }: Resolution,
  settings: ServiceSettings,
  render: RenderIn,
): Variant[] {
  const { document } = source.platform;
  const { chain } = environmentChain(source, environment.name);
  const others = providers.filter((profile) => profile.id !== settings.provider.id);
  return [
    {
      location: document.locate(['name']),
      values: render({ ...settings, platform: `${settings.platform}-x` }),
    },
    { location: document.locate(['owner']), values: render({ ...settings, team: `${settings.team}-x` }) },
    ...others.map((provider) => ({
      location: chain === undefined ? undefined : locate(chain.layered, ['provider']),
      values: render({ ...settings, provider, nodes: provider.nodes[0] }),
    })),
    ...(chain === undefined ? [] : nodeVariants(chain, settings, render)),
  ];
}

/** Fields of an environment that services depend on, beside its provider. */
const settingsOfServices: ReadonlySet<unknown> = new Set([
  'zones',
  'operators',
  'nodes',
  'dataServices',
  ...concerns.flatMap(({ fields }) => Object.keys(fields?.environment ?? {})),
]);

/** Everything that the environment, and those that it extends, write about nodes and network, taken away once. */
function nodeVariants(chain: EnvironmentChain, settings: ServiceSettings, render: RenderIn): Variant[] {
  const { layers } = chain.layered;
  return [...layers.entries()].reverse().flatMap(([index, layer]) =>
    leavesOf(layer.data, [])
      .filter(([field]) => settingsOfServices.has(field))
      .flatMap((path): Variant[] => {
        const changed = withoutSetting(layers, index, path);
        if (changed === undefined) return [];
        const other = withLayers(chain, changed);
        const nodes = resolveNodes(other, settings.platform, []);
        const { platform, team, manifestServices } = settings;
        const own = {
          ...serviceSettings(other, platform, team, nodes),
          ...(manifestServices === undefined ? {} : { manifestServices }),
        };
        const location = layer.document.locate([...layer.base, ...path]);
        return [{ location, values: render(own, { chain: other, nodes }) }];
      }),
  );
}

function rendered(
  { whatIf }: Resolution,
  name: string,
  layers: Layers,
  settings: ServiceSettings,
  surroundings: Surroundings = {},
): Values | undefined {
  const changed = resolveService(name, layers, settings);
  if (changed.service === undefined) return undefined;
  const { environment, facts } = whatIf({ changed, ...surroundings });
  return valuesOf({ environment: { ...environment, platform: settings.platform }, facts }, name);
}

function valuesOf(decided: DecidedEnvironment, name: string): Values {
  const values = new Map<string, { object: string; path: string; value: Json }>();
  for (const { object } of renderService(decided, name)) {
    const title = `${object.kind} ${object.metadata.name}`;
    const fields: ReadonlyMap<string, Field> = fieldsOf(object);
    for (const [path, { value }] of fields) {
      if (!path.endsWith('#order')) values.set(`${title} ${path}`, { object: title, path, value });
    }
  }
  return values;
}
