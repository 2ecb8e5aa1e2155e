import { byCodeUnit } from '../../lib/json';
import { hostName, shortHash } from '../../lib/names';
import type { EdgeSettings } from './settings';
import type { WrittenEdge } from './schema';
import type { Edge, IssuedCertificate, Listener, Route } from './types';

type Written = NonNullable<WrittenEdge['certificates']>[string];

/** A certificate for every host: one that is made elsewhere and covers it, else one that the issuer signs. */
export function resolveCertificates(
  routes: readonly Route[],
  { gateway, written, report }: EdgeSettings,
  namespace: string,
): Pick<Edge, 'listeners' | 'certificates' | 'certificateArns' | 'grants'> {
  const given = Object.entries(written.certificates ?? {});
  for (const [name, certificate] of given) checkGiven(name, certificate, gateway.certificates, report);
  const issued: IssuedCertificate[] = [];
  const arns = new Set<string>();
  const grants = new Map<string, Edge['grants'][number]>();
  const namespacesByHost = new Map<string, Set<string>>();
  for (const { hosts, namespace: place } of routes) {
    for (const host of hosts) {
      const places = namespacesByHost.get(host) ?? new Set<string>();
      namespacesByHost.set(host, places.add(place));
    }
  }
  const sorted = [...namespacesByHost].sort(([a], [b]) => byCodeUnit(a, b));
  warnOfUnused(given, [...namespacesByHost.keys()], report);
  const listeners = sorted.map(([host, places]): Listener => {
    const namespaces = [...places].sort(byCodeUnit);
    const [, own] =
      given.find(([, certificate]) => (certificate.hosts ?? []).some((wide) => covers(wide, host))) ?? [];
    if (own?.arn !== undefined) {
      arns.add(own.arn);
      return { host, namespaces };
    }
    if (own?.secretName !== undefined) {
      const { secretName, namespace: other = namespace } = own;
      if (other === namespace) return { host, namespaces, secret: { name: secretName } };
      grants.set(`${other}/${secretName}`, { namespace: other, secretName });
      return { host, namespaces, secret: { name: secretName, namespace: other } };
    }
    if (gateway.certificates === 'acm' || written.issuer?.name === undefined) {
      report([], {
        code: 'certificate-missing',
        problem: 'no certificate covers the host',
        got: host,
        expected:
          gateway.certificates === 'acm'
            ? `edge.certificates: {NAME: {hosts: [${host}], arn: …}}`
            : `edge.issuer, or edge.certificates: {NAME: {hosts: [${host}], secretName: …}}`,
      });
      return { host, namespaces };
    }
    const { name, kind = 'ClusterIssuer' } = written.issuer;
    const certificate = { name: certificateName(host), hosts: [host], issuer: { kind, name } };
    issued.push(certificate);
    return { host, namespaces, secret: { name: certificate.name } };
  });
  return { listeners, certificates: issued, certificateArns: [...arns], grants: [...grants.values()] };
}

function warnOfUnused(
  given: readonly [string, Written][],
  hosts: readonly string[],
  report: EdgeSettings['report'],
): void {
  for (const [name, { hosts: own = [] }] of given) {
    if (hosts.some((host) => own.some((wide) => covers(wide, host)))) continue;
    report(['certificates', name], {
      code: 'edge-unused',
      problem: 'the certificate covers no host that is exposed',
      got: own.join(', ') || 'no hosts',
      fix: 'remove it, or expose a service under one of its hosts',
    });
  }
}

function checkGiven(
  name: string,
  { hosts, arn, secretName, namespace }: Written,
  kind: 'secret' | 'acm',
  report: EdgeSettings['report'],
): void {
  const path = ['certificates', name];
  const wanted = kind === 'acm' ? 'arn' : 'secretName';
  const has = { arn: arn !== undefined, secretName: secretName !== undefined };
  const missing = [...(hosts === undefined ? ['hosts'] : []), ...(has[wanted] ? [] : [wanted])];
  if (missing.length > 0) {
    report(path, {
      code: 'missing-field',
      problem: 'the certificate is incomplete',
      expected: missing.join(', '),
    });
  }
  const other = kind === 'acm' ? 'secretName' : 'arn';
  const unused = [
    ...(has[other] ? [other] : []),
    ...(namespace !== undefined && kind === 'acm' ? ['namespace'] : []),
  ];
  for (const field of unused) {
    report([...path, field], {
      code: 'edge-limit',
      problem: `the gateway reads certificates ${kind === 'acm' ? 'of AWS Certificate Manager' : 'from Secrets'}`,
      got: field,
      fix: `remove it, and write ${wanted}`,
    });
  }
}

/** True for a host that a name of a certificate, or of a listener, covers: a wildcard stands for one label. */
export function isUnder(host: string, wide: string): boolean {
  return covers(wide, host);
}

function covers(wide: string, host: string): boolean {
  if (wide === host) return true;
  return wide.startsWith('*.') && !host.startsWith('*.') && host.slice(host.indexOf('.')) === wide.slice(1);
}

/** The name of a host as that of an object; one that is too long ends in a hash. */
function certificateName(host: string): string {
  const name = hostName(host);
  return name.length <= 200 ? name : `${name.slice(0, 190)}-${shortHash(host)}`;
}
