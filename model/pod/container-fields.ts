import { fieldsOf } from '../../lib/json';
import type { Merged } from '../../spec/field';
import type { ServiceLayer } from '../../spec/schema/service';
import type { ServiceContext, ServiceSpec } from '../context';
import type { Container } from '../types/pod';

/** What the API server refuses about fields of a container together; layers may set each one by itself. */

type Lifecycle = ServiceSpec['lifecycle'];

export function refuseLifecycleHooks(
  context: ServiceContext,
  path: readonly string[],
  lifecycle: Lifecycle,
): void {
  for (const name of ['postStart', 'preStop'] as const) {
    const hook = lifecycle?.[name];
    if (hook === undefined) continue;
    const handlers = Object.keys(hook);
    if (handlers.length === 1) continue;
    context.report('conflicting-fields', [...path, 'lifecycle', name], {
      problem: 'a hook needs exactly one handler',
      got: handlers.join(', ') || 'none',
      expected: 'one of exec, httpGet, sleep',
      fix: 'remove all but one, with null where a weaker layer sets it',
    });
  }
}

/** The API server refuses it in pods whose containers never restart. */
export function refuseResizeRestart(
  context: ServiceContext,
  path: readonly string[],
  resizePolicy: ServiceSpec['resizePolicy'] = [],
): void {
  const { workload, restartPolicy = 'Never' } = context.spec;
  if ((workload !== 'Job' && workload !== 'CronJob') || restartPolicy !== 'Never') return;
  const index = resizePolicy.findIndex((entry) => entry.restartPolicy === 'RestartContainer');
  if (index < 0) return;
  context.report('conflicting-fields', [...path, 'resizePolicy', index, 'restartPolicy'], {
    problem: 'containers of pods with restartPolicy Never do not restart, so a resize cannot restart them',
    got: 'RestartContainer',
    expected: 'NotRequired',
    fix: 'write restartPolicy: NotRequired there, or restartPolicy: OnFailure for the Job',
  });
}

type SecurityContext = Merged<NonNullable<ServiceLayer['securityContext']>>;
type Identity = Pick<SecurityContext, 'seccompProfile' | 'appArmorProfile'>;
type Profiles = Pick<Container['securityContext'], keyof Identity>;
type Profile = NonNullable<Profiles['seccompProfile']>;

/** `written` is what the container gets, `own` what is written for it alone. */
export function refuseSecurityContext(
  context: ServiceContext,
  path: readonly string[],
  written: SecurityContext,
  own: SecurityContext = written,
): void {
  refuseProfiles(context, [...path, 'securityContext'], written);
  const { allowPrivilegeEscalation, privileged, capabilities } = written;
  const admin = capabilities?.add?.includes('CAP_SYS_ADMIN') === true;
  if (allowPrivilegeEscalation !== false || (privileged !== true && !admin)) return;
  const what = privileged === true ? 'privileged: true' : 'CAP_SYS_ADMIN';
  const field = privileged === true ? ['privileged'] : ['capabilities', 'add'];
  const place = ['securityContext', ...field];
  const isOwn = (privileged === true ? own.privileged : own.capabilities?.add) !== undefined;
  // Where all of it is the service's, the error of the main container is enough.
  if (!isOwn && own.allowPrivilegeEscalation === undefined) return;
  context.report(
    'conflicting-fields',
    [...path, ...(isOwn ? place : ['securityContext', 'allowPrivilegeEscalation'])],
    {
      problem: 'a privileged container, or one with CAP_SYS_ADMIN, needs allowPrivilegeEscalation: true',
      got: isOwn
        ? `${what}, allowPrivilegeEscalation: false`
        : `allowPrivilegeEscalation: false, and ${what} of the service's securityContext${context.lineOf(place)}`,
      fix: isOwn
        ? 'write allowPrivilegeEscalation: true next to it'
        : `write allowPrivilegeEscalation: true, or ${privileged === true ? 'privileged: false' : 'capabilities: {add: []}'} next to it`,
    },
  );
}

/** What was judged, as Kubernetes has it: each of its profiles has a type. */
export function judgedSecurity<T extends Identity>(written: T): Omit<T, keyof Identity> & Profiles {
  const { seccompProfile, appArmorProfile, ...rest } = written;
  return {
    ...rest,
    ...fieldsOf<Profiles>({
      seccompProfile: profileOf(seccompProfile),
      appArmorProfile: profileOf(appArmorProfile),
    }),
  };
}

/** One without a type is an error already; what else it says is kept, so that its line is found. */
function profileOf(written: Identity['seccompProfile']): Profile | undefined {
  if (written === undefined) return undefined;
  const { type = 'Localhost', localhostProfile } = written;
  return fieldsOf<Profile>({ type, localhostProfile });
}

/** A profile of the node's own has a name, the others have none. */
export function refuseProfiles(context: ServiceContext, place: readonly string[], written: Identity): void {
  for (const name of ['seccompProfile', 'appArmorProfile'] as const) {
    const profile = written[name];
    if (profile === undefined) continue;
    const { type, localhostProfile } = profile;
    if (type !== undefined && (type === 'Localhost') === (localhostProfile !== undefined)) continue;
    context.report('conflicting-fields', [...place, name], {
      problem: 'localhostProfile belongs to profiles of type Localhost, which need one',
      got: `type ${type ?? 'none'}, localhostProfile ${localhostProfile ?? 'none'}`,
      fix:
        type === 'Localhost' ? 'write localhostProfile' : 'write type: Localhost, or localhostProfile: null',
    });
  }
}
