import { z } from 'zod';
import { field, kubernetes } from '../field';
import { longForm } from '../short-form';
import { annotations, dataKey, dnsSubdomain, fileMode, labels } from './primitives';

const base64 = z
  .string()
  .regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, 'base64 in one line');

/** A ConfigMap that a service brings along. */
export const configMap = z.strictObject({
  data: kubernetes(z.record(dataKey, z.string().nullable())),
  binaryData: kubernetes(z.record(dataKey, base64.nullable())),
  immutable: kubernetes(z.boolean()),
  labels: kubernetes(labels),
  annotations: kubernetes(annotations),
});

/** A file that is mounted from a ConfigMap. */
export const file = z
  .union([
    z.string(),
    z.strictObject({
      content: kubernetes(z.string()),
      mode: kubernetes(fileMode),
      immutable: field(z.boolean(), {
        description:
          'The file lies in a ConfigMap of its own name for each content, so that old pods keep theirs while new ones start.',
        example: true,
      }),
    }),
  ])
  .transform((entry) => longForm(entry, typeof entry === 'string' ? { content: entry } : entry));

/** A file, or a folder, that is mounted from a Secret. */
export const secretFile = z.strictObject({
  secret: kubernetes(dnsSubdomain),
  key: kubernetes(dataKey),
  mode: kubernetes(fileMode),
  optional: kubernetes(z.boolean()),
});
