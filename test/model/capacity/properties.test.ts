import fc from 'fast-check';
import type { JsonObject } from '../../../lib/json';
import { SpecError } from '../../../lib/diagnostics';
import type { Service } from '../../../model/types/service';
import type { Resolution } from '../../../app/resolve';
import { resolveWeb, webIn } from '../../support/resolved';

const seed = Number(process.env['SEED'] ?? 20261124);

const clouds = {
  eks: { notice: 120, modes: ['managed-node-groups', 'karpenter', 'auto-mode'] },
  gke: { notice: 15, modes: ['standard', 'autopilot'] },
  aks: { notice: 30, modes: ['node-pools', 'node-auto-provisioning'] },
} as const;

interface Wish {
  readonly cloud: keyof typeof clouds;
  readonly mode: number;
  readonly zones: number;
  readonly floor: number;
  readonly min: number;
  readonly more: number;
  readonly hardMore: number | undefined;
  readonly fixed: boolean;
}

const wish: fc.Arbitrary<Wish> = fc.record({
  cloud: fc.constantFrom('eks' as const, 'gke' as const, 'aks' as const),
  mode: fc.nat(2),
  zones: fc.nat(5),
  floor: fc.nat(12),
  min: fc.integer({ min: 1, max: 30 }),
  more: fc.integer({ min: 1, max: 60 }),
  hardMore: fc.option(fc.nat(40), { nil: undefined }),
  fixed: fc.boolean(),
});

const zoneNames = {
  eks: ['a', 'b', 'c', 'd', 'e'].map((letter) => `sa-east-1${letter}`),
  gke: ['a', 'b', 'c', 'd', 'e'].map((letter) => `southamerica-east1-${letter}`),
  aks: ['1', '2', '3', '4', '5'].map((number) => `brazilsouth-${number}`),
};

/** What a wish comes to; undefined where it is refused. */
function planned({ cloud, mode, zones, floor, min, more, hardMore, fixed }: Wish): Resolution | undefined {
  const { modes } = clouds[cloud];
  const named = zones === 0 ? '' : `zones: [${zoneNames[cloud].slice(0, zones).join(', ')}]\n`;
  const environment = `provider: ${cloud}\nnodes: ${modes[mode % modes.length] ?? modes[0]}\n${named}`;
  const limit = hardMore === undefined ? '' : `, hardMax: ${min + more + hardMore}`;
  const replicas = fixed ? `${min}` : `{min: ${min}, max: ${min + more}${limit}}`;
  const capacity = floor === 0 ? 'onDemand' : `{onDemand: ${floor}}`;
  const text = `ports: {http: 8080}\nresources: {requests: {cpu: 100m}}\ncapacity: ${capacity}\nreplicas: ${replicas}\n`;
  try {
    return resolveWeb(text, environment);
  } catch (error) {
    if (error instanceof SpecError) return undefined;
    throw error;
  }
}

/** Checks every plan that is not refused, and that most are not. */
function forPlans(check: (service: Service, wanted: Wish, facts: Resolution['facts']) => void): void {
  let checked = 0;
  fc.assert(
    fc.property(wish, (wanted) => {
      const resolution = planned(wanted);
      if (resolution === undefined) return;
      checked++;
      check(webIn(resolution), wanted, resolution.facts);
    }),
    { seed, numRuns: 400 },
  );
  expect(checked).toBeGreaterThan(150);
}

