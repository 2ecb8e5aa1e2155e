import { base, diagnosticsOf, removePlatforms, web, writePlatform } from '../../support/platform';

afterEach(removePlatforms);

const agent = (hook: string, grace = '') => ({
  ...base,
  'environments/production.yaml':
    'provider: kubernetes\nnetworkPolicy: off\nnamespaces: {shop: {podSecurity: privileged}}\n',
  'services/web.yaml': web,
  'manifests/all/agent/set.yaml': `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      ${grace}
      containers: [{name: agent, image: "acme/agent:1", lifecycle: {preStop: ${hook}}}]
`,
});
const warned = (hook: string, grace?: string) =>
  diagnosticsOf(writePlatform(agent(hook, grace))).flatMap(({ code, got, location }) =>
    code === 'short-grace' ? [`${location?.line}: ${got}`] : [],
  );

it('a preStop sleep of plain pods that takes the whole grace period is a warning', () => {
  const exec = '{exec: {command: [sh, -c, "sleep 60"]}}';
  expect(warned(exec, 'terminationGracePeriodSeconds: 20')).toEqual(['10: 60 s of preStop, 20 s of grace']);
  expect(warned('{sleep: {seconds: 30}}')).toEqual(['10: 30 s of preStop, 30 s of grace']);
});

it.each([
  ['{sleep: {seconds: 10}}', ''],
  ['{exec: {command: [sleep, "60"]}}', 'terminationGracePeriodSeconds: 90'],
  ['{exec: {command: [/drain.sh]}}', 'terminationGracePeriodSeconds: 5'],
  ['{httpGet: {path: /drain, port: 80}}', ''],
])('%s is not, with %s', (hook, grace) => {
  expect(warned(hook, grace)).toEqual([]);
});
