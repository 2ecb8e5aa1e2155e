import { z } from 'zod';
import { isDnsSubdomain } from '../../lib/names';
import { field, kubernetes } from '../field';
import { amountOf } from './amounts';
import { podField, resourceReference } from './downward-api';
import {
  nodePath,
  dataKey,
  dnsLabel,
  dnsSubdomain,
  fileMode,
  innerPath,
  annotations,
  labels,
  mountPath,
  positive,
  positiveQuantity,
  uniqueList,
  volumePath,
} from './primitives';
import { labelSelector } from './selectors';

const items = z.array(z.strictObject({ key: dataKey, path: volumePath, mode: fileMode.optional() }));

const accessModes = z
  .array(z.enum(['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod']))
  .min(1, 'at least one access mode')
  .refine((modes) => modes.length === 1 || !modes.includes('ReadWriteOncePod'), 'ReadWriteOncePod alone');

/** The empty name asks for a volume that has no class. */
const storageClass = z
  .string()
  .refine((name) => name === '' || isDnsSubdomain(name), 'the name of a StorageClass');

/** A claim that Portolan renders: a PersistentVolumeClaim, or a StatefulSet's template. */
const claim = z.strictObject({
  storage: kubernetes(amountOf('storage', positiveQuantity)),
  accessModes: kubernetes(accessModes),
  storageClassName: kubernetes(storageClass),
  volumeMode: kubernetes(z.enum(['Filesystem', 'Block'])),
  labels: kubernetes(labels),
});

/** Fields of the pod as files. The kubelet has to know of which container a request or limit is. */
const downwardItems = z.array(
  z
    .strictObject({
      path: volumePath,
      mode: fileMode.optional(),
      fieldRef: z.strictObject({ fieldPath: podField.ofVolumes }).optional(),
      resourceFieldRef: resourceReference.ofVolumes.optional(),
    })
    .refine(
      ({ fieldRef, resourceFieldRef }) => (fieldRef === undefined) !== (resourceFieldRef === undefined),
      'one of fieldRef and resourceFieldRef in each item',
    ),
);

const projectedSource = z
  .strictObject({
    configMap: z
      .strictObject({ name: dnsSubdomain, items: items.optional(), optional: z.boolean().optional() })
      .optional(),
    secret: z
      .strictObject({ name: dnsSubdomain, items: items.optional(), optional: z.boolean().optional() })
      .optional(),
    serviceAccountToken: z
      .strictObject({
        audience: z.string().min(1, 'an audience').optional(),
        expirationSeconds: positive.min(600, 'at least 600 seconds').optional(),
        path: volumePath,
      })
      .optional(),
    downwardAPI: z.strictObject({ items: downwardItems }).optional(),
  })
  .refine(
    (source) => Object.keys(source).length === 1,
    'one of configMap, secret, serviceAccountToken, downwardAPI; each further one is an item of its own',
  );

/** The kubelet knows no other medium, and no other type. */
const medium = z.string().regex(/^(Memory|HugePages(-\d+(Ki|Mi|Gi))?)$/, 'Memory, or HugePages with a size');
const hostPathType = z.enum([
  'DirectoryOrCreate',
  'Directory',
  'FileOrCreate',
  'File',
  'Socket',
  'CharDevice',
  'BlockDevice',
]);

