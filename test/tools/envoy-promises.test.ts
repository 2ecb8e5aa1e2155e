import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Pipeline } from '../../app/pipeline';
import { judgeConditions } from '../../tools/envoy/conditions';
import type { Answer } from '../../tools/envoy/config';
import { envoyConfig } from '../../tools/envoy/config';
import { broken, promisesOf } from '../../tools/envoy/promises';
import { removePlatforms, writePlatform } from '../support/platform';

const files = {
  'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
  'environments/production.yaml':
    'provider: aks\nedge: {domain: example.org, issuer: letsencrypt, globalRateLimit: true}\n',
  'services/web.yaml': `image: ghcr.io/acme/web:1.2.3
replicas: 2
ports: {http: 8080}
expose:
  hosts: [www.example.org]
  paths: [/api]
  timeout: 20s
  retries: 2
  idleTimeout: 10m
  sessionAffinity: Cookie
  maxBodySize: 1Mi
  cors: {origins: ["https://*.example.com"], headers: [X-Token], credentials: true, maxAge: 10m}
  rateLimit: {requests: 100, global: true}
  auth: {jwt: {issuer: "https://login.example.com", jwksUri: "https://login.example.com/keys", audiences: [shop]}}
`,
  'services/rpc.yaml': `image: ghcr.io/acme/rpc:1
replicas: 2
ports: {grpc: 9000}
expose: {hosts: [rpc.example.org], sessionAffinity: ClientIP, rateLimit: {requests: 10, unit: second}}
`,
};

const recorded = readFileSync(join(__dirname, 'envoy-answer.yaml'), 'utf8');
const services = new Map([
  ['10.96.0.0', 'shop/rpc'],
  ['10.96.0.1', 'shop/web'],
]);
const { apps, resolutions } = new Pipeline(writePlatform(files)).run();
const objects = apps
  .flatMap((app) => app.objects.map(({ object }) => object))
  .filter(({ apiVersion }) => /^gateway\.(networking\.k8s|envoyproxy)\.io\//.test(apiVersion));

afterAll(removePlatforms);

function problemsOf(answer: string): string[] {
  const parsed = parse(answer) as Answer;
  const edge = resolutions[0]?.facts.edge;
  if (edge === undefined) throw new Error('the platform has an edge');
  const { problems } = judgeConditions(objects, parsed);
  return [...problems, ...broken(promisesOf(edge, envoyConfig(parsed, 'shop-gateway/shop'), services))];
}

/** The answer with something else, or nothing, in the place of a line or a few. */
function altered(from: string | RegExp, to: string): string {
  const text = recorded.replace(from, to);
  if (text === recorded) throw new Error(`the recorded answer has no ${String(from)}`);
  return text;
}

it('every promise is in what Envoy gets', () => {
  expect(problemsOf(recorded)).toEqual([]);
});

it.each([
  [/TLSv1_3/g, 'TLSv1_2', /: oldest TLS should be "TLSv1_3", Envoy gets "TLSv1_2"/],
  ['- h2', '- http/1.0', /: protocols should be \["h2","http\/1.1"\]/],
  ['- name: shop-gateway/www.example.org\n', '- name: other/secret\n', /: certificates should be/],
  [/requestHeadersTimeout: 10s/g, 'requestHeadersTimeout: 90s', /: seconds for headers should be 10/],
  [
    /(domains:\s+- )www.example.org/,
    '$1any.example.org',
    /: virtual hosts should be \[\["www.example.org"\]\]/,
  ],
  ['pathSeparatedPrefix: /api', 'prefix: /', /: matches should be \["HTTPRoute shop\/web any \/api"\]/],
  ['schemeRedirect: https', 'pathRedirect: /', /^plain HTTP: routes should be/],
  ['max-age=31536000', 'max-age=0', /: headers should be/],
  [
    'portValue: 8080',
    'portValue: 8081',
    /: backends should be \["shop\/web:8080"\], Envoy gets \["shop\/web:8081"\]/,
  ],
  ['http2ProtocolOptions: {}', 'httpProtocolOptions: {}', /: HTTP\/2 to pods should be true/],
  ['timeout: 20s', 'priority: HIGH', /: timeout should be 20, Envoy gets nothing/],
  ['timeout: 0s', 'priority: HIGH', /^rpc.example.org any \/: timeout should be 0, Envoy gets nothing/],
  ['idleTimeout: 600s', 'idleTimeout: 60s', /: idleTimeout should be 600, Envoy gets 60/],
  ['idleTimeout: 300s', 'idleTimeout: 15s', /: idleTimeout should be 300/],
  ['numRetries: 2', 'numRetries: 20', /: retries should be/],
  [/- 503/, '- 500', /: retries should be/],
  [/maxRequestBytes: 1048576\n(?=.*cors)/, 'maxRequestBytes: 10485760\n', /: maxBodySize should be 1048576/],
  ['name: envoy.filters.http.buffer', 'name: envoy.filters.http.other', /: maxBodySize .* gets nothing/],
  ['regex: https://.*\\.example\\.com', 'regex: .*', /: cors should be/],
  ['allowCredentials: true', 'allowCredentials: false', /: cors should be/],
  ['requirementName:', 'disabled:', /: jwt should be .* gets nothing/],
  ['providerName:', 'providerAndAudiences:', /: jwt should be/],
  ['audiences:\n', 'aud:\n', /: jwt should be/],
  ['issuer: https://login.example.com', 'iss: login', /: jwt should be/],
  ['address: login.example.com', 'address: login.example.net', /: jwt should be/],
  ['ttl: 0s', 'path: /', /: sessionAffinity should be/],
  ['sourceIp: true', 'sourceIp: false', /: sessionAffinity should be/],
  ['requests: 100', 'requests: 1000', /: rateLimit should be/],
  ['shared: true', 'shared: false', /: rateLimit should be .* gets {"counted":"for each route"/],
  ['- name: envoy.filters.http.ratelimit/shop/web', '- name: other', /: rateLimit .* gets nothing/],
  ['maxTokens: 10\n', 'maxTokens: 20\n', /: rateLimit should be/],
  ['- key: rule-0-remote-address', '- key: other', /: rateLimit should be/],
  [/status: 'True'(?=\n\s*reason: ResolvedRefs)/, "status: 'False'", /^Gateway .*: ResolvedRefs is False, /],
  [/type: Accepted(?=.*\n.*\n.*\n.*Route)/, 'type: Other', /^HTTPRoute .* parents\[0\]: nothing accepts it/],
  ['kind: SecurityPolicy', 'kind: Other', /^SecurityPolicy shop\/web ancestors\[0\]: nothing accepts it/],
])('%s → %s is seen', (from, to, problem) => {
  expect(problemsOf(altered(from, to))).toContainEqual(expect.stringMatching(problem));
});
