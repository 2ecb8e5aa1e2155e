import { concerns } from '../charts';
import type { Part, Unit } from '../charts/unit';
import { reserved } from './schema';
import type { Service } from '../model/types/service';
import type { DecidedEnvironment } from './fold';

/** The folders of an environment: those of the platform, of every service, and of plain objects alone. */
export function units(decided: DecidedEnvironment): Unit[] {
  const { environment, facts } = decided;
  const ofPlatform = concerns.flatMap(
    ({ id, charts }) => charts?.platform?.(factsOf(facts, id), environment) ?? [],
  );
  const services = [...environment.services.values()];
  const folders = new Map<string, Part[]>();
  const add = (app: string, parts: readonly Part[]) => {
    folders.set(app, [...(folders.get(app) ?? []), ...parts]);
  };
  for (const { app, parts } of ofPlatform) if (reserved.includes(app)) add(app, parts);
  for (const service of services) add(service.name, partsOf(decided, service));
  for (const [app, { service, isRendered }] of environment.systemServices)
    if (isRendered) add(app, partsOf(decided, service));
  for (const { app, parts } of ofPlatform) if (!reserved.includes(app)) add(app, parts);
  return [...folders].map(([app, parts]) => ({ app, parts }));
}

/** The folder of one service, without plain objects. */
export function serviceUnit(decided: DecidedEnvironment, service: Service): Unit {
  return { app: service.name, parts: partsOf(decided, service) };
}

function partsOf({ environment, facts }: DecidedEnvironment, service: Service): Part[] {
  return concerns.flatMap(({ id, charts }) => [
    ...(charts?.service?.(factsOf(facts, id), environment, service) ?? []),
  ]);
}

function factsOf(facts: DecidedEnvironment['facts'], id: string): unknown {
  return (facts as Readonly<Record<string, unknown>>)[id];
}
