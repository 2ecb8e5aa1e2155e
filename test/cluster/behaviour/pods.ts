import type { Node } from './lab';
import { cluster, nodes, pause } from './lab';

/** One pod, as far as availability goes. */
export interface Pod {
  readonly name: string;
  readonly workload: string;
  readonly node: Node | undefined;
  readonly ready: boolean;
  readonly pending: boolean;
}

interface PodObject {
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
  readonly spec: { readonly nodeName?: string };
  readonly status: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** The pods of a namespace that are not on their way out. */
export async function podsOf(namespace: string): Promise<Pod[]> {
  const byName = new Map((await nodes()).map((node) => [node.name, node]));
  const all = (await cluster.list(`/api/v1/namespaces/${namespace}/pods`)) as unknown as PodObject[];
  return all
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .map(({ metadata, spec, status }) => ({
      name: metadata.name,
      workload: metadata.labels?.['app.kubernetes.io/instance'] ?? '',
      node: byName.get(spec.nodeName ?? ''),
      ready: (status.conditions ?? []).some(
        ({ type, status: value }) => type === 'Ready' && value === 'True',
      ),
      pending: status.phase === 'Pending',
    }));
}

/** Ready pods of each workload. */
export function readyPods(pods: readonly Pod[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { workload, ready } of pods) if (ready) counts.set(workload, (counts.get(workload) ?? 0) + 1);
  return counts;
}

/** Ready pods of a workload by zone, the largest first. */
export function byZone(pods: readonly Pod[], workload: string): number[] {
  const counts = new Map<string, number>();
  for (const pod of pods.filter((entry) => entry.workload === workload && entry.ready)) {
    const zone = pod.node?.zone ?? '';
    counts.set(zone, (counts.get(zone) ?? 0) + 1);
  }
  return [...counts.values()].sort((a, b) => b - a);
}

/** Undefined where each workload has as many ready pods as wanted, else what it has. */
export async function missing(
  namespace: string,
  wanted: Readonly<Record<string, number>>,
  exactly = true,
): Promise<string | undefined> {
  const ready = readyPods(await podsOf(namespace));
  const wrong = Object.entries(wanted).filter(([workload, count]) => {
    const have = ready.get(workload) ?? 0;
    return exactly ? have !== count : have < count;
  });
  return wrong.length === 0
    ? undefined
    : wrong
        .map(([workload, count]) => `${workload}: ${ready.get(workload) ?? 0} of ${count} ready`)
        .join(', ');
}

/** Watches the number of ready pods while something happens. */
export class Observer {
  private static readonly all = new Set<Observer>();

  private readonly samples: Map<string, number>[] = [];
  private running = true;
  private readonly done: Promise<void>;
  /** Once the first sample is taken. */
  readonly started: Promise<void>;

  constructor(private readonly namespace: string) {
    Observer.all.add(this);
    this.started = this.sample();
    this.done = this.watch();
  }

  /** Those that a failed test left behind would keep the process alive. */
  static async stopAll(this: void): Promise<void> {
    for (const observer of Observer.all) await observer.stop();
  }

  private async watch(): Promise<void> {
    await this.started;
    while (this.running) {
      await pause(100);
      await this.sample();
    }
  }

  private async sample(): Promise<void> {
    this.samples.push(readyPods(await podsOf(this.namespace)));
  }

  async stop(): Promise<void> {
    this.running = false;
    Observer.all.delete(this);
    await this.done;
  }

  /** Fewest ready pods of one workload, or of several together. */
  lowest(...workloads: string[]): number {
    return Math.min(...this.series(...workloads));
  }

  /** The number of ready pods over time. */
  series(...workloads: string[]): number[] {
    return this.samples.map((sample) =>
      workloads.reduce((sum, workload) => sum + (sample.get(workload) ?? 0), 0),
    );
  }
}

/** How often a series changes its direction: more than once up and once down is flapping. */
export function turns(series: readonly number[]): number {
  const steps = series.slice(1).map((value, index) => Math.sign(value - (series[index] ?? value)));
  const moves = steps.filter((step) => step !== 0);
  return moves.slice(1).filter((step, index) => step !== moves[index]).length;
}
