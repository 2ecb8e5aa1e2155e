import type { Construct } from 'constructs';
import * as kinds from '../../../imports/edge';
import type { CertificateSpec, GatewaySpec, HTTPRouteSpec, ReferenceGrantSpec } from '../../../imports/edge';
import { fieldsOf } from '../../../lib/json';
import { hostName } from '../../../lib/names';
import type { Listener } from '../types';
import type { Metadata } from '../../metadata';
import { platformMetadata } from '../../metadata';
import type { GatewayFacts } from '../facts';
import type { GatewayParts } from './implementation';

type GatewayListener = GatewaySpec['listeners'][number];
type CertificateRef = NonNullable<NonNullable<GatewayListener['tls']>['certificateRefs']>[number];

/** The Gateway: one listener for each host, and one that sends plain HTTP to HTTPS. */
export function renderGateway(scope: Construct, edge: GatewayFacts, parts: GatewayParts): void {
  const { names, name, namespace, causes, certificates, grants } = edge;
  const metadata = fieldsOf<Metadata>({
    ...platformMetadata(names, name, namespace),
    annotations: { ...parts.annotations },
  });
  const listeners = [plainListener(), ...edge.listeners.map((listener) => secureListener(listener))];
  const { parametersRef } = parts;
  const spec = fieldsOf<GatewaySpec>({
    gatewayClassName: className(edge),
    infrastructure: parametersRef === undefined ? undefined : { parametersRef },
    listeners,
  });
  new kinds.Gateway(scope, { metadata, spec }, causes);
  renderRedirect(scope, edge);
  for (const { name: certificate, hosts, issuer } of certificates) {
    const own: CertificateSpec = {
      secretName: certificate,
      dnsNames: [...hosts],
      issuerRef: { group: 'cert-manager.io', ...issuer },
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
    };
    new kinds.Certificate(
      scope,
      { metadata: platformMetadata(names, certificate, namespace), spec: own },
      causes,
    );
  }
  for (const grant of grants) {
    const own: ReferenceGrantSpec = {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace }],
      to: [{ group: '', kind: 'Secret', name: grant.secretName }],
    };
    const place = platformMetadata(names, `${name}-${grant.secretName}`, grant.namespace);
    new kinds.ReferenceGrant(scope, { metadata: place, spec: own }, causes);
  }
}

/** The controller of a class cannot change: another implementation has another class. */
export function ownClassName(name: string, implementation: string): string {
  return `${name}-${implementation}`;
}

function className({ gateway, name }: GatewayFacts): string {
  return 'name' in gateway.class ? gateway.class.name : ownClassName(name, gateway.id);
}

/** Nothing but the redirect is attached to it. */
function plainListener(): GatewayListener {
  return { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Same' } } };
}

function secureListener({ host, namespaces, secret }: Listener): GatewayListener {
  const key = 'kubernetes.io/metadata.name';
  return fieldsOf<GatewayListener>({
    name: hostName(host),
    hostname: host,
    port: 443,
    protocol: 'HTTPS',
    tls:
      secret === undefined
        ? undefined
        : { mode: 'Terminate', certificateRefs: [fieldsOf<CertificateRef>({ ...secret })] },
    allowedRoutes: {
      namespaces: {
        from: 'Selector',
        selector: { matchExpressions: [{ key, operator: 'In', values: [...namespaces] }] },
      },
    },
  });
}

function renderRedirect(scope: Construct, edge: GatewayFacts): void {
  const { names, name, namespace, causes } = edge;
  const metadata = platformMetadata(names, `${name}-redirect`, namespace);
  const filter = {
    type: 'RequestRedirect',
    requestRedirect: { scheme: 'https', statusCode: 301 },
  } as const;
  const spec: HTTPRouteSpec = {
    parentRefs: [{ name, sectionName: 'http' }],
    rules: [{ filters: [filter] }],
  };
  new kinds.HTTPRoute(scope, { metadata, spec }, causes);
}
