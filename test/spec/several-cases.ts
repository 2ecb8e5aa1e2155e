import type { Files } from '../support/platform';
import { base, web } from '../support/platform';

const image = 'image: ghcr.io/acme/web:1.2.3\n';
const broken = 'image: "x\n';
const unpinned = 'image: nginx\nports: {http: 80}\n';
const configMap = (name: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: shop}\n`;

/** Platforms with several mistakes, which are all found at once; what only follows from one of them is not reported. */
export const severalCases: Readonly<Record<string, Readonly<Record<string, Files>>>> = {
  several: {
    'mistakes of the schema, of the model and of the objects': {
      ...base,
      'services/web.yaml': `${web}prots: 3\n`,
      'services/b.yaml': `${web}connects: [nope, web]\n`,
      'services/c.yaml': unpinned,
    },
    'a service that is not YAML, and what others have with it': {
      ...base,
      'services/web.yaml': broken,
      'services/b.yaml': `${web}connects: [web, "web:admin", nope]\nenvFrom: [{config: of-web}]\n`,
      'services/c.yaml': unpinned,
      'environments/production/web.yaml': 'replicas: 3\n',
    },
    'a service whose file ends in .yml, and what others have with it': {
      ...base,
      'services/web.yml': web,
      'services/b.yaml': `${web}connects: [web, nope]\n`,
    },
    'a service without an image, and one that connects to it': {
      ...base,
      'services/web.yaml': 'ports: {http: 80}\n',
      'services/b.yaml': `${web}connects: [web, nope]\n`,
    },
    'an environment that is broken, and one that extends it': {
      ...base,
      'environments/production.yaml': 'provider: eks\nzoness: [a]\n',
      'environments/live.yaml': 'extends: production\n',
      'environments/staging.yaml': 'provider: kubernetes\nnetworkPolicy: off\n',
      'environments/production/web.yaml': 'replica: 3\n',
      'services/web.yaml': `${web}connects: [nope]\nenvFrom: [{config: gone}]\n`,
    },
    'an override that is broken in one of two environments': {
      ...base,
      'environments/staging.yaml': 'provider: kubernetes\nnetworkPolicy: off\n',
      'environments/production/web.yaml': 'replica: 3\n',
      'services/web.yaml': unpinned,
      'services/b.yaml': `${image}ports: {http: 80}\nconnects: [web]\n`,
    },
    'a platform.yaml that is broken, and what does not depend on it': {
      ...base,
      'platform.yaml': 'name: shop\nowner: web\nedition: 2026-11\ndefualts: {replicas: 2}\n',
      'services/web.yaml': `${image}connects: [b, nope]\n`,
      'services/b.yaml': image,
    },
    'manifests that are broken, and what may refer to them': {
      ...base,
      'services/web.yaml': `${unpinned}envFrom: [{config: extra}]\n`,
      'manifests/all/extra/a.yaml': `${configMap('extra')}data: [\n`,
    },
    'manifests of another environment that are broken': {
      ...base,
      'environments/staging.yaml': 'provider: kubernetes\nnetworkPolicy: off\n',
      'services/web.yaml': `${web}envFrom: [{config: extra}]\n`,
      'manifests/all/extra/a.yaml': configMap('other'),
      'manifests/staging/extra/b.yaml': `${configMap('extra')}data: [\n`,
    },
    'a folder with a wrong name, in which any service may lie': {
      ...base,
      'service/web.yaml': web,
      'services/b.yaml': `${unpinned}connects: [web]\n`,
    },
    'two circles of extends and an unknown one': {
      ...base,
      'environments/a.yaml': 'extends: b\n',
      'environments/b.yaml': 'extends: a\n',
      'environments/c.yaml': 'extends: a\n',
      'environments/d.yaml': 'extends: d\n',
      'environments/e.yaml': 'extends: productoin\n',
      'services/web.yaml': `${web}connects: [nope]\n`,
    },
  },
};
