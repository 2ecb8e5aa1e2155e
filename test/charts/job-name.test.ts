import { objectOf, removePlatforms, renderWeb } from '../support/platform';

afterEach(removePlatforms);

const nameOf = (more: string) =>
  objectOf(renderWeb(`workload: Job\nimage: ghcr.io/acme/web:1.2.3\n${more}`), 'Job').metadata.name;

describe('the name of a Job has a hash of its template', () => {
  const one = `podSecurityContext: {runAsUser: 1000, fsGroup: 2000}
podAnnotations: {a: "1", b: "2"}
resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: "1", memory: 64Mi}}
nodeSelector: {disk: fast, pool: jobs}
`;
  const other = `nodeSelector: {pool: jobs, disk: fast}
resources: {limits: {memory: 64Mi, cpu: "1"}, requests: {memory: 64Mi, cpu: 100m}}
podAnnotations: {b: "2", a: "1"}
podSecurityContext: {fsGroup: 2000, runAsUser: 1000}
`;

  it('which stays where only the order of keys differs', () => {
    expect(nameOf(other)).toBe(nameOf(one));
  });

  it('which changes with a value, and with the order of a list', () => {
    const names = [one, one.replace('fast', 'slow'), `${one}args: [a, b]\n`, `${one}args: [b, a]\n`].map(
      nameOf,
    );
    expect(new Set(names).size).toBe(names.length);
  });
});
