import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../cli/program';
import { PlatformApp, SpecError } from '../../index';
import { filesBelow } from '../support/folder';
import type { Files } from '../support/platform';
import { base, removePlatforms, web, writePlatform } from '../support/platform';
import { recordingTerminal } from '../support/terminal';

let out = '';

beforeEach(() => {
  out = join(mkdtempSync(join(tmpdir(), 'portolan-removals-')), 'dist');
});

afterEach(() => {
  removePlatforms();
  rmSync(join(out, '..'), { recursive: true, force: true });
});

async function synth(root: string, ...args: string[]) {
  const { to, lines } = recordingTerminal();
  const code = await run(['synth', '--platform', root, '--out', out, ...args], to);
  const codes = lines.err.join('\n').match(/ ?(?:error|warning) [a-z-]+$/gm) ?? [];
  return {
    code,
    out: lines.out.join('\n'),
    err: lines.err.join('\n'),
    codes: codes.map((found) => found.trim()),
  };
}

const isError = (found: string) => found.startsWith('error');

const single =
  'replicas: 1\nstrategy: {type: Recreate}\navailability: {disruptionBudget: false}\npodSecurityContext: {runAsUser: 1000, fsGroup: 1000}\n';
const withClaim = (volume = 'data', more = single) =>
  `${web}${more}volumes: {${volume}: {claim: {storage: 1Gi}, mountPath: /data}}\n`;
const stateful = withClaim(
  'data',
  'workload: StatefulSet\nreplicas: 1\npodSecurityContext: {runAsUser: 1000, fsGroup: 1000}\n',
);
const plainClaim =
  'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n';
const platform = (files: Files): Files => ({ ...base, ...files });
const store = (text: string): Files => platform({ 'services/store.yaml': text, 'services/web.yaml': web });

const changes: readonly (readonly [string, Files, Files, string, (readonly string[])?])[] = [
  [
    'a service that goes',
    store(withClaim()),
    platform({ 'services/web.yaml': web }),
    'PersistentVolumeClaim/shop/store-data',
  ],
  [
    'a service that is renamed',
    store(withClaim()),
    platform({ 'services/shelf.yaml': withClaim(), 'services/web.yaml': web }),
    'PersistentVolumeClaim/shop/store-data',
  ],
  [
    'a volume that is renamed',
    store(withClaim()),
    store(withClaim('files')),
    'PersistentVolumeClaim/shop/store-data',
  ],
  [
    'a StatefulSet in place of a Deployment',
    store(withClaim()),
    store(stateful),
    'PersistentVolumeClaim/shop/store-data',
    ['--replace', 'Deployment/shop/store'],
  ],
  [
    'a Deployment in place of a StatefulSet',
    store(stateful),
    store(withClaim()),
    'StatefulSet/shop/store',
    ['--replace', 'StatefulSet/shop/store'],
  ],
  [
    'a plain claim that goes',
    platform({ 'services/web.yaml': web, 'manifests/all/web/a.yaml': plainClaim }),
    platform({ 'services/web.yaml': web }),
    'PersistentVolumeClaim/shop/data',
  ],
  [
    'the only service of a namespace',
    platform({ 'services/api.yaml': `${web}namespace: tools\n`, 'services/web.yaml': web }),
    platform({ 'services/web.yaml': web }),
    'Namespace/tools',
  ],
  [
    'a namespace that others make from now on',
    platform({ 'services/web.yaml': web }),
    platform({
      'services/web.yaml': web,
      'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\nnamespaces: {shop: {shared: true}}\n',
    }),
    'Namespace/shop',
  ],
];

const complete = changes.map(
  ([name, before, after, removed, further = []]) => [name, before, after, removed, further] as const,
);

it.each(complete)(
  '%s is an error until --remove names what goes',
  async (_name, before, after, removed, further) => {
    expect(await synth(writePlatform(before))).toMatchObject({ code: 0 });
    const written = filesBelow(out);
    const root = writePlatform(after);
    for (const args of [[], ['--check']]) {
      const { code, codes, err } = await synth(root, ...further, ...args);
      expect([code, codes.filter(isError)]).toEqual([1, ['error removed-data']]);
      expect(err).toContain(`run synth --remove ${removed} `);
    }
    expect(filesBelow(out)).toEqual(written);
    expect(await synth(root, ...further, '--remove', removed)).toMatchObject({ code: 0 });
    // There is nothing left to remove.
    expect(await synth(root, '--remove', removed)).toMatchObject({
      code: 1,
      codes: expect.arrayContaining(['error unknown-remove']) as unknown,
    });
  },
);

it('an environment that goes is an error until --remove names all of it', async () => {
  const staging = { 'environments/staging.yaml': 'provider: kubernetes\nnetworkPolicy: off\n' };
  const before = writePlatform({ ...store(withClaim()), ...staging });
  const after = writePlatform(store(withClaim()));
  await synth(before);
  expect((await synth(after)).codes).toEqual(['error removed-data', 'error removed-data']);
  expect(await synth(after, '--remove', 'production/*')).toMatchObject({ code: 1 });
  expect(await synth(after, '--environment', 'production')).toMatchObject({ code: 0 });
  expect(await synth(after, '--remove', 'staging/*')).toMatchObject({ code: 0 });
  expect([...filesBelow(out).keys()].filter((path) => path.startsWith('staging/'))).toEqual([]);
});

