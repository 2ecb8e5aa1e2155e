import { fieldsOf, jsonEqual } from '../../lib/json';
import type { Merged } from '../../spec/field';
import type { ServiceLayer } from '../../spec/schema/service';
import type { ServiceContext } from '../context';
import type { Container, Probe } from '../types/pod';
import type { ServicePort } from '../types/service';

type Probes = NonNullable<Merged<ServiceLayer>['probes']>;
type ProbeFields = Exclude<Probes, false>;
type OneProbe = Exclude<NonNullable<ProbeFields['startup']>, false>;
type HttpGet = NonNullable<Probe['httpGet']>;
type Grpc = NonNullable<Probe['grpc']>;
type Kind = 'startup' | 'readiness' | 'liveness';

const handlerKeys = ['path', 'grpc', 'tcpSocket', 'exec'] as const;
const timingKeys = ['initialDelaySeconds', 'periodSeconds', 'timeoutSeconds', 'failureThreshold'] as const;
const kinds: readonly Kind[] = ['startup', 'readiness', 'liveness'];

/** A start may take five minutes, and readiness follows at most two seconds after it. */
const startupTimings: OneProbe = { periodSeconds: 2, failureThreshold: 150 };
/** Seconds that a derived liveness probe fails before it kills: an overloaded pod loses its traffic first, and recovers. */
const livenessPatience = 60;
const defaultPeriod = 10;
const defaultFailures = 3;

/**
 * The three probes of a container. `main` is the port that a handler without one means; undefined where the
 * container has none, so that nothing can be derived.
 */
export function resolveProbes(
  context: ServiceContext,
  path: readonly string[],
  written: Probes | undefined,
  ports: readonly ServicePort[],
  main: ServicePort | undefined,
  derive: boolean,
): Container['probes'] {
  if (written === false) return {};
  const all = written ?? {};
  const result: Partial<Record<Kind, Probe>> = {};
  for (const kind of kinds) {
    const own = all[kind];
    const fields = own === false ? undefined : probeFields(all, own, kind, derive && main !== undefined);
    if (fields === undefined) continue;
    const before = context.diagnostics.length;
    const probe = toProbe(context, [...path, ...(own === undefined ? [] : [kind])], fields, ports, main);
    if (probe !== undefined) result[kind] = probe;
    // A handler that another probe lends is judged there.
    if (kind === 'startup' && own === undefined && !hasHandler(all)) context.diagnostics.splice(before);
  }
  warnOfEqual(context, path, result);
  return result;
}

/** The fields of one probe: its own over those of all three; undefined where there is no such probe. */
function probeFields(
  all: ProbeFields,
  own: OneProbe | undefined,
  kind: Kind,
  derive: boolean,
): OneProbe | undefined {
  const { startup: _startup, readiness, liveness, ...common } = all;
  if (hasHandler(own ?? {})) return { ...timings(kind, timingsOf(common), own, false), ...own };
  if (hasHandler(common))
    return { ...handlerOf(common), ...timings(kind, timingsOf(common), own, true), ...own };
  if (own !== undefined) return { tcpSocket: true, ...timings(kind, timingsOf(common), own, false), ...own };
  if (kind === 'liveness') return undefined;
  if (kind === 'readiness') return derive ? { tcpSocket: true, ...timingsOf(common) } : undefined;
  const other = [liveness, readiness].find(
    (probe) => probe !== undefined && probe !== false && hasHandler(probe),
  );
  // Liveness without a startup probe before it kills what starts slowly, whether there is a port or not.
  const { timeoutSeconds } = { ...common, ...(other === false ? {} : other) };
  const derived: OneProbe =
    timeoutSeconds === undefined ? startupTimings : { ...startupTimings, timeoutSeconds };
  if (other !== undefined && other !== false) return { ...handlerOf(other), ...derived };
  return derive ? { tcpSocket: true, ...derived } : undefined;
}

/**
 * Timings under those that a probe writes itself. Where it writes one, the rest has Kubernetes' meaning; else those of all
 * three are for a container that runs, and a start takes what it takes.
 */
function timings(kind: Kind, common: OneProbe, own: OneProbe = {}, lent: boolean): OneProbe {
  if (timingKeys.some((key) => own[key] !== undefined)) return common;
  if (kind === 'startup') {
    const {
      initialDelaySeconds: _delay,
      periodSeconds: _period,
      failureThreshold: _failures,
      ...rest
    } = common;
    return { ...startupTimings, ...rest };
  }
  return kind === 'liveness' && lent ? { ...patience(common), ...common } : common;
}

