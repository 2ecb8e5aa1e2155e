import { eks, webOf } from '../../support/resolved';

const http = 'ports: {http: 8080}\n';

/** What the pods of `web` have. */
function podOf(service: string, environment = eks) {
  const pod = webOf(service, environment).workloads[0]?.pod;
  if (pod === undefined) throw new Error('web has no pods');
  return pod;
}

function securityOf(service: string, environment = eks): Record<string, unknown> {
  return podOf(service, environment).spec['securityContext'] as Record<string, unknown>;
}

describe('writable folders', () => {
  const folders = (service: string) => {
    const { containers, initContainers, volumes } = podOf(`${http}${service}`);
    const mounts = Object.fromEntries(
      [...containers, ...initContainers].map(({ name, volumeMounts }) => [
        name,
        volumeMounts.map(({ name: volume, mountPath }) => `${volume} ${mountPath}`),
      ]),
    );
    return { mounts, volumes: volumes.map(({ name }) => name) };
  };
  const others =
    'sidecars: {proxy: {image: "acme/proxy:1"}}\ninitContainers: {migrate: {image: "acme/migrate:1"}}\ncontainers: {log: {image: "acme/log:1"}}\n';

  it('each container has a /tmp of its own', () => {
    expect(folders(others)).toEqual({
      mounts: {
        web: ['writable-tmp /tmp'],
        proxy: ['writable-tmp-proxy /tmp'],
        migrate: ['writable-tmp-migrate /tmp'],
        log: ['writable-tmp-log /tmp'],
      },
      volumes: ['writable-tmp', 'writable-tmp-proxy', 'writable-tmp-migrate', 'writable-tmp-log'],
    });
  });

  it('only over a root that is read-only', () => {
    expect(folders(`securityContext: {readOnlyRootFilesystem: false}\n${others}`).volumes).toEqual([]);
    const proxy = 'image: "acme/proxy:1", securityContext: {readOnlyRootFilesystem: true}';
    expect(
      folders(`securityContext: {readOnlyRootFilesystem: false}\nsidecars: {proxy: {${proxy}}}\n`),
    ).toEqual({ mounts: { web: [], proxy: ['writable-tmp-proxy /tmp'] }, volumes: ['writable-tmp-proxy'] });
    const open = 'image: "acme/proxy:1", securityContext: {readOnlyRootFilesystem: false}';
    expect(folders(`sidecars: {proxy: {${open}}}\n`).mounts).toEqual({
      web: ['writable-tmp /tmp'],
      proxy: [],
    });
  });

  it('but what a service asks for is there in any case', () => {
    const open = 'securityContext: {readOnlyRootFilesystem: false}\n';
    expect(folders(`${open}writable: [/scratch]\n`).mounts).toEqual({
      web: ['writable-scratch /scratch'],
    });
    expect(folders(`${open}sidecars: {proxy: {image: "acme/proxy:1", writable: [/run]}}\n`).mounts).toEqual({
      web: [],
      proxy: ['writable-run-proxy /run'],
    });
  });

  it.each(['writable: []\n', 'writable: [/var/cache/nginx]\n'])(
    'other containers keep their /tmp, whatever the main one writes: %s',
    (writable) => {
      const { mounts } = folders(`${writable}${others}`);
      expect([mounts['proxy'], mounts['migrate'], mounts['log']]).toEqual([
        ['writable-tmp-proxy /tmp'],
        ['writable-tmp-migrate /tmp'],
        ['writable-tmp-log /tmp'],
      ]);
    },
  );

  it('none where writable is empty', () => {
    expect(folders(`writable: []\n${others}`).mounts['web']).toEqual([]);
    expect(folders('sidecars: {proxy: {image: "acme/proxy:1", writable: []}}\n').mounts).toEqual({
      web: ['writable-tmp /tmp'],
      proxy: [],
    });
  });

  it("a user's volume of that name is nobody else's /tmp", () => {
    const written = 'volumes: {writable-tmp: {emptyDir: {}, mountPath: /private}}\n';
    const { mounts } = folders(`${written}${others}`);
    expect(mounts['proxy']).toEqual(['writable-tmp-proxy /tmp']);
    expect(mounts['web']).toEqual([
      'writable-tmp /private',
      expect.stringMatching(/^writable-tmp-[0-9a-f]{8} \/tmp$/),
    ]);
  });

  it('a volume that is mounted at /tmp keeps its place, in each container by itself', () => {
    const scratch =
      'volumes: {scratch: {emptyDir: {}, mountPath: /tmp/}}\nsidecars: {proxy: {image: "acme/proxy:1"}, log: {image: "acme/log:1", volumeMounts: [{name: scratch, mountPath: /tmp}]}}\n';
    expect(folders(scratch).mounts).toEqual({
      web: ['scratch /tmp/'],
      proxy: ['writable-tmp-proxy /tmp'],
      log: ['scratch /tmp'],
    });
  });
});

