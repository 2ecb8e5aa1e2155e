import { isIP } from 'node:net';
import { z } from 'zod';
import { isMapped, parseCidr } from '../../lib/cidr';
import { parseQuantity } from '../../lib/quantity';

/** Names of services, namespaces, containers: RFC 1123 labels, but not plain numbers (maps would reorder those). */
export const dnsLabel = z
  .string()
  .regex(
    /^(?=.{1,63}$)(?!\d+$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    'a DNS label: lowercase letters, digits and -, at most 63, such as my-app',
  );

/** Names of most Kubernetes objects: RFC 1123 subdomains. */
export const dnsSubdomain = z
  .string()
  .regex(
    /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    'a DNS subdomain: lowercase letters, digits, - and ., such as my-app.config',
  );

/** Port names as the API server takes them. */
export const portName = z
  .string()
  .regex(
    /^(?=.{1,15}$)(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    'a port name: at most 15 lowercase letters, digits and -, with a letter',
  );

export const portNumber = z
  .int('a whole number from 1 to 65535')
  .min(1, 'a whole number from 1 to 65535')
  .max(65535, 'a whole number from 1 to 65535');

/** A port by its number or its name. */
export const portReference = z.union([portNumber, portName]);

/** A Kubernetes quantity; numbers are read as Kubernetes reads them. Nothing here can be negative. */
export const quantity = z
  .union([
    z
      .string()
      .regex(
        /^\+?(\d+(\.\d*)?|\.\d+)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/,
        'a quantity such as 250m, 2 or 512Mi',
      ),
    z.number().min(0, 'a quantity such as 250m, 2 or 512Mi'),
  ])
  .transform(String);

export const positiveQuantity = quantity.refine(
  (text) => (parseQuantity(text) ?? 0n) > 0n,
  'a quantity above 0',
);

/** The API has no larger numbers. */
const largest = 2 ** 31 - 1;
const atMost = `at most ${largest}`;

export const wholeSeconds = z
  .int('a whole number of seconds')
  .min(0, 'a whole number of seconds, 0 or more')
  .max(largest, atMost);
export const positive = z
  .int('a whole number, 1 or more')
  .min(1, 'a whole number, 1 or more')
  .max(largest, atMost);
export const count = z
  .int('a whole number, 0 or more')
  .min(0, 'a whole number, 0 or more')
  .max(largest, atMost);

export const numberOrPercent = z.union([
  count,
  z.string().regex(/^\d{1,3}%$/, 'a whole number or a percentage such as 25%'),
]);

/** A part of what there is. */
export const numberOrShare = z.union([
  count,
  z.string().regex(/^(\d{1,2}|100)%$/, 'a whole number or a percentage up to 100%'),
]);

export const absolutePath = z
  .string()
  .regex(/^\/(?!.*(^|\/)\.\.(\/|$))[^:]*$/, 'an absolute path without .. and :, such as /var/data');

/** A path of the node; those of devices have colons. */
export const nodePath = z
  .string()
  .regex(/^\/(?!.*(^|\/)\.\.(\/|$))/, 'an absolute path without .., such as /var/log');

/** Where a container has something of its own: anywhere but in the place of its whole root. */
export const mountPath = absolutePath.regex(/[^/.]/, 'a path below /, such as /var/data');

export const filePath = mountPath.regex(/[^/]$/, 'the path of a file, without / at its end');

/** A path inside a folder. */
export const innerPath = z
  .string()
  .regex(/^(?!\/)(?!(.*\/)?\.\.(\/|$)).+$/, 'a path without / in front and without ..');

/** A path inside a volume that is written by the kubelet, which keeps what begins with .. for itself. */
export const volumePath = z
  .string()
  .regex(
    /^(?!\/)(?!\.\.)(?!.*\/\.\.(\/|$)).+$/,
    'a path that begins with neither / nor .., and has no .. between',
  );

const isAddress = (text: string) => isIP(text) !== 0 && !text.includes('%');
const isOwnForm = (text: string) => !isMapped(text);

export const ipAddress = z
  .string()
  .refine(isAddress, 'an IP address such as 10.0.0.10')
  .refine(isOwnForm, 'an address of IPv4 in its own form, such as 10.0.0.10');

export const addressRange = z
  .string()
  .refine((text) => parseCidr(text) !== undefined, 'an address range without host bits, such as 10.20.0.0/16')
  .refine(isOwnForm, 'a range of IPv4 in its own form, such as 10.0.0.0/8');

const listedZones = new Map(Intl.supportedValuesOf('timeZone').map((name) => [name.toLowerCase(), name]));

/** The API server reads the same database, by the exact letters, but not the zone of its own machine. */
function isTimeZone(name: string): boolean {
  const listed = listedZones.get(name.toLowerCase());
  if (listed !== undefined) return listed === name;
  try {
    // Older names of zones are not listed; all begin with a capital.
    return (
      /^[A-Z]/.test(name) &&
      name !== 'Local' &&
      new Intl.DateTimeFormat('en', { timeZone: name }).format() !== ''
    );
  } catch {
    return false;
  }
}

export const timeZone = z
  .string()
  .refine(isTimeZone, 'a name of the time zone database such as America/Sao_Paulo');

/** A variable's name. Plain numbers are refused: a map can't keep their order. */
export const envName = z
  .string()
  .regex(/^[A-Za-z_.-][A-Za-z0-9_.-]*$/, 'a variable name: letters, digits, _, - and ., no digit first');

/** A host with a port, then a path in lowercase, a tag and a digest, as container runtimes read them. */
export const image = z
  .string()
  .max(512, 'at most 512 characters')
  .regex(
    /^([a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?(:\d+)?\/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(\/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*(:\w[-\w.]{0,127})?(@sha256:[a-f0-9]{64})?$/,
    'an image in lowercase with one tag or digest, such as ghcr.io/acme/web:1.4.2',
  );

const qualified =
  /^(?:(?=[^/]{1,253}\/)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Keys of labels and annotations. */
export const labelKey = z.string().regex(qualified, 'a label key such as app.kubernetes.io/component');

/** Other names of that form. */
export const qualifiedName = z
  .string()
  .regex(qualified, 'a name of letters, digits, -, _ and ., after a domain and / or alone');

export const labelValue = z
  .string()
  .regex(/^(?:[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/, 'a label value of at most 63 characters');

export const labels = z.record(labelKey, labelValue.nullable());

/** Unlike those of labels, their domains may have capitals. */
const annotationKey = z
  .string()
  .refine((key) => qualified.test(key.toLowerCase()), 'an annotation key such as example.org/owner');

export const annotations = z.record(annotationKey, z.string().nullable());

export const headerName = z
  .string()
  .regex(/^[-A-Za-z0-9]+$/, 'the name of an HTTP header: letters, digits and -');

/** Keys of a ConfigMap or Secret. */
export const dataKey = z
  .string()
  .regex(/^(?!\.\.|\.$)[-._a-zA-Z0-9]{1,253}$/, 'a key of letters, digits, -, _ and ., without .. in front');

export const fileMode = z
  .union([
    z.string().regex(/^0?[0-7]{3}$/, 'a file mode such as "0644"'),
    z
      .int('a file mode such as "0644"')
      .min(0, 'a file mode such as "0644"')
      .max(0o777, 'a file mode such as "0644"'),
  ])
  .transform((mode) => (typeof mode === 'number' ? mode : Number.parseInt(mode, 8)));

/** A list that server-side apply merges by a key: it refuses one that appears twice. */
export function uniqueList<T extends z.ZodType>(
  entry: T,
  key: (written: z.output<T>) => string,
  message: string,
): z.ZodArray<T> {
  return z.array(entry).refine((all) => new Set(all.map(key)).size === all.length, message);
}

export const secretNames = uniqueList(dnsSubdomain, (name) => name, 'each Secret once');

/** A zone, as the label of its nodes has it: which names there are, the provider knows. */
export const zoneName = z.string(
  'the name of a zone, with its region: "sa-east-1a" on EKS, "southamerica-east1-a" on GKE, "brazilsouth-1" on AKS',
);
