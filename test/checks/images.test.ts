import { deployment, findings } from './objects';

/** Whether an image may run where these are the `registries`. */
function isAllowed(image: string, ...registries: string[]): boolean {
  return !findings([deployment({ container: { image } })], { registries }).some((found) =>
    found.startsWith('image-registry'),
  );
}

const digest = `@sha256:${'a'.repeat(64)}`;

it.each([
  ['ghcr.io/acme', 'ghcr.io/acme/web:1'],
  ['ghcr.io/acme/', 'ghcr.io/acme/team/web:1'],
  ['ghcr.io', 'ghcr.io/acme/web:1'],
  ['ghcr.io/acme/web', 'ghcr.io/acme/web:1'],
  ['ghcr.io/acme/web', `ghcr.io/acme/web${digest}`],
  ['ghcr.io/acme/web', `ghcr.io/acme/web:1${digest}`],
  ['localhost:5000', 'localhost:5000/web:1'],
  ['registry.example:5000/team', 'registry.example:5000/team/web:1'],
  ['acme.azurecr.io', 'Acme.azurecr.io/web:1'],
  ['docker.io', 'Docker.io/acme/web:1'],
  ['docker.io', 'nginx:1'],
  ['docker.io/library', 'nginx:1'],
  ['docker.io/library', 'docker.io/nginx:1'],
  ['docker.io/nginx', 'nginx:1'],
  ['docker.io', 'index.docker.io/acme/web:1'],
  ['index.docker.io/acme', 'acme/web:1'],
  ['library', 'nginx:1'],
  ['nginx', 'nginx:1'],
  ['nginx', 'docker.io/library/nginx:1'],
  ['nginx:', 'nginx:1'],
  ['nginx:1', 'nginx:1'],
  ['acme', 'acme/web:1'],
  ['acme/', 'docker.io/acme/web:1'],
])('%s allows %s', (entry, image) => {
  expect(isAllowed(image, 'unused.example', entry)).toBe(true);
});

it.each([
  ['ghcr.io/acme', 'ghcr.io/acme-evil/web:1'],
  ['ghcr.io/acme', 'ghcr.io/acmeevil:1'],
  ['ghcr.io/acme/', 'ghcr.io/acme-evil/web:1'],
  ['ghcr.io/acme/web', 'ghcr.io/acme/web-evil:1'],
  ['ghcr.io', 'ghcr.io.evil.example/web:1'],
  ['ghcr.io', 'ghcr.io:5000/web:1'],
  ['registry.example', 'registry.example:5000/web:1'],
  ['localhost:5000', 'localhost:50001/web:1'],
  ['registry.example:5000', 'registry.example/web:1'],
  ['docker.io', 'docker.io.evil.example/web:1'],
  ['docker.io/library', 'acme/web:1'],
  ['docker.io/acme', 'acme-evil/web:1'],
  ['nginx', 'nginx-evil:1'],
  ['nginx', 'nginx.evil/web:1'],
  ['nginx:', 'nginx/evil:1'],
  ['nginx:1', 'nginx:12'],
  ['ghcr.io/nginx', 'nginx:1'],
  ['acme', 'ghcr.io/acme/web:1'],
])('%s does not allow %s', (entry, image) => {
  expect(isAllowed(image, entry)).toBe(false);
});
