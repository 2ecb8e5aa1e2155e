import { ApiObject, App, Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { units } from './units';
import type { Diagnostic } from '../lib/diagnostics';
import { formatDiagnostic, shownOf } from '../lib/diagnostics';
import type { Resolution } from './resolve';
import type { PlatformSource } from '../spec/load';
import { readPlatform } from './source';
import { nameProblem } from '../spec/reserved';
import { reserved } from './schema';
import { diskFolder } from '../spec/source-folder';
import { objectsBelow, renderParts } from './collect';
import type { OutputOptions, OutputResult } from './output';
import { output } from './output';
import type { RenderedApp } from './pipeline';
import { resolveAll, warningsOfRendering, withoutErrors } from './pipeline';

/** Where a platform comes from and goes to. */
export interface PlatformAppProps {
  /**
   * Folder of the platform, or what `definePlatform` or `loadPlatform` made.
   * @default 'platform'
   */
  readonly platform?: string | PlatformSource;
  /**
   * Folder of the output; the variable CDK8S_OUTDIR, which cdk8s's command line sets, goes before it.
   * @default 'dist'
   */
  readonly outdir?: string;
  /**
   * Names of the environments to render.
   * @default - all that have a provider
   */
  readonly environments?: readonly string[];
  /**
   * `KIND/NAMESPACE/NAME` of objects whose immutable fields may change in this run.
   * @default - none
   */
  readonly replace?: readonly string[];
  /**
   * `KIND/NAMESPACE/NAME` of claims, Namespaces, volumes, definitions and load balancers that may leave the output in this run,
   * or `ENVIRONMENT/*` for all of an environment.
   * @default - none
   */
  readonly remove?: readonly string[];
}

/**
 * A platform as a cdk8s app: a chart for each environment, below it one for each app. Your own charts go below an
 * environment's chart, and their id is the folder they are written to.
 */
export class PlatformApp extends App {
  private readonly environmentCharts = new Map<string, Chart>();
  /** Those of Portolan itself, whose names may be reserved. */
  private readonly ownCharts = new Set<IConstruct>();
  private readonly resolutions: readonly Resolution[];
  /** About the spec; those about objects follow from what is below the charts in the end. */
  private readonly warnings: readonly Diagnostic[];
  private readonly allowed: Pick<OutputOptions, 'environments' | 'replace' | 'remove'>;

  /** @throws SpecError with every problem of the spec */
  constructor(props: PlatformAppProps = {}) {
    super({ outdir: process.env['CDK8S_OUTDIR'] ?? props.outdir ?? 'dist' });
    const { platform = 'platform', environments = [], replace = [], remove = [] } = props;
    this.allowed = { environments, replace, remove };
    const { source, problems: unread } =
      typeof platform === 'string' ? readPlatform(diskFolder(platform)) : { source: platform, problems: [] };
    const { resolutions, problems } = resolveAll(source, environments);
    this.warnings = withoutErrors([...unread, ...problems]);
    this.resolutions = resolutions;
    for (const resolution of this.resolutions) {
      const { name } = resolution.environment;
      const chart = new Chart(this, name);
      this.environmentCharts.set(name, chart);
      for (const unit of units(resolution)) {
        const own = new Chart(chart, unit.app);
        this.ownCharts.add(own);
        renderParts(own, unit);
      }
    }
  }

  /** Names of the environments that are rendered. */
  get environments(): readonly string[] {
    return [...this.environmentCharts.keys()];
  }

  /**
   * The scope for charts of your own in one environment.
   * @throws Error where there is no such environment
   */
  environment(name: string): Construct {
    const chart = this.environmentCharts.get(name);
    if (chart === undefined)
      throw new Error(`no environment ${name}; there are ${this.environments.join(', ')}`);
    return chart;
  }

  /**
   * Checks and writes all objects in one pass, and prints warnings to standard error. cdk8s's own walks the whole tree once more for every chart.
   * @throws SpecError if a check finds an error, an object stands outside the environments, or a change is one that the API server refuses
   */
  override synth(): void {
    const { shown, more } = shownOf(this.write().warnings);
    for (const text of [...shown.map((warning) => formatDiagnostic(warning)), ...more]) console.error(text);
  }

  /** As `synth`, but returns what was written and all warnings instead of printing them. */
  write(): OutputResult {
    const apps = [...this.environmentCharts].flatMap(([environment, chart]) =>
      chart.node.children.map((child): RenderedApp => {
        const app = child.node.id;
        return { environment, app, objects: objectsBelow(child, environment, app) };
      }),
    );
    const placing = [...this.misplacedObjects(), ...this.wrongNames()];
    const warnings = warningsOfRendering(this.resolutions, apps, [...this.warnings, ...placing]);
    const rendering = { apps, resolutions: this.resolutions, warnings };
    const result = output(rendering, { out: this.outdir, check: false, ...this.allowed });
    return { ...result, warnings: [...warnings, ...result.warnings] };
  }

  /** Objects that would be written to no folder. */
  private misplacedObjects(): Diagnostic[] {
    const placed = new Set<IConstruct>(this.environmentCharts.values());
    return this.node.children
      .filter((child) => !placed.has(child))
      .flatMap((child) => child.node.findAll())
      .filter((construct) => ApiObject.isApiObject(construct))
      .map(({ kind, node }) => ({
        code: 'misplaced-object',
        path: node.path,
        problem: 'an object stands in no environment, so that it would be written to no file',
        got: kind,
        expected: `a chart below one of ${this.environments.join(', ')}`,
        fix: 'make its chart with app.environment(NAME) as the scope',
      }));
  }

  /** Charts of others whose ids are not folders of an app. */
  private wrongNames(): Diagnostic[] {
    return [...this.environmentCharts].flatMap(([environment, chart]) =>
      chart.node.children
        .filter((child) => !this.ownCharts.has(child))
        .flatMap((child): Diagnostic[] => {
          const problem = nameProblem(child.node.id, 'the app of a chart', reserved);
          const path = `${environment}/${child.node.id}`;
          return problem === undefined ? [] : [{ code: 'invalid-name', path, ...problem }];
        }),
    );
  }
}
