import { quote } from '../lib/diagnostics';
import { podTemplateOf } from './pods';
import type { ObjectRule } from './rule';
import { textAt } from './rule';

export const pinnedImage: ObjectRule = {
  id: 'image-unpinned',
  reads: 'object',
  reason: 'what runs must be what was reviewed, on every node and after every restart',
  fix: 'write a version tag or a digest',
  *check(rendered) {
    for (const { at, container } of podTemplateOf(rendered)?.containers ?? []) {
      const image = textAt(container, 'image') ?? '';
      const tag = image.slice(image.lastIndexOf('/') + 1).split(':')[1];
      if (image.includes('@sha256:') || (tag !== undefined && tag !== '' && tag !== 'latest')) continue;
      yield {
        at: `${at}.image`,
        problem: 'the image is not pinned',
        got: quote(image),
        expected: 'a tag other than latest, or a digest',
      };
    }
  },
};

export const allowedRegistry: ObjectRule = {
  id: 'image-registry',
  reads: 'object',
  reason: 'images from elsewhere are neither scanned nor kept available',
  fix: 'mirror the image, or add its registry and path to registries in platform.yaml',
  *check(rendered, { registries }) {
    if (registries.length === 0) return;
    const places = registries.flatMap(placesOf);
    for (const { at, container } of podTemplateOf(rendered)?.containers ?? []) {
      const image = textAt(container, 'image') ?? '';
      const full = fullName(image);
      if (places.some((place) => place.holds(full))) continue;
      yield {
        at: `${at}.image`,
        problem: 'the registry is not allowed',
        got: quote(image),
        expected: registries.join(', '),
      };
    }
  },
};

interface Place {
  /** Whether an image lies there, by its full name. */
  holds(image: string): boolean;
}

/**
 * What an entry of `registries` means: a registry, a path in one, or one image. Each ends where a name ends, so that
 * `ghcr.io/acme` is not `ghcr.io/acme-other`. A short one is meant as container runtimes read it, or as an account of Docker Hub.
 */
function placesOf(entry: string): Place[] {
  const written = entry.replace(/\/+$/, '');
  if (written.endsWith(':')) {
    const image = fullName(written.slice(0, -1));
    return [{ holds: (full) => isTagged(full, image) }];
  }
  const hub = written.replace(/^(index|registry-1)\.docker\.io(?=\/|$)/, 'docker.io');
  const names = new Set([written, hub, fullName(written), `docker.io/${written}`]);
  return [...names].map((name) => ({
    holds: (full) => full === name || full.startsWith(`${name}/`) || isTagged(full, name),
  }));
}

/** The image itself, with a tag or digest; a colon before a path is that of a registry's port. */
function isTagged(full: string, name: string): boolean {
  return full.startsWith(name) && /^[:@][^/]*$/.test(full.slice(name.length));
}

/** Container runtimes read `nginx` and `docker.io/nginx` as `docker.io/library/nginx`. */
function fullName(image: string): string {
  const [host = '', ...rest] = image.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(host) || host === 'localhost');
  // DNS knows no capitals.
  if (isHost && !/^((index|registry-1)\.)?docker\.io$/i.test(host))
    return [host.toLowerCase(), ...rest].join('/');
  const path = isHost ? rest : [host, ...rest];
  return `docker.io/${path.length === 1 ? 'library/' : ''}${path.join('/')}`;
}
