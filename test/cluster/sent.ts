import { isObject } from '../../lib/json';

/**
 * Paths that were sent and did not come back, or came back with another value. Strict validation does not see a field
 * whose feature gate is off: the server takes it and drops it.
 */
export function droppedFields(sent: unknown, received: unknown, path = ''): string[] {
  if (Array.isArray(sent)) {
    if (!Array.isArray(received) || received.length !== sent.length) return [path];
    return sent.flatMap((entry, index) => droppedFields(entry, received[index], `${path}[${index}]`));
  }
  if (!isObject(sent)) return Object.is(sent, received) ? [] : [path];
  if (!isObject(received)) return [path];
  return Object.entries(sent).flatMap(([key, value]) =>
    value === undefined ? [] : droppedFields(value, received[key], path === '' ? key : `${path}.${key}`),
  );
}

/** Paths that came back below what was sent and that nobody sent: defaults that are not written. */
export function addedFields(sent: unknown, received: unknown, path = ''): string[] {
  if (Array.isArray(sent) && Array.isArray(received)) {
    return received.flatMap((entry, index) => addedFields(sent[index], entry, `${path}[${index}]`));
  }
  if (!isObject(received)) return Object.is(sent, received) ? [] : [path];
  if (!isObject(sent)) return [path];
  return Object.entries(received).flatMap(([key, value]) =>
    addedFields(sent[key], value, path === '' ? key : `${path}.${key}`),
  );
}
