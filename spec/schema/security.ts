import { z } from 'zod';
import { kubernetes } from '../field';
import { count, innerPath, uniqueList } from './primitives';

const seLinux = z.strictObject({
  level: kubernetes(z.string()),
  role: kubernetes(z.string()),
  type: kubernetes(z.string()),
  user: kubernetes(z.string()),
});

const profile = z.strictObject({
  type: kubernetes(z.enum(['RuntimeDefault', 'Localhost', 'Unconfined'])),
  localhostProfile: kubernetes(
    innerPath.max(4095, 'at most 4095 characters').regex(/^\S(.*\S)?$/, 'a path without spaces around it'),
  ),
});

const identityFields = {
  runAsUser: kubernetes(count),
  runAsGroup: kubernetes(count),
  runAsNonRoot: kubernetes(z.boolean()),
  seccompProfile: kubernetes(profile),
  appArmorProfile: kubernetes(profile),
  seLinuxOptions: kubernetes(seLinux),
};

/** `securityContext` of a container. */
export const securityContext = z.strictObject({
  ...identityFields,
  allowPrivilegeEscalation: kubernetes(z.boolean()),
  capabilities: kubernetes(
    z.strictObject({ add: kubernetes(z.array(z.string())), drop: kubernetes(z.array(z.string())) }),
  ),
  privileged: kubernetes(z.boolean()),
  // `Unmasked` needs a user namespace of the pod's own, which there is no field for.
  procMount: kubernetes(z.enum(['Default'])),
  readOnlyRootFilesystem: kubernetes(z.boolean()),
});

const sysctl = z.strictObject({
  name: z
    .string()
    .max(253, 'at most 253 characters')
    .regex(
      /^[a-z0-9]([-_a-z0-9]*[a-z0-9])?([./][a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/,
      'the name of a sysctl, such as net.ipv4.tcp_syncookies',
    ),
  value: z.string(),
});

/** `securityContext` of a pod. */
export const podSecurityContext = z.strictObject({
  ...identityFields,
  fsGroup: kubernetes(count),
  fsGroupChangePolicy: kubernetes(z.enum(['OnRootMismatch', 'Always'])),
  supplementalGroups: kubernetes(z.array(count)),
  supplementalGroupsPolicy: kubernetes(z.enum(['Merge', 'Strict'])),
  sysctls: kubernetes(uniqueList(sysctl, ({ name }) => name, 'each sysctl once')),
});
