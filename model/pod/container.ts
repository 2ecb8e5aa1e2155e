import { fieldsOf } from '../../lib/json';
import type { Merged } from '../../spec/field';
import type { ServiceLayer } from '../../spec/schema/service';
import type { ServiceContext } from '../context';
import {
  judgedSecurity,
  refuseLifecycleHooks,
  refuseResizeRestart,
  refuseSecurityContext,
} from './container-fields';
import { refuseSamePort } from '../service/ports';
import { resolveProbes } from './probes';
import { containerSecurity } from './processes';
import { resolveResources } from './resources';
import type { Container } from '../types/pod';
import type { ServicePort } from '../types/service';

type EnvEntry = Container['env'][number];
type EnvValue = NonNullable<EnvEntry['valueFrom']>;
type SecretKey = NonNullable<EnvValue['secretKeyRef']>;
type ConfigKey = NonNullable<EnvValue['configMapKeyRef']>;
type FieldRef = NonNullable<EnvValue['resourceFieldRef']>;
type EnvSource = NonNullable<Container['rest']['envFrom']>[number];
type SecretSource = NonNullable<EnvSource['secretRef']>;
type ConfigSource = NonNullable<EnvSource['configMapRef']>;
type Lifecycle = NonNullable<Container['rest']['lifecycle']>;
type Hook = NonNullable<Lifecycle['preStop']>;
type HttpGet = NonNullable<Hook['httpGet']>;

type Spec = Merged<ServiceLayer>;
type ExtraContainer = NonNullable<Spec['containers']>[string];
type Env = NonNullable<Spec['env']>;

/** The main container, without what volumes add. */
export function mainContainer(
  context: ServiceContext,
  ports: readonly ServicePort[],
  main: ServicePort | undefined,
): Container | undefined {
  const { spec } = context;
  const continuous = spec.workload !== 'Job' && spec.workload !== 'CronJob';
  const probes = resolveProbes(context, ['probes'], spec.probes, ports, main, continuous);
  return container(context, [], spec.containerName ?? context.name, spec, ports, probes);
}

/** A container of `containers`, `sidecars` or `initContainers`. */
export function extraContainer(
  context: ServiceContext,
  group: 'containers' | 'sidecars' | 'initContainers',
  name: string,
  written: ExtraContainer,
): Container | undefined {
  const ports = Object.entries(written.ports ?? {}).flatMap(
    ([portName, { port, protocol }]): ServicePort[] =>
      port === undefined ? [] : [{ name: portName, port, protocol: protocol ?? 'TCP' }],
  );
  refuseSamePort(context, [group, name, 'ports'], ports);
  const probes = resolveProbes(context, [group, name, 'probes'], written.probes, ports, ports[0], false);
  return container(context, [group, name], name, written, ports, probes);
}

function container(
  context: ServiceContext,
  path: readonly string[],
  name: string,
  written: ExtraContainer,
  ports: readonly ServicePort[],
  probes: Container['probes'],
): Container | undefined {
  if (written.image === undefined) {
    context.report('missing-field', [...path, 'image'], {
      problem: 'no layer sets the image',
      fix: 'write image: with a tag or digest',
    });
    return undefined;
  }
  refuseLifecycleHooks(context, path, written.lifecycle);
  refuseResizeRestart(context, path, written.resizePolicy);
  const securityContext = containerSecurity(context.spec, path, written);
  if (path.length === 0 || written.securityContext !== undefined)
    refuseSecurityContext(context, path, securityContext, written.securityContext);
  const { imagePullPolicy, command, args, workingDir, envFrom, lifecycle, stdin, tty } = written;
  const { terminationMessagePolicy, terminationMessagePath, resizePolicy } = written;
  return {
    name,
    image: written.image,
    resources: resolveResources(context, path, written.resources),
    ports: ports.map(({ name: portName, port, protocol, hostPort }) =>
      fieldsOf<Container['ports'][number]>({
        name: portName,
        containerPort: port,
        protocol: protocol === 'TCP' ? undefined : protocol,
        hostPort,
      }),
    ),
    env: envEntries(context, written.env ?? {}),
    volumeMounts: written.volumeMounts ?? [],
    probes,
    securityContext: judgedSecurity(securityContext),
    rest: fieldsOf<Container['rest']>({
      imagePullPolicy,
      command,
      args,
      workingDir,
      envFrom: envFrom?.map((entry) => envSource(context, entry)),
      lifecycle: lifecycle === undefined ? undefined : hooks(lifecycle),
      resizePolicy,
      stdin,
      tty,
      terminationMessagePolicy,
      terminationMessagePath,
    }),
  };
}

function envEntries(context: ServiceContext, env: Env): Container['env'] {
  return Object.entries(env).map(([name, value]): EnvEntry => {
    // An empty value is the API's default: written out, it shows as drift forever.
    if (value === '') return { name };
    return typeof value === 'string' ? { name, value } : { name, valueFrom: valueFrom(context, value) };
  });
}

function valueFrom(context: ServiceContext, value: Exclude<Env[string], string>): EnvValue {
  if ('secret' in value) {
    const { secret, key, optional } = value;
    return { secretKeyRef: fieldsOf<SecretKey>({ name: secret, key, optional }) };
  }
  if ('config' in value) {
    const { config, key, optional } = value;
    const name = context.configMapName(config);
    return { configMapKeyRef: fieldsOf<ConfigKey>({ name, key, optional }) };
  }
  if ('field' in value) return { fieldRef: { fieldPath: value.field } };
  const { resource, container: containerName, divisor } = value;
  return { resourceFieldRef: fieldsOf<FieldRef>({ resource, containerName, divisor }) };
}

function envSource(context: ServiceContext, entry: NonNullable<Spec['envFrom']>[number]): EnvSource {
  const { prefix, optional } = entry;
  return fieldsOf<EnvSource>(
    'secret' in entry
      ? { prefix, secretRef: fieldsOf<SecretSource>({ name: entry.secret, optional }) }
      : {
          prefix,
          configMapRef: fieldsOf<ConfigSource>({ name: context.configMapName(entry.config), optional }),
        },
  );
}

function hooks(lifecycle: NonNullable<Spec['lifecycle']>): Lifecycle {
  const hook = (written: NonNullable<typeof lifecycle.preStop>): Hook => {
    const { exec, httpGet, sleep } = written;
    const headers = Object.entries(httpGet?.httpHeaders ?? {}).map(([name, value]) => ({ name, value }));
    return fieldsOf<Hook>({
      exec: exec === undefined ? undefined : { command: exec },
      httpGet: httpGet === undefined ? undefined : fieldsOf<HttpGet>({ ...httpGet, httpHeaders: headers }),
      sleep,
    });
  };
  const { postStart, preStop } = lifecycle;
  return fieldsOf<Lifecycle>({
    postStart: postStart === undefined ? undefined : hook(postStart),
    preStop: preStop === undefined ? undefined : hook(preStop),
  });
}
