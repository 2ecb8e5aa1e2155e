import { webOf } from '../support/resolved';

/** The probes of `web`, whose handlers aside. */
function timings(probes: string) {
  const all =
    webOf(`ports: {http: 8080, admin: 8081}\nprobes: ${probes}\n`).workloads[0]?.pod.containers[0]?.probes ??
    {};
  return Object.fromEntries(
    Object.entries(all).map(([kind, { httpGet: _get, tcpSocket: _tcp, exec: _exec, ...rest }]) => [
      kind,
      rest,
    ]),
  );
}

const derived = { periodSeconds: 2, failureThreshold: 150 };

it.each([
  ['nothing', '{path: /x}', { startup: derived, readiness: {}, liveness: { failureThreshold: 6 } }],
  [
    'the failures of the start',
    '{path: /x, startup: {failureThreshold: 6}}',
    { startup: { failureThreshold: 6 }, readiness: {}, liveness: { failureThreshold: 6 } },
  ],
  [
    'a timing of the start and one of liveness',
    '{path: /x, startup: {initialDelaySeconds: 5}, liveness: {timeoutSeconds: 10}}',
    { startup: { initialDelaySeconds: 5 }, readiness: {}, liveness: { timeoutSeconds: 10 } },
  ],
  [
    'the period of liveness',
    '{path: /x, liveness: {periodSeconds: 5}}',
    { startup: derived, readiness: {}, liveness: { periodSeconds: 5 } },
  ],
  [
    'the start alone, without a handler',
    '{startup: {failureThreshold: 6}}',
    { startup: { failureThreshold: 6 }, readiness: {} },
  ],
  [
    'the start alone, with one',
    '{startup: {path: /start, periodSeconds: 5}}',
    { startup: { periodSeconds: 5 }, readiness: {} },
  ],
  ['another port for the start', '{startup: {port: admin}}', { startup: derived, readiness: {} }],
  [
    'another handler for the start',
    '{path: /x, startup: {path: /start}}',
    { startup: derived, readiness: {}, liveness: { failureThreshold: 6 } },
  ],
  [
    'the failures of all three',
    '{path: /x, failureThreshold: 5, liveness: {path: /live}}',
    { startup: derived, readiness: { failureThreshold: 5 }, liveness: { failureThreshold: 5 } },
  ],
  [
    'the period of all three',
    '{path: /x, periodSeconds: 5}',
    {
      startup: derived,
      readiness: { periodSeconds: 5 },
      liveness: { periodSeconds: 5, failureThreshold: 12 },
    },
  ],
  [
    'a timing of all three and one of the start',
    '{path: /x, timeoutSeconds: 3, startup: {failureThreshold: 60}}',
    {
      startup: { timeoutSeconds: 3, failureThreshold: 60 },
      readiness: { timeoutSeconds: 3 },
      liveness: { timeoutSeconds: 3, failureThreshold: 6 },
    },
  ],
  [
    'liveness with a handler of its own',
    '{liveness: {path: /live}}',
    { startup: derived, readiness: {}, liveness: {} },
  ],
])('timings where a person writes %s', (_, probes, expected) => {
  expect(timings(probes)).toEqual(expected);
});

it('failures that all three have are never more for liveness than what is written', () => {
  expect(timings('{path: /x, failureThreshold: 2}')['liveness']).toEqual({ failureThreshold: 2 });
});
