import { ApiObject, App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Unit } from '../charts/unit';
import type { DecidedEnvironment } from './fold';
import { serviceUnit, units } from './units';
import type { KubeObject, ManifestKubeObject } from '../imports/object';
import type { KubernetesObject, RenderedObject } from '../lib/rendered';

/** One folder `ENVIRONMENT/APP` of the output. */
export interface RenderedApp {
  readonly environment: string;
  readonly app: string;
  readonly objects: readonly RenderedObject[];
}

/** Everything that belongs in a folder, below a chart. */
export function renderParts(scope: Construct, { parts }: Unit): void {
  for (const entry of parts) entry.render(scope);
}

/** The objects of one folder, made in an app of their own: a tree that small costs nothing to walk. */
export function renderUnit(environment: string, unit: Unit): RenderedApp {
  const chart = new Chart(new App(), unit.app);
  renderParts(chart, unit);
  return { environment, app: unit.app, objects: objectsBelow(chart, environment, unit.app) };
}

/** The objects of one service alone; none where it is not in the environment. */
export function renderService(decided: DecidedEnvironment, name: string): readonly RenderedObject[] {
  const service = decided.environment.services.get(name);
  if (service === undefined) return [];
  return renderUnit(decided.environment.name, serviceUnit(decided, service)).objects;
}

/** All folders of an environment. */
export function renderEnvironment(decided: DecidedEnvironment): RenderedApp[] {
  return units(decided).map((unit) => renderUnit(decided.environment.name, unit));
}

/** The objects below a construct, in the order in which they were made. One pass, whatever the number of charts. */
export function objectsBelow(scope: Construct, environment: string, app: string): RenderedObject[] {
  const rendered: RenderedObject[] = [];
  for (const construct of scope.node.findAll()) {
    if (!ApiObject.isApiObject(construct)) continue;
    rendered.push({
      environment,
      app,
      object: construct.toJson() as KubernetesObject,
      ...origin(construct),
    });
  }
  return rendered;
}

/** Objects of foreign charts have no place in the spec. `instanceof` can't tell: cdk8s answers it for every ApiObject. */
function origin(
  object: ApiObject & Partial<Pick<KubeObject, 'causes'> & Pick<ManifestKubeObject, 'plain'>>,
): Pick<RenderedObject, 'causes' | 'plain'> {
  const { causes = [], plain } = object;
  return plain === undefined ? { causes } : { causes, plain };
}
