import type { Diagnostic } from '../../lib/diagnostics';
import type { Gateway, GatewayFeature, ProviderProfile } from '../../providers';
import { gatewayProfile, gateways } from '../../providers';
import type { EnvironmentChain } from '../../model/environment/environments';
import type { EnvironmentReport } from '../../model/environment/report';
import { environmentReport } from '../../model/environment/report';
import type { WrittenEdge } from './schema';
import { writtenEdge } from './schema';

/** What an environment says about its edge. */
export interface EdgeSettings {
  readonly gateway: Gateway;
  readonly written: WrittenEdge;
  readonly minTlsVersion: '1.2' | '1.3';
  report: EnvironmentReport;
}

/** Fields of `edge` that only some implementations take. */
const ofSome = [
  'issuer',
  'gateway',
  'globalRateLimit',
  'waf',
  'shield',
  'sourceRanges',
  'sslPolicy',
  'loadBalancer',
] as const;

/** Undefined where the environment has no edge. */
export function resolveEdgeSettings(
  chain: EnvironmentChain,
  profile: ProviderProfile,
  problems: Diagnostic[],
): EdgeSettings | undefined {
  const written = writtenEdge(chain.spec);
  if (written === undefined) return undefined;
  const ofEnvironment = environmentReport(chain, problems);
  const report: EnvironmentReport = (path, problem) => ofEnvironment(['edge', ...path], problem);
  const { implementation = profile.gateways[0], minTlsVersion = '1.3', domain } = written;
  if (!profile.gateways.includes(implementation)) {
    report(['implementation'], {
      code: 'invalid-value',
      problem: `${profile.title} has no such gateway`,
      got: implementation,
      expected: profile.gateways.join(', '),
    });
  }
  const gateway = gatewayProfile(implementation);
  if (domain === undefined) {
    report([], {
      code: 'missing-field',
      problem: 'edge needs a domain for its hosts',
      expected: 'edge.domain',
    });
  }
  refuseFields(written, gateway, report);
  checkTls(written, gateway, minTlsVersion, report);
  checkNeeds(written, gateway, report);
  return { gateway, written, minTlsVersion, report };
}

function refuseFields(written: WrittenEdge, { title, fields }: Gateway, report: EnvironmentReport): void {
  for (const field of ofSome) {
    if (written[field] === undefined || written[field] === false || fields.includes(field)) continue;
    const others = gateways.filter((gateway) => gateway.fields.includes(field)).map(({ id }) => id);
    report([field], {
      code: 'edge-limit',
      problem: `${title} does not support this`,
      got: field,
      fix: `remove it, or use another implementation: ${others.join(', ')}`,
    });
  }
}

/** TLS 1.3 is the minimum: what cannot promise it has to be told otherwise, so that nobody is surprised. */
function checkTls(
  written: WrittenEdge,
  gateway: Gateway,
  minimum: '1.2' | '1.3',
  report: EnvironmentReport,
): void {
  const { title, highestMinTls, fields } = gateway;
  if (minimum === '1.2') {
    report(['minTlsVersion'], {
      code: 'weak-tls',
      problem: 'TLS 1.2 is allowed too',
      got: minimum,
      fix: 'write minTlsVersion: "1.3" once no client needs TLS 1.2',
    });
  } else if (highestMinTls === '1.2') {
    const others = gateways.filter((entry) => entry.highestMinTls === '1.3').map(({ id }) => id);
    report(['implementation'], {
      code: 'edge-limit',
      problem: `${title} cannot turn TLS 1.2 off`,
      got: 'minTlsVersion "1.3"',
      fix: `use another implementation: ${others.join(', ')}; or accept it with minTlsVersion: "1.2"`,
    });
  }
  if (!fields.includes('sslPolicy') || written.sslPolicy !== undefined) return;
  report([], {
    code: 'missing-field',
    problem: `${title} gets its lowest TLS version from an SSL policy, whose default is 1.0`,
    expected: 'edge.sslPolicy',
    fix: `make one with --min-tls-version=${minimum} --profile=RESTRICTED, and name it`,
  });
}

/** What cannot be derived for an implementation. */
function checkNeeds(
  written: WrittenEdge,
  { title, source, fields, waf }: Gateway,
  report: EnvironmentReport,
): void {
  if (written.waf !== undefined && waf !== undefined && !waf.pattern.test(written.waf)) {
    report(['waf'], {
      code: 'invalid-value',
      problem: `${title} has no such firewall`,
      got: written.waf,
      expected: waf.shape,
    });
  }
  for (const [index, cidr] of (written.sourceRanges ?? []).entries()) {
    if (!cidr.endsWith('/0')) continue;
    report(['sourceRanges', index], {
      code: 'invalid-value',
      problem: 'the range covers all addresses: every pod and host could bypass the gateway',
      got: cidr,
      expected: 'the subnets of the load balancer',
    });
  }
  if (source.kind === 'subnets' && written.sourceRanges === undefined) {
    report([], {
      code: 'missing-field',
      problem: `${title} calls the pods from ${source.which}, which policies have to let in`,
      expected: 'edge.sourceRanges',
    });
  }
  if (fields.includes('loadBalancer') && written.loadBalancer === undefined) {
    report([], {
      code: 'missing-field',
      problem: `${title} is made elsewhere, and the Gateway refers to it`,
      expected: 'edge.loadBalancer',
    });
  }
}

/** Implementations that can do it. */
export function implementationsWith(feature: GatewayFeature): string {
  return gateways
    .filter(({ features }) => features.includes(feature))
    .map(({ id }) => id)
    .join(', ');
}
