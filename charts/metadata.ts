import { compact } from '../lib/json';
import { label } from '../lib/labels';
import type { Environment, Service } from '../model/types';

/** The part of `metadata` that is rendered. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
}

/** Metadata of an object of a service: recommended labels, the team, and what the service adds. */
export function serviceMetadata(
  environment: Environment,
  service: Service,
  name: string,
  own: { labels?: Readonly<Record<string, string>>; annotations?: Readonly<Record<string, string>> } = {},
): Metadata {
  return {
    name,
    namespace: service.namespace,
    ...compact({
      labels: {
        [label.name]: service.name,
        [label.partOf]: environment.platform,
        [label.managedBy]: 'portolan',
        [label.team]: service.team,
        ...(service.dataClass === 'internal' ? {} : { [label.dataClass]: service.dataClass }),
        ...service.labels,
        ...own.labels,
      },
      annotations: { ...own.annotations },
    }),
  };
}

/** Metadata of an object of the platform itself. */
export function platformMetadata(environment: Environment, name: string, namespace?: string): Metadata {
  return {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    labels: {
      [label.partOf]: environment.platform,
      [label.managedBy]: 'portolan',
      [label.team]: environment.owner,
    },
  };
}
