import { Pipeline } from '../../app/pipeline';
import { portPlaces } from '../../app/port-places';
import { portTransitions } from '../../output/port-transitions';
import { removePlatforms, writePlatform } from '../support/platform';

afterEach(removePlatforms);

const guarded = 'provider: kubernetes\nnetworkPolicy: {engine: cilium}\n';

/** The service, and callers of two of its ports where there are policies. */
function render(service: string, calls: readonly string[] = ['web'], environment = guarded) {
  const callers = calls.map((target, index): [string, string] => [
    `services/caller-${index}.yaml`,
    `image: acme/caller:1\nreplicas: 1\nconnects: ["${target}"]\n`,
  ]);
  const files = {
    'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\n',
    'environments/production.yaml': environment,
    'services/web.yaml': `image: acme/web:1\nreplicas: 4\n${service}`,
    ...Object.fromEntries(callers),
  };
  return new Pipeline(writePlatform(files)).run();
}

function found(before: ReturnType<typeof render>, after: ReturnType<typeof render>) {
  const objects = ({ apps }: typeof before) => apps.flatMap((app) => app.objects);
  const places = () => portPlaces(after.resolutions);
  return portTransitions(objects(before), objects(after), places).map(({ diagnostic }) => diagnostic);
}

interface Way {
  readonly before: string;
  /** What was meant, in one commit. */
  readonly after: string;
  /** Parts of the advice, in their order. */
  readonly advice: readonly string[];
  /** What the advice leads to, before the last commit. */
  readonly commits: readonly string[];
  readonly calls?: readonly string[];
  /** True where the Service keeps the numbers that it had, so that the way ends with the last of the commits. */
  readonly keeps?: true;
}

const sidecar = (port: string, name = 'proxy') =>
  `sidecars: {proxy: {image: acme/proxy:1, ports: {${name}: ${port}}}}\n`;
const beside = (port: string) => `containers: {nginx: {image: acme/nginx:1, ports: {front: ${port}}}}\n`;
const main = (port: string, of = 'http') => `service: {ports: {${of}: ${port}}}\n`;
const extra = (target: string) =>
  `extraServices: {web-admin: {ports: {admin: {port: 90, targetPort: ${target}}}}}\n`;

