import { compareObjects } from '../../compare/compare';
import type { Finding } from '../../compare/types';
import type { Json, JsonObject } from '../../lib/json';
import type { KubernetesObject } from '../../lib/rendered';

export const theirs = { app: 'web' };
export const ours = { 'app.kubernetes.io/name': 'web' };

export function deployment(
  container: JsonObject = {},
  labels: Record<string, string> = theirs,
  pod: JsonObject = {},
): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'web',
              image: 'acme/web:1',
              ports: [{ name: 'http', containerPort: 8080 }],
              ...container,
            },
          ],
          ...pod,
        },
      },
    },
  };
}

export function service(selector: Record<string, string>, targetPort: Json = 8080): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { selector, ports: [{ port: 80, targetPort }] },
  };
}

/** What is missing or different, one line each; a rule stands in brackets. */
export function losses(
  manifests: readonly KubernetesObject[],
  rendering: readonly KubernetesObject[],
): string[] {
  const line = ({ kind, path, expected, actual, rule }: Finding) =>
    `${kind} ${path} ${JSON.stringify(expected)}${actual === undefined ? '' : ` ${JSON.stringify(actual)}`}${rule === undefined ? '' : ` [${rule}]`}`;
  return compareObjects(manifests, rendering).objects.flatMap(({ findings }) =>
    findings.filter(({ kind }) => kind !== 'added').map(line),
  );
}

export const at = 'spec.template.spec.containers[web]';