/** Enough failures for a minute, and more than readiness needs: never the same probe twice. */
function patience({ periodSeconds = defaultPeriod }: OneProbe): OneProbe {
  return { failureThreshold: Math.max(Math.ceil(livenessPatience / periodSeconds), 2 * defaultFailures) };
}

/** Equal ones are what was written; they take a pod's traffic and its life in the same moment. */
function warnOfEqual(context: ServiceContext, path: readonly string[], probes: Container['probes']): void {
  const { readiness, liveness } = probes;
  if (readiness === undefined || liveness === undefined || !jsonEqual(running(readiness), running(liveness)))
    return;
  context.report('equal-probes', [...path, 'liveness'], {
    problem:
      'liveness asks the same as readiness: an overloaded pod is killed when it should only lose traffic',
    fix: 'write a larger failureThreshold for liveness, or another path',
  });
}

/** A delay is over once, and then the two are the same anyway. */
function running({ initialDelaySeconds: _delay, ...rest }: Probe): Probe {
  return rest;
}

function hasHandler(fields: Partial<OneProbe>): boolean {
  return handlerKeys.some((key) => fields[key] !== undefined);
}

function timingsOf(fields: OneProbe): OneProbe {
  const {
    path: _path,
    grpc: _grpc,
    tcpSocket: _tcp,
    exec: _exec,
    httpHeaders: _headers,
    scheme: _scheme,
    ...rest
  } = fields;
  return rest;
}

function handlerOf(fields: OneProbe): OneProbe {
  const { path, grpc, tcpSocket, exec, httpHeaders, scheme, port } = fields;
  const handler: OneProbe = { path, grpc, tcpSocket, exec, httpHeaders, scheme, port };
  return Object.fromEntries(Object.entries(handler).filter(([, value]) => value !== undefined));
}

function toProbe(
  context: ServiceContext,
  path: readonly string[],
  fields: OneProbe,
  ports: readonly ServicePort[],
  main: ServicePort | undefined,
): Probe | undefined {
  const written = handlerKeys.filter((key) => fields[key] !== undefined);
  if (written.length !== 1) {
    context.report('conflicting-fields', path, {
      problem: 'a probe needs exactly one handler',
      got: written.join(', '),
      fix: 'remove all but one, with null where a weaker layer sets it',
    });
    return undefined;
  }
  const { path: url, scheme, httpHeaders, grpc, tcpSocket: _tcp, exec, port: wanted, ...timings } = fields;
  if (exec !== undefined) return { exec: { command: [...exec] }, ...timings };
  const port = probePort(context, path, wanted, ports, main);
  if (port === undefined) return undefined;
  if (url !== undefined) {
    const headers = Object.entries(httpHeaders ?? {}).map(([name, value]) => ({ name, value }));
    return {
      httpGet: fieldsOf<HttpGet>({ path: url, port: port.reference, scheme, httpHeaders: headers }),
      ...timings,
    };
  }
  // The API takes a gRPC probe's port only as a number.
  if (grpc !== undefined) {
    const service = grpc === true ? undefined : grpc.service;
    return { grpc: fieldsOf<Grpc>({ port: port.number, service }), ...timings };
  }
  return { tcpSocket: { port: port.reference }, ...timings };
}

function probePort(
  context: ServiceContext,
  path: readonly string[],
  wanted: string | number | undefined,
  ports: readonly ServicePort[],
  main: ServicePort | undefined,
): { reference: string | number; number: number } | undefined {
  const found =
    wanted === undefined ? main : ports.find((port) => port.name === wanted || port.port === wanted);
  if (found !== undefined) return { reference: found.name, number: found.port };
  if (typeof wanted === 'number') return { reference: wanted, number: wanted };
  context.report('unknown-port', wanted === undefined ? path : [...path, 'port'], {
    problem: wanted === undefined ? 'the probe has no port to ask' : 'no port has this name',
    ...(wanted === undefined ? {} : { got: wanted }),
    expected: ports.map((port) => port.name).join(', ') || 'ports to be set',
    fix: 'set port of the probe, or probes: false',
  });
  return undefined;
}