it(`the workloads add up to the service: the floor is below the minimum, the maxima within hardMax (SEED=${seed})`, () => {
  forPlans(({ plan, workloads }, { floor, min, more, hardMore, fixed }) => {
    const max = fixed ? min : min + more;
    expect([plan.min, plan.max]).toEqual([min, max]);
    expect(plan.workloads.reduce((sum, workloadPlan) => sum + workloadPlan.min, 0)).toBe(min);
    expect(plan.worstCase).toBe(plan.workloads.reduce((sum, workloadPlan) => sum + workloadPlan.max, 0));
    for (const workloadPlan of plan.workloads) expect(workloadPlan.min).toBeLessThanOrEqual(workloadPlan.max);
    if (floor > 0) {
      expect(floor).toBeLessThan(min);
      expect(plan.workloads.map((workloadPlan) => workloadPlan.placement)).toEqual(['onDemand', 'spot']);
      expect(plan.workloads[0]).toMatchObject({ min: floor, max: fixed ? floor : max });
    }
    const all = hardMore === undefined ? Infinity : max + hardMore;
    if (!fixed)
      expect(plan.worstCase).toBeLessThanOrEqual(Math.min(all, floor === 0 ? max : 2 * max - floor));
    expect(new Set(workloads.map(({ selector }) => JSON.stringify(selector))).size).toBe(workloads.length);
  });
});

it(`a refused plan is refused for a reason that is in its numbers (SEED=${seed})`, () => {
  fc.assert(
    fc.property(wish, (wanted) => {
      if (planned(wanted) !== undefined) return;
      const { floor, min, fixed, hardMore } = wanted;
      const noSpot = floor >= min;
      const noRoom = !fixed && floor > 0 && hardMore !== undefined && hardMore < min - floor;
      expect(noSpot || noRoom).toBe(true);
    }),
    { seed, numRuns: 400 },
  );
});

/** What a budget allows of so many pods; percentages round up. */
function allowed(budget: JsonObject, pods: number): number {
  const { maxUnavailable } = budget as { maxUnavailable: number | string };
  return typeof maxUnavailable === 'number'
    ? maxUnavailable
    : Math.ceil((pods * Number.parseInt(maxUnavailable, 10)) / 100);
}

it(`a drain can always proceed, and never takes more than a quarter and one (SEED=${seed})`, () => {
  forPlans(({ workloads }, _wanted, { availability }) => {
    const budgets = new Map(availability.budgets.get('web')?.map(({ name, spec }) => [name, spec]));
    for (const { name, plan } of workloads) {
      const disruptionBudget = budgets.get(name);
      expect(disruptionBudget === undefined).toBe(plan.max < 2);
      if (disruptionBudget === undefined) continue;
      for (let pods = plan.min; pods <= plan.max; pods++) {
        expect(allowed(disruptionBudget, pods)).toBeGreaterThanOrEqual(1);
        expect(allowed(disruptionBudget, pods)).toBeLessThanOrEqual(Math.max(1, Math.ceil(pods / 4)));
        expect(disruptionBudget['unhealthyPodEvictionPolicy']).toBe('AlwaysAllow');
      }
    }
  });
});

it(`the derived spread is soft and the same for every scale, so that it can always be kept (SEED=${seed})`, () => {
  forPlans(({ workloads }) => {
    for (const { pod } of workloads) {
      const constraints = pod.spec['topologySpreadConstraints'] as unknown as JsonObject[];
      expect(
        constraints.map(({ topologyKey, maxSkew, whenUnsatisfiable, minDomains }) => [
          topologyKey,
          maxSkew,
          whenUnsatisfiable,
          minDomains,
        ]),
      ).toEqual([
        ['topology.kubernetes.io/zone', 1, 'ScheduleAnyway', undefined],
        ['kubernetes.io/hostname', 1, 'ScheduleAnyway', undefined],
      ]);
    }
  });
});

it(`preStop and the grace period fit the notice of spot nodes (SEED=${seed})`, () => {
  forPlans(({ workloads }, { cloud }) => {
    const { notice } = clouds[cloud];
    for (const { plan, pod } of workloads) {
      const lifecycle = pod.containers[0]?.rest['lifecycle'] as { preStop: { sleep: { seconds: number } } };
      const sleep = lifecycle.preStop.sleep.seconds;
      const grace = pod.spec['terminationGracePeriodSeconds'] ?? 30;
      expect(sleep).toBeGreaterThan(0);
      expect(grace - sleep).toBeGreaterThanOrEqual(5);
      if (plan.placement === 'spot') expect(grace).toBeLessThanOrEqual(notice);
    }
  });
});