it.each(['text', 'markdown', 'json'])(
  'the summary as %s says what stays, and how to delete it',
  async (form) => {
    await synth(writePlatform(store(withClaim())));
    const names = ['--remove', 'PersistentVolumeClaim/shop/store-data', '--summary', form];
    const result = await synth(writePlatform(platform({ 'services/web.yaml': web })), ...names);
    expect(result.out).toContain('PersistentVolumeClaim shop/store-data');
    expect(result.out).toContain('kubectl delete pvc store-data -n shop');
  },
);

it('a claim template that goes needs both: a new StatefulSet, and the word for its data', async () => {
  await synth(writePlatform(store(stateful)));
  const root = writePlatform(store(stateful.replace('{data:', '{files:')));
  expect((await synth(root)).codes.filter(isError)).toEqual(['error removed-data', 'error immutable-change']);
  const replace = ['--replace', 'StatefulSet/shop/store'];
  expect((await synth(root, ...replace)).codes.filter(isError)).toEqual(['error removed-data']);
  const { code, out: text } = await synth(root, ...replace, '--remove', 'StatefulSet/shop/store');
  expect(code).toBe(0);
  expect(text).toContain("grep -E '/data-store-[0-9]+$'");
});

it('the summary says that the claims of a StatefulSet stay, not the StatefulSet', async () => {
  await synth(writePlatform(store(stateful)));
  const { out: text } = await synth(
    writePlatform(platform({ 'services/web.yaml': web })),
    '--remove',
    'StatefulSet/shop/store',
  );
  expect(text).toContain(
    'production: the claims of StatefulSet shop/store (data) stay in the cluster; to delete them with their data: kubectl get pvc',
  );
});

it('a PlatformApp allows the same', () => {
  const render = (files: Files, remove: readonly string[] = []) =>
    new PlatformApp({ platform: writePlatform(files), outdir: out, remove }).write();
  render(store(withClaim()));
  const after = platform({ 'services/web.yaml': web });
  expect(() => render(after)).toThrow(SpecError);
  expect(render(after, ['PersistentVolumeClaim/shop/store-data']).left).toEqual([
    expect.objectContaining({ object: 'PersistentVolumeClaim shop/store-data', stays: true }),
  ]);
});

it('warnings about the platform come with an error about what leaves the output', async () => {
  const lonely = store(withClaim('data', single.replace('availability: {disruptionBudget: false}\n', '')));
  await synth(writePlatform(lonely));
  const { code, codes, err } = await synth(
    writePlatform({ ...lonely, 'services/store.yaml': `${web}replicas: 1\n` }),
  );
  expect(code).toBe(1);
  expect(codes).toEqual(['error removed-data', 'warning single-replica']);
  expect(err).toContain('1 error, 1 warning');
});

it('has no command that deletes what another environment renders', async () => {
  const after = Object.fromEntries(
    Object.entries(store(withClaim())).map(([path, text]) => [
      path.replace('production.yaml', 'live.yaml'),
      text,
    ]),
  );
  await synth(writePlatform(store(withClaim())));
  const { code, out: text } = await synth(writePlatform(after), '--remove', 'production/*');
  expect(code).toBe(0);
  const ending = 'stays in the cluster; do not delete it, unless in another cluster: used by live (';
  expect(text).toContain(`production: Namespace shop ${ending}`);
  expect(text).toContain(`production: PersistentVolumeClaim shop/store-data ${ending}Deployment shop/store)`);
  expect(text).not.toContain('kubectl delete');
});

it('a Gateway that is replaced or goes takes its address along, and its Namespace stays without it', async () => {
  const eks = (edge: string, more = 'expose: {hosts: [web.example.org]}\n'): Files => ({
    ...platform({ 'services/web.yaml': `${web}replicas: 2\n${more}` }),
    'environments/production.yaml': `provider: eks\nzones: [sa-east-1a, sa-east-1b, sa-east-1c]\n${edge}`,
  });
  const arn = 'arn:aws:acm:sa-east-1:111122223333:certificate/11112222-3333-4444-5555-666677778888';
  const aws = eks(
    `edge: {domain: example.org, sourceRanges: [10.0.0.0/20], certificates: {all: {hosts: ["*.example.org"], arn: "${arn}"}}}\n`,
  );
  const envoy = writePlatform(
    eks('edge: {domain: example.org, implementation: envoy-gateway, issuer: letsencrypt}\n'),
  );
  expect(await synth(writePlatform(aws))).toMatchObject({ code: 0 });
  const replaced = await synth(envoy);
  expect(replaced.codes.filter(isError)).toEqual(['error removed-data']);
  expect(replaced.err).toContain(
    'its class is now shop-envoy-gateway where shop-aws-load-balancer-controller was, and the cluster deletes its load balancer',
  );
  expect(await synth(envoy, '--remove', 'Gateway/shop-gateway/shop')).toMatchObject({ code: 0 });
  const gone = await synth(writePlatform(eks('', '')));
  expect(gone.codes.filter(isError)).toEqual(['error removed-data', 'error removed-data']);
  expect(gone.err).toContain(
    'Gateway shop-gateway/shop: it leaves the output, and Argo CD and Flux delete it',
  );
  expect(gone.err).toContain('without what leaves the output with it (');
});