describe('the group of volumes', () => {
  const set = `workload: StatefulSet\nreplicas: 1\n${http}`;
  const data = (claim = '', mount = '') =>
    `volumes: {data: {claim: {storage: 1Gi, storageClassName: fast${claim}}, mountPath: /data${mount}}}\n`;
  const group = (service: string) => {
    const { fsGroup, fsGroupChangePolicy } = securityOf(`${set}${service}`);
    return [fsGroup, fsGroupChangePolicy];
  };
  const pod = (written: string) => `podSecurityContext: {${written}}\n`;

  it.each([
    ['the user', pod('runAsUser: 10001') + data(), 10001],
    ['the group', pod('runAsUser: 10001, runAsGroup: 20001') + data(), 20001],
    ['of the container', `securityContext: {runAsUser: 999, runAsGroup: 998}\n${data()}`, 998],
    [
      'of the container over the pod',
      `securityContext: {runAsUser: 999}\n${pod('runAsUser: 5')}${data()}`,
      999,
    ],
    ['for one pod alone', pod('runAsUser: 7') + data(', accessModes: [ReadWriteOncePod]'), 7],
    ['for both modes', pod('runAsUser: 7') + data(', accessModes: [ReadWriteMany, ReadWriteOnce]'), 7],
    [
      'of the sidecar that writes',
      `${pod('runAsUser: 7')}${data('', ', readOnly: true')}sidecars: {backup: {image: "acme/backup:1", securityContext: {runAsUser: 8}, volumeMounts: [{name: data, mountPath: /data}]}}\n`,
      8,
    ],
    ['of a user with a number where root is allowed', pod('runAsUser: 7, runAsNonRoot: false') + data(), 7],
  ])('is %s', (_, service, expected) => {
    expect(group(service)).toEqual([expected, 'OnRootMismatch']);
  });

  it.each([
    ['root', pod('runAsUser: 0, runAsNonRoot: false') + data()],
    ['whoever the image says', pod('runAsNonRoot: false') + data()],
    ['who declines', pod('runAsUser: 10001, fsGroup: null') + data()],
    ['a block device', pod('runAsUser: 10001') + data(', volumeMode: Block')],
    ['readers', pod('runAsUser: 10001') + data('', ', readOnly: true')],
    ['shared volumes', pod('runAsUser: 10001') + data(', accessModes: [ReadWriteMany]')],
    ['no volume', pod('runAsUser: 10001')],
  ])('there is none for %s', (_, service) => {
    expect(group(service)).toEqual([undefined, undefined]);
  });

  it('null in a weaker layer holds until a stronger one says otherwise', () => {
    const environment = (defaults: string) =>
      `${eks}defaults: {podSecurityContext: {runAsUser: 10001, ${defaults}}}\n`;
    expect(securityOf(`${set}${data()}`, environment('fsGroup: null'))['fsGroup']).toBeUndefined();
    expect(securityOf(`${set}${pod('fsGroup: null')}${data()}`, environment('fsGroup: 5'))['fsGroup']).toBe(
      5,
    );
  });

  it('a written group keeps its policy or gets the one that walks no files', () => {
    expect(group(pod('fsGroup: 5'))).toEqual([5, 'OnRootMismatch']);
    expect(group(pod('fsGroup: 5, fsGroupChangePolicy: Always'))).toEqual([5, 'Always']);
    expect(group(pod('fsGroup: 5, fsGroupChangePolicy: null'))).toEqual([5, undefined]);
  });
});

describe('ports below 1024', () => {
  const start = { name: 'net.ipv4.ip_unprivileged_port_start', value: '0' };
  const sysctls = (service: string) => securityOf(service)['sysctls'];

  it('are open to any user of the pod', () => {
    expect(sysctls('ports: {http: 80}\n')).toEqual([start]);
    expect(sysctls('ports: {http: 1023}\n')).toEqual([start]);
    const proxy = 'sidecars: {proxy: {image: "acme/proxy:1", ports: {dns: {port: 53, protocol: UDP}}}}\n';
    expect(sysctls(`${http}${proxy}`)).toEqual([start]);
  });

  const low = 'ports: {http: 80}\n';
  const root = 'podSecurityContext: {runAsUser: 0, runAsNonRoot: false}\n';
  const anywhere = `${eks}namespaces: {shop: {podSecurity: privileged}}\n`;

  it.each([
    ['root without capabilities', `${low}${root}`],
    [
      'root that drops this one',
      `${low}${root}securityContext: {capabilities: {drop: [net_bind_service]}}\n`,
    ],
    [
      'other users, who lose added capabilities',
      `${low}securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}\n`,
    ],
    [
      'other users of privileged containers',
      `${low}podSecurityContext: {runAsUser: 7}\nsecurityContext: {privileged: true, allowPrivilegeEscalation: true}\n`,
    ],
    ['whoever the image says, without capabilities', `${low}podSecurityContext: {runAsNonRoot: false}\n`],
  ])('are open to %s', (_, service) => {
    expect(securityOf(service, anywhere)['sysctls']).toEqual([start]);
  });

  it.each([
    ['high ports', 'ports: {http: 1024}\n'],
    ['root that keeps its capabilities', `${low}${root}securityContext: {capabilities: {drop: []}}\n`],
    ['root that drops others', `${low}${root}securityContext: {capabilities: {drop: [NET_RAW]}}\n`],
    ['root with the capability', `${low}${root}securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}\n`],
    ['privileged root', `${low}${root}securityContext: {privileged: true, allowPrivilegeEscalation: true}\n`],
    ['who declines', 'ports: {http: 80}\npodSecurityContext: {sysctls: null}\n'],
  ])('need nothing for %s', (_, service) => {
    expect(securityOf(service, anywhere)['sysctls']).toBeUndefined();
  });

  it('are added to what is written, which wins', () => {
    const written = (name: string) =>
      `ports: {http: 80}\npodSecurityContext: {sysctls: [{name: ${name}, value: "80"}]}\n`;
    const other = { name: 'net.ipv4.tcp_syncookies', value: '80' };
    expect(sysctls(written('net.ipv4.tcp_syncookies'))).toEqual([other, start]);
    expect(sysctls(written(start.name))).toEqual([{ ...start, value: '80' }]);
    const slashes = start.name.replaceAll('.', '/');
    expect(sysctls(written(slashes))).toEqual([{ name: slashes, value: '80' }]);
  });
});
