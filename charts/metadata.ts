import { fieldsOf } from '../lib/json';
import { label } from '../lib/labels';
import type { Environment } from '../model/types/environment';
import type { Service } from '../model/types/service';

/** The part of `metadata` that is rendered. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
}

/** What the metadata of every object of the platform itself says. */
export type PlatformNames = Pick<Environment, 'platform' | 'owner'>;

/** What the metadata of every object of a service says, and where the service is written. */
export interface ServiceNames extends Pick<
  Service,
  'name' | 'namespace' | 'team' | 'labels' | 'dataClass' | 'causes'
> {
  readonly platform: string;
}

export function platformNames({ platform, owner }: Environment): PlatformNames {
  return { platform, owner };
}

export function serviceNames({ platform }: Environment, service: Service): ServiceNames {
  const { name, namespace, team, labels, dataClass, causes } = service;
  return { platform, name, namespace, team, labels, dataClass, causes };
}

/** Metadata of an object of a service: recommended labels, the team, and what the service adds. */
export function serviceMetadata(
  service: ServiceNames,
  name: string,
  own: { labels?: Readonly<Record<string, string>>; annotations?: Readonly<Record<string, string>> } = {},
): Metadata {
  return fieldsOf<Metadata>({
    name,
    namespace: service.namespace,
    labels: {
      [label.name]: service.name,
      [label.partOf]: service.platform,
      [label.managedBy]: 'portolan',
      [label.team]: service.team,
      ...(service.dataClass === 'internal' ? {} : { [label.dataClass]: service.dataClass }),
      ...service.labels,
      ...own.labels,
    },
    annotations: { ...own.annotations },
  });
}

/** Metadata of an object of the platform itself. */
export function platformMetadata(
  { platform, owner }: PlatformNames,
  name: string,
  namespace?: string,
): Metadata {
  return fieldsOf<Metadata>({
    name,
    namespace,
    labels: {
      [label.partOf]: platform,
      [label.managedBy]: 'portolan',
      [label.team]: owner,
    },
  });
}