const driver = z
  .string()
  .regex(
    /^(?=.{1,63}$)[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?(\.[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)*$/,
    'the name of a driver, such as efs.csi.aws.com',
  );

const objectKind = z.string().min(1, 'a kind, such as VolumeSnapshot');

/** A claim that is made for each pod, and goes with it. */
const claimTemplate = z.strictObject({
  metadata: kubernetes(z.strictObject({ labels: kubernetes(labels), annotations: kubernetes(annotations) })),
  spec: z.strictObject({
    accessModes,
    resources: z.strictObject({
      requests: z.strictObject({ storage: amountOf('storage', positiveQuantity) }),
    }),
    storageClassName: storageClass.optional(),
    volumeAttributesClassName: dnsSubdomain.optional(),
    selector: labelSelector.optional(),
    dataSource: z
      .strictObject({ apiGroup: dnsSubdomain.optional(), kind: objectKind, name: dnsSubdomain })
      .refine(({ apiGroup, kind }) => apiGroup !== undefined || kind === 'PersistentVolumeClaim', {
        path: ['kind'],
        message: 'PersistentVolumeClaim, or an apiGroup beside another kind',
      })
      .optional(),
  }),
});

/** A volume: exactly one source, as Kubernetes names them, and `claim` for storage of its own. */
const volume = z.strictObject({
  mountPath: field(mountPath, { description: 'Where the main container mounts it.', example: '/data' }),
  subPath: kubernetes(innerPath),
  readOnly: kubernetes(z.boolean()),
  claim: field(claim, {
    description: 'Storage of its own: a PersistentVolumeClaim, or a template of a StatefulSet.',
    example: { storage: '10Gi' },
  }),
  emptyDir: kubernetes(
    z.strictObject({ medium: kubernetes(medium), sizeLimit: kubernetes(amountOf('storage')) }),
  ),
  configMap: kubernetes(
    z.strictObject({
      name: dnsSubdomain,
      items: items.optional(),
      defaultMode: fileMode.optional(),
      optional: z.boolean().optional(),
    }),
  ),
  secret: kubernetes(
    z.strictObject({
      secretName: dnsSubdomain,
      items: items.optional(),
      defaultMode: fileMode.optional(),
      optional: z.boolean().optional(),
    }),
  ),
  persistentVolumeClaim: kubernetes(
    z.strictObject({ claimName: dnsSubdomain, readOnly: z.boolean().optional() }),
  ),
  hostPath: kubernetes(z.strictObject({ path: nodePath, type: hostPathType.optional() })),
  ephemeral: kubernetes(z.strictObject({ volumeClaimTemplate: claimTemplate })),
  downwardAPI: kubernetes(z.strictObject({ items: downwardItems, defaultMode: fileMode.optional() })),
  nfs: kubernetes(
    z.strictObject({
      server: z.string().regex(/^[^\s/]+$/, 'the host name or address of an NFS server'),
      path: nodePath,
      readOnly: z.boolean().optional(),
    }),
  ),
  projected: kubernetes(
    z.strictObject({
      sources: z.array(projectedSource).min(1, 'at least one source'),
      defaultMode: fileMode.optional(),
    }),
  ),
  csi: kubernetes(
    z.strictObject({
      driver,
      readOnly: z.boolean().optional(),
      fsType: z.string().optional(),
      volumeAttributes: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

export const volumes = z.record(dnsLabel, volume.nullable());

/** One mount of a container. */
const volumeMount = z
  .strictObject({
    name: dnsLabel,
    mountPath,
    subPath: innerPath.optional(),
    subPathExpr: innerPath.optional(),
    readOnly: z.boolean().optional(),
    recursiveReadOnly: z.enum(['Disabled', 'IfPossible', 'Enabled']).optional(),
    mountPropagation: z.enum(['None', 'HostToContainer', 'Bidirectional']).optional(),
  })
  .refine(({ subPath, subPathExpr }) => subPath === undefined || subPathExpr === undefined, {
    path: ['subPathExpr'],
    message: 'one of subPath and subPathExpr',
  })
  .refine(
    ({ readOnly = false, recursiveReadOnly = 'Disabled', mountPropagation = 'None' }) =>
      recursiveReadOnly === 'Disabled' || (readOnly && mountPropagation === 'None'),
    { path: ['recursiveReadOnly'], message: 'readOnly: true beside it, and no mountPropagation' },
  );

export const volumeMounts = uniqueList(
  volumeMount,
  (mount) => mount.mountPath,
  'one mount at each mountPath',
);
