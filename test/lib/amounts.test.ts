import { amountKind, totalKind, unlikelyAmount, unlikelyResources } from '../../lib/amounts';

const fix = (kind: Parameters<typeof unlikelyAmount>[0], text: string) => unlikelyAmount(kind, text)?.fix;

it.each([
  ['memory', '512m', '512m means 0.512 bytes; did you mean 512Mi?'],
  ['memory', '512', '512 means 512 bytes; did you mean 512Mi?'],
  ['memory', '2', '2 means 2 bytes; did you mean 2Gi?'],
  ['memory', '0.5', '0.5 means 0.5 bytes; did you mean 0.5Gi?'],
  ['memory', '64k', '64k means 64000 bytes; did you mean 64Mi?'],
  ['memory', '128Ki', '128Ki means 131072 bytes; did you mean 128Mi?'],
  ['memory', '2Mi', 'write what the container needs, such as 64Mi'],
  ['memory', '4M', '4M means 4000000 bytes; write what the container needs, such as 64Mi'],
  ['memory', '3000000', '3000000 means 3000000 bytes; write what the container needs, such as 64Mi'],
  ['storage', '10', '10 means 10 bytes; did you mean 10Gi?'],
  ['storage', '10m', '10m means 0.01 bytes; did you mean 10Mi?'],
  ['cpu', '500', '500 means 500 cores; did you mean 500m?'],
  ['cpu', '256', '256 means 256 cores; did you mean 256m?'],
  ['cpu', '1e3', '1e3 means 1000 cores; did you mean 1000m?'],
  ['cpu', '500000m', '500000m means 500 cores; did you mean 500m?'],
  ['cpu', '0.5k', '0.5k means 500 cores; did you mean 500m?'],
  ['cpu', '500M', '500M means 500000000 cores; did you mean 500m?'],
  ['cpu', '512Mi', '512Mi means 536870912 cores; that is how memory is written'],
  ['cpu', '2G', '2G means 2000000000 cores; that is how memory is written'],
  ['cpu', '0.0001M', '0.0001M means 100 cores'],
  ['cpu', '0.0001k', '0.0001k means 0.1 cores'],
  ['memory', '1m', '1m means 0.001 bytes; write what the container needs, such as 64Mi'],
  ['memory', '0.0001k', '0.0001k means 0.1 bytes; write what the container needs, such as 64Mi'],
  ['total-cpu', '500M', '500M means 500000000 cores; did you mean 500m?'],
] as const)('%s of %s is not meant', (kind, text, expected) => {
  expect(fix(kind, text)).toBe(expected);
});

it.each([
  ['memory', ['4Mi', '64M', '5M', '0', '1Gi', '134217728', '4194304', '1e9']],
  ['storage', ['64Ki', '1Mi', '10Gi', '0', '500Gi', '1Ti']],
  ['cpu', ['100m', '0.1', '2', '255', '255999m', '0', '1e2', '250000u']],
  ['total-cpu', ['500', '1k', '4000', '100m']],
] as const)('%s may be any of %j', (kind, texts) => {
  expect(texts.filter((text) => unlikelyAmount(kind, text) !== undefined)).toEqual([]);
});

it('knows resources by their names in requests and quotas', () => {
  expect(
    ['memory', 'limits.memory', 'requests.ephemeral-storage', 'requests.storage'].map(amountKind),
  ).toEqual(['memory', 'memory', 'storage', 'storage']);
  expect(['cpu', 'requests.cpu'].map(totalKind)).toEqual(['total-cpu', 'total-cpu']);
  expect(amountKind('fast.storageclass.storage.k8s.io/requests.storage')).toBe('storage');
  expect(['nvidia.com/gpu', 'hugepages-2Mi', 'pods', 'requests.example.org/memory'].map(amountKind)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

it('a request that is next to nothing is fine below a limit', () => {
  const places = (requests: string, limits?: string) =>
    unlikelyResources({
      requests: { memory: requests },
      ...(limits === undefined ? {} : { limits: { memory: limits } }),
    }).map(({ path }) => path.join('.'));
  expect(places('1Mi', '7Mi')).toEqual([]);
  expect(places('1Mi')).toEqual(['requests.memory']);
  expect(places('1Mi', '2Mi')).toEqual(['limits.memory']);
  expect(places('0', '1Gi')).toEqual([]);
  expect(places('0')).toEqual(['requests.memory']);
  expect(places('0Gi', '0')).toEqual(['limits.memory']);
  expect(places('512m', '1Gi')).toEqual(['requests.memory']);
});
