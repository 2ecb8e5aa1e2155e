import type { z } from 'zod';
import type { Completed } from '../../../spec/field';
import { readFields } from '../../../spec/field';
import { environmentFields } from './environment';
import { serviceFields } from './service';

export { environmentFields, serviceFields };

export type WrittenEdge = NonNullable<Completed<z.ZodObject<typeof environmentFields>>['edge']>;
export type WrittenExposure = NonNullable<Completed<z.ZodObject<typeof serviceFields>>['expose']>;

/** `edge` of an environment. */
export function writtenEdge(spec: object): WrittenEdge | undefined {
  return readFields(spec, environmentFields).edge;
}

/** `expose` of a service. */
export function writtenExposure(spec: object): WrittenExposure | undefined {
  return readFields(spec, serviceFields).expose;
}
