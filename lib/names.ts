import { createHash } from 'node:crypto';

/** Eight hexadecimal characters that stand for a text. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** RFC 1123 label: at most 63 characters. */
export function isDnsLabel(name: string): boolean {
  return name.length <= 63 && label.test(name);
}

/** RFC 1035 label, as Services need it: a letter first. */
export function isServiceName(name: string): boolean {
  return isDnsLabel(name) && /^[a-z]/.test(name);
}

/** RFC 1123 subdomain: at most 253 characters. */
export function isDnsSubdomain(name: string): boolean {
  return name.length <= 253 && name.split('.').every((part) => label.test(part));
}

/** Names that are a segment of a path, as those of RBAC objects: `system:reader`. */
export function isPathSegment(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/%]/.test(name);
}

/** The key of a label or annotation: an optional DNS prefix and a name of at most 63 characters. */
export function isQualifiedName(key: string): boolean {
  const [prefix, name, ...more] = key.includes('/') ? key.split('/') : [undefined, key];
  if (more.length > 0 || name === undefined || (prefix !== undefined && !isDnsSubdomain(prefix)))
    return false;
  return name.length <= 63 && /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(name);
}

/** The value of a label. */
export function isLabelValue(value: string): boolean {
  return value === '' || (value.length <= 63 && /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(value));
}

/** A host in names of objects. No host ends in a digit, so that a wildcard is never taken for one. */
export function hostName(host: string): string {
  return host.startsWith('*.') ? `${host.slice(2)}.0-wildcard` : host;
}

/** Of a PriorityClass of a platform. It is cluster-scoped, so the platform's name stands first. */
export function priorityClassName(platform: string, priority: string): string {
  return `${platform}-${priority}`;
}
