import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Pipeline } from '../../app/pipeline';
import type { Diagnostic } from '../../lib/diagnostics';
import { SpecError } from '../../lib/diagnostics';
import type { KubernetesObject } from '../../lib/rendered';

const cases = process.env['CASES'];
// Inputs that hurt people elsewhere. They are not part of this repository: CASES names the folder that has them.
const withCases = cases === undefined ? describe.skip : describe;

interface Outcome {
  readonly problems: readonly Diagnostic[];
  /** Empty where an error kept the platform from being rendered. */
  readonly objects: readonly KubernetesObject[];
}

/** The platform of the case whose folder begins with the number. */
function outcome(number: string): Outcome {
  const name = readdirSync(cases ?? '').find((entry) => entry.startsWith(`${number}-`)) ?? number;
  const folder = join(cases ?? '', name, 'platform');
  expect(existsSync(folder)).toBe(true);
  try {
    const { apps, warnings } = new Pipeline(folder).run();
    return {
      problems: warnings,
      objects: apps.flatMap((app) => app.objects.map(({ object }) => object)),
    };
  } catch (error) {
    if (error instanceof SpecError) return { problems: error.diagnostics, objects: [] };
    throw error;
  }
}

const kind = ({ objects }: Outcome, name: string) => objects.filter((object) => object.kind === name);
const codes = ({ problems }: Outcome) => problems.map(({ code, path }) => `${code} ${path}`);

withCases('inputs that hurt people elsewhere', () => {
  it('00: a claim that leaves Git is kept, with its data', () => {
    const [claim] = kind(outcome('00'), 'PersistentVolumeClaim');
    expect(claim?.metadata.annotations).toMatchObject({
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    });
  });

  it('01: the container that owns the port of the Service drains, too', () => {
    const [deployment] = kind(outcome('01'), 'Deployment');
    const preStop = { sleep: { seconds: 10 } };
    expect(deployment).toMatchObject({
      spec: { template: { spec: { containers: [{}, { name: 'nginx', lifecycle: { preStop } }] } } },
    });
  });

  it('06: a startup probe with a written threshold keeps the period of Kubernetes', () => {
    const [deployment] = kind(outcome('06'), 'Deployment');
    const { spec } = deployment as unknown as {
      spec: { template: { spec: { containers: [{ startupProbe: object }] } } };
    };
    expect(spec.template.spec.containers[0].startupProbe).toEqual({
      failureThreshold: 6,
      httpGet: { path: '/healthz', port: 'http' },
    });
  });

  it('12: a claim of a non-root user can be written to', () => {
    const [set] = kind(outcome('12'), 'StatefulSet');
    const securityContext = { runAsUser: 10001, fsGroup: 10001, fsGroupChangePolicy: 'OnRootMismatch' };
    expect(set).toMatchObject({ spec: { template: { spec: { securityContext } } } });
  });

  it('15: an exec hook that sleeps has the grace period that it needs', () => {
    const [deployment] = kind(outcome('15'), 'Deployment');
    expect(deployment).toMatchObject({ spec: { template: { spec: { terminationGracePeriodSeconds: 90 } } } });
  });

  it('17: a rollout makes room where anti-affinity leaves none', () => {
    const [deployment] = kind(outcome('17'), 'Deployment');
    expect(deployment).toMatchObject({
      spec: { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } },
    });
  });

  it('26: a low port can be bound without root', () => {
    const [deployment] = kind(outcome('26'), 'Deployment');
    const sysctls = [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }];
    expect(deployment).toMatchObject({ spec: { template: { spec: { securityContext: { sysctls } } } } });
  });

  it('22: no quota counts the pods of a CronJob that may overlap', () => {
    const [quota] = kind(outcome('22'), 'ResourceQuota');
    expect(Object.keys((quota?.['spec'] as { hard: object } | undefined)?.hard ?? {})).not.toContain(
      'requests.cpu',
    );
  });

  it('31: nodes end even where a pod asks not to be disrupted', () => {
    const [pool] = kind(outcome('31'), 'NodePool');
    expect(pool).toMatchObject({ spec: { template: { spec: { terminationGracePeriod: '24h' } } } });
  });

  it.each([
    [
      '13',
      [
        'single-replica production',
        'volume-access web.volumes.data.persistentVolumeClaim',
        'volume-group web.volumes.data.persistentVolumeClaim',
      ],
    ],
    ['03', ['selected-job spec.jobTemplate.spec.template.metadata.labels']],
    ['07', ['autoscaler-clash spec.scaleTargetRef']],
    ['08', ['autoscaler-clash spec.scaleTargetRef']],
    ['10', ['budget-clash spec.selector']],
    ['19', ['conflicting-fields api.expose.maxBodySize']],
    ['23', [0, 1, 2].map((index) => `unknown-zone production.zones[${index}]`)],
    ['24', ['missing-reference spec.rules[0].http.paths[0].backend.service']],
    ['27', ['hook migrate.annotations.argocd.argoproj.io/hook']],
    ['30', ['conflicting-fields agent.strategy.rollingUpdate.maxSurge']],
  ])('%s is refused', (number, expected) => {
    const found = outcome(number);
    expect(found.objects).toEqual([]);
    expect(codes(found)).toEqual(expected);
  });

  it.each([
    ['05', ['closed-backend spec.rules[0].http.paths[0].backend.service']],
    ['04', ['admitted-request web.resources.requests.cpu']],
    [
      '20',
      [
        'edge-affinity notes.service.sessionAffinity',
        'edge-buffer notes.expose.maxBodySize',
        'edge-buffer notes.expose.maxBodySize',
      ],
    ],
    ['28', ['job-repeats migrate.ttlSecondsAfterFinished']],
    ['29', ['short-deadline job1.startingDeadlineSeconds']],
  ])('%s is rendered with a warning', (number, expected) => {
    const found = outcome(number);
    expect(found.objects).not.toEqual([]);
    expect(codes(found)).toEqual(expected);
  });
});
