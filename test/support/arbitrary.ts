import fc from 'fast-check';

/** Any service that the schema and the model take, as plain data; names of others are for `connects`. */
export function service(others: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const env = fc.dictionary(
    fc.stringMatching(/^[A-Z]{1,6}$/),
    fc.oneof(
      fc.string({ maxLength: 8 }).map((text) => text.replaceAll('$', '')),
      fc.constant({ field: 'status.podIP' }),
      fc.constant({ secret: 'api', key: 'token' }),
      fc.constant({ resource: 'limits.memory' }),
    ),
    { maxKeys: 4 },
  );
  const quantities = fc.record({
    cpu: fc.constantFrom('100m', 0.5, '1000m'),
    memory: fc.constantFrom('128Mi', '1Gi', '8192Ki'),
  });
  return fc.record(
    {
      image: fc.constantFrom('ghcr.io/acme/web:1.2.3', 'nginx:1.29', `acme/api@sha256:${'a'.repeat(64)}`),
      workload: fc.constantFrom('Deployment', 'StatefulSet'),
      replicas: fc.integer({ min: 0, max: 9 }),
      ports: fc.constantFrom(
        { http: 8080 },
        { grpc: 9000, metrics: 9090 },
        { http: { port: 80, servicePort: 8080 }, admin: 81 },
      ),
      command: fc.array(fc.string({ maxLength: 6 }), { maxLength: 3 }),
      args: fc.array(fc.string({ maxLength: 6 }), { maxLength: 3 }),
      env,
      resources: fc.record({ requests: quantities }, { requiredKeys: [] }),
      probes: fc.constantFrom(
        false,
        { path: '/healthz' },
        { exec: ['true'] },
        { tcpSocket: true, liveness: { periodSeconds: 5 } },
      ),
      writable: fc.constantFrom([], ['/tmp'], ['/tmp', '/var/cache']),
      files: fc.constantFrom({ '/etc/app.ini': 'a = b\n' }, { '/a/x': '1', '/b/x': '2' }),
      labels: fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.stringMatching(/^[a-z0-9]{0,6}$/), {
        maxKeys: 2,
      }),
      podAnnotations: fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.string({ maxLength: 10 }), {
        maxKeys: 2,
      }),
      connects: fc.subarray([...others, 'https://example.org', 'https://198.51.100.7']),
      terminationGracePeriodSeconds: fc.nat(100),
      team: fc.constantFrom('red', 'blue'),
    },
    { requiredKeys: ['image', 'replicas', 'ports'] },
  );
}

/** Services by name, each of which may connect to the others. */
export function services(): fc.Arbitrary<Record<string, Record<string, unknown>>> {
  const names = ['alpha', 'beta', 'gamma'];
  return fc.record(
    Object.fromEntries(names.map((name) => [name, service(names.filter((other) => other !== name))])),
  );
}

/** One of the services without some of its fields, and with some of the others'. Not each of them makes sense. */
export function mixed(
  known: readonly Readonly<Record<string, unknown>>[],
): fc.Arbitrary<Record<string, unknown>> {
  const fields = known.flatMap((entry) => Object.entries(entry));
  const positions = fc.uniqueArray(fc.nat(fields.length - 1), { maxLength: 5 });
  return fc
    .record({ one: fc.constantFrom(...known), taken: positions, dropped: positions })
    .map(({ one, taken, dropped }): Record<string, unknown> => {
      const left = Object.entries(one).filter(
        ([key], position) => !dropped.includes(position) || key === 'image' || key === 'workload',
      );
      return {
        ...Object.fromEntries(left),
        ...Object.fromEntries(taken.flatMap((at) => [fields[at] ?? []])),
      };
    });
}

/** The same data with the keys of every map in another order; those of `fixed` fields keep theirs. */
export function shuffleKeys(value: unknown, fixed: ReadonlySet<string>, seed: number): unknown {
  if (Array.isArray(value)) return value.map((entry) => shuffleKeys(entry, fixed, seed));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]): [string, unknown] => [
    key,
    fixed.has(key) ? entry : shuffleKeys(entry, fixed, seed + 1),
  ]);
  const turn = entries.length === 0 ? 0 : seed % entries.length;
  return Object.fromEntries([...entries.slice(turn), ...entries.slice(0, turn)].reverse());
}