const ways: Readonly<Record<string, Way>> = {
  'another name': {
    before: 'ports: {http: 8080}\n',
    after: 'ports: {web: 8080}\n',
    advice: [
      'three commits',
      'ports: {http: {port: 8080, targetPort: 8080}}',
      'ports: {web: {port: 8080, targetPort: 8080}}',
    ],
    commits: [
      'ports: {http: {port: 8080, targetPort: 8080}}\n',
      'ports: {web: {port: 8080, targetPort: 8080}}\n',
    ],
  },
  'another name behind a servicePort': {
    before: 'ports: {http: {port: 8080, servicePort: 80}}\n',
    after: 'ports: {web: {port: 8080, servicePort: 80}}\n',
    advice: [
      'ports: {http: {port: 8080, servicePort: 80, targetPort: 8080}}',
      'ports: {web: {port: 8080, servicePort: 80, targetPort: 8080}}',
    ],
    commits: [
      'ports: {http: {port: 8080, servicePort: 80, targetPort: 8080}}\n',
      'ports: {web: {port: 8080, servicePort: 80, targetPort: 8080}}\n',
    ],
  },
  'another name behind service.ports': {
    before: `ports: {http: 8080}\n${main('{port: 80, targetPort: http}', 'main')}`,
    after: `ports: {web: 8080}\n${main('{port: 80, targetPort: web}', 'main')}`,
    advice: [
      'service: {ports: {main: {port: 80, targetPort: 8080}}}',
      'the new name in ports',
      'service: {ports: {main: {port: 80, targetPort: web}}}',
    ],
    commits: [
      `ports: {http: 8080}\n${main('{port: 80, targetPort: 8080}', 'main')}`,
      `ports: {web: 8080}\n${main('{port: 80, targetPort: 8080}', 'main')}`,
    ],
  },
  'another name behind extraServices': {
    before: `ports: {http: 8080, admin: 9000}\n${extra('admin')}`,
    after: `ports: {http: 8080, manage: {port: 9000, servicePort: 9000}}\n${extra('manage')}`,
    advice: [
      'ports: {admin: {port: 9000, targetPort: 9000}}',
      'ports: {manage: {port: 9000, targetPort: 9000}}',
    ],
    commits: [
      `ports: {http: 8080, admin: {port: 9000, targetPort: 9000}}\n${extra('9000')}`,
      `ports: {http: 8080, manage: {port: 9000, targetPort: 9000}}\n${extra('9000')}`,
    ],
  },
  'another name behind extraServices alone': {
    before: `ports: {http: 8080, admin: 9000}\nservice: false\n${extra('admin')}`,
    after: `ports: {http: 8080, manage: 9000}\nservice: false\n${extra('manage')}`,
    calls: ['web:9000'],
    advice: [
      'extraServices: {web-admin: {ports: {admin: {port: 90, targetPort: 9000}}}}',
      'the new name in ports',
      'extraServices: {web-admin: {ports: {admin: {port: 90, targetPort: manage}}}}',
    ],
    commits: [
      `ports: {http: 8080, admin: 9000}\nservice: false\n${extra('9000')}`,
      `ports: {http: 8080, manage: 9000}\nservice: false\n${extra('9000')}`,
    ],
  },
  'another name in a sidecar': {
    before: `ports: {http: 8080}\n${sidecar('7000')}${main('{port: 80, targetPort: proxy}')}`,
    after: `ports: {http: 8080}\n${sidecar('7000', 'front')}${main('{port: 80, targetPort: front}')}`,
    advice: [
      'service: {ports: {http: {port: 80, targetPort: 7000}}}',
      'the new name in sidecars.proxy.ports',
      'service: {ports: {http: {port: 80, targetPort: front}}}',
    ],
    commits: [
      `ports: {http: 8080}\n${sidecar('7000')}${main('{port: 80, targetPort: 7000}')}`,
      `ports: {http: 8080}\n${sidecar('7000', 'front')}${main('{port: 80, targetPort: 7000}')}`,
    ],
  },
  'a new container in front': {
    before: 'ports: {http: 8080}\n',
    after: `ports: {http: 8080}\n${beside('7000')}${main('{port: 8080, targetPort: front}')}`,
    advice: ['two commits: first the container with port front, and the Service as it is'],
    commits: [`ports: {http: 8080}\n${beside('7000')}`],
  },
  'another number': {
    before: 'ports: {http: {port: 8080, servicePort: 80}}\n',
    after: 'ports: {http: {port: 9090, servicePort: 80}}\n',
    advice: ['two commits', 'ports: {http: {port: 9090, servicePort: 80, previousPort: 8080}}'],
    commits: ['ports: {http: {port: 9090, servicePort: 80, previousPort: 8080}}\n'],
  },
  'another number of the pods and of the Service': {
    keeps: true,
    before: 'ports: {http: 8080}\n',
    after: 'ports: {http: 9090}\n',
    advice: [
      'ports: {http: {port: 9090, servicePort: 8080, previousPort: 8080}}',
      'a second port to service.ports',
    ],
    commits: ['ports: {http: {port: 9090, servicePort: 8080, previousPort: 8080}}\n'],
  },
  'another number behind service.ports': {
    before: `ports: {http: 8080}\n${main('{port: 80, targetPort: http}')}`,
    after: `ports: {http: 9090}\n${main('{port: 80, targetPort: http}')}`,
    advice: ['two commits: first ports: {http: {port: 9090, previousPort: 8080}}'],
    commits: [`ports: {http: {port: 9090, previousPort: 8080}}\n${main('{port: 80, targetPort: http}')}`],
  },
  'another number of a container beside the main one': {
    before: `ports: {http: 8080}\n${beside('7000')}${main('{port: 80, targetPort: front}')}`,
    after: `ports: {http: 8080}\n${beside('7001')}${main('{port: 80, targetPort: front}')}`,
    advice: ['first containers: {nginx: {ports: {front: {port: 7001, previousPort: 7000}}}}'],
    commits: [
      `ports: {http: 8080}\n${beside('{port: 7001, previousPort: 7000}')}${main('{port: 80, targetPort: front}')}`,
    ],
  },
  'another number of a sidecar, and of the Service': {
    keeps: true,
    before: `ports: {http: 8080}\n${sidecar('7000')}${main('{port: 80, targetPort: proxy}')}`,
    after: `ports: {http: 8080}\n${sidecar('7001')}${main('{port: 81, targetPort: proxy}')}`,
    advice: [
      'service: {ports: {http: {port: 80, targetPort: proxy}}}',
      'sidecars: {proxy: {ports: {proxy: {port: 7001, previousPort: 7000}}}}',
      'a second port to service.ports',
    ],
    commits: [
      `ports: {http: 8080}\n${sidecar('{port: 7001, previousPort: 7000}')}${main('{port: 80, targetPort: proxy}')}`,
    ],
  },
  'another number behind a numbered targetPort': {
    before: 'ports: {http: {port: 8080, servicePort: 80, targetPort: 8080}}\n',
    after: 'ports: {http: {port: 9090, servicePort: 80, targetPort: 9090}}\n',
    advice: [
      'two commits',
      'ports: {http: {port: 9090, servicePort: 80, previousPort: 8080}} without targetPort',
    ],
    commits: ['ports: {http: {port: 9090, servicePort: 80, previousPort: 8080}}\n'],
  },
  'another number behind a numbered targetPort of service.ports': {
    before: `ports: {http: 8080}\n${main('{port: 80, targetPort: 8080}')}`,
    after: `ports: {http: 9090}\n${main('{port: 80, targetPort: 9090}')}`,
    advice: [
      'two commits: first service: {ports: {http: {port: 80, targetPort: http}}}',
      'ports: {http: {port: 9090, previousPort: 8080}}',
    ],
    commits: [`ports: {http: {port: 9090, previousPort: 8080}}\n${main('{port: 80, targetPort: http}')}`],
  },
  'another number behind a numbered targetPort to a sidecar': {
    before: `ports: {http: {port: 8080, targetPort: 7000}}\n${sidecar('7000')}`,
    after: `ports: {http: {port: 8080, targetPort: 7001}}\n${sidecar('7001')}`,
    advice: [
      'two commits: first ports: {http: {port: 8080, targetPort: proxy}}',
      'sidecars: {proxy: {ports: {proxy: {port: 7001, previousPort: 7000}}}}',
    ],
    commits: [
      `ports: {http: {port: 8080, targetPort: proxy}}\n${sidecar('{port: 7001, previousPort: 7000}')}`,
    ],
  },
  'two numbers that change places': {
    keeps: true,
    before: 'ports: {http: 8080, admin: 9001}\n',
    after: 'ports: {http: 9001, admin: 8080}\n',
    calls: ['web:http', 'web:admin'],
    advice: ['servicePort: 9001 in ports.admin', 'by way of a free one'],
    commits: [
      'ports: {http: {port: 7070, servicePort: 8080, previousPort: 8080}, admin: 9001}\n',
      'ports: {http: {port: 7070, servicePort: 8080}, admin: {port: 8080, servicePort: 9001, previousPort: 9001}}\n',
      'ports: {http: {port: 9001, servicePort: 8080, previousPort: 7070}, admin: {port: 8080, servicePort: 9001}}\n',
      'ports: {http: {port: 9001, servicePort: 8080}, admin: {port: 8080, servicePort: 9001}}\n',
    ],
  },
};

describe.each(Object.entries(ways))('%s', (_name, { before, after, advice, commits, calls, keeps }) => {
  it('is an error whose advice names the right places', () => {
    const [problem, ...others] = found(render(before, calls), render(after, calls));
    expect(problem?.code).toBe('port-transition');
    expect(others.filter(({ object }) => object?.title === problem?.object?.title)).toEqual([]);
    const fix = problem?.fix ?? '';
    const places = advice.map((part) => fix.indexOf(part));
    expect([fix, places.every((place, index) => place >= 0 && place > (places[index - 1] ?? -1))]).toEqual([
      fix,
      true,
    ]);
  });

  it('has a way that the advice leads to, on which synth says nothing', () => {
    const all = [before, ...commits, ...(keeps === true ? [] : [after])].map((service) =>
      render(service, calls),
    );
    expect(all.slice(1).flatMap((next, index) => found(all[index] ?? next, next))).toEqual([]);
  });
});
