import type { Diagnostic } from '../../lib/diagnostics';
import type { EnvironmentChain } from '../../model/environment/environments';
import { podsOf } from '../../model/flows/peers';
import { environmentReport } from '../../model/environment/report';
import { readFields } from '../../spec/field';
import { environmentFields } from './schema';
import type { TelemetryFacts } from './types';

/** Where OTLP goes: to gRPC or HTTP. */
const otlpPorts = [4317, 4318];

/** The collector that an environment names. */
export function collectorOf(chain: EnvironmentChain, problems: Diagnostic[]): TelemetryFacts {
  const { telemetry } = readFields(chain.spec, environmentFields);
  if (telemetry === undefined) return {};
  const { namespace, podSelector, ports = otlpPorts } = telemetry;
  if (namespace === undefined) {
    environmentReport(chain, problems)(['telemetry'], {
      code: 'missing-field',
      problem: 'podSelector needs the namespace of the collector',
      expected: 'telemetry.namespace',
    });
    return {};
  }
  const peer = podsOf(namespace, podSelector);
  return { collector: { peer, ports: ports.map((port) => ({ port, protocol: 'TCP' })) } };
}
