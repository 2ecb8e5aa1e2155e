import { z } from 'zod';
import { field } from '../../../spec/field';
import { longForm } from '../../../spec/short-form';

/** As the Gateway API writes it. */
export const duration = z
  .string()
  .regex(/^(?=.*[1-9])([0-9]{1,5}(h|m|s|ms)){1,4}$/, 'a duration such as 15s, 500ms or 1m30s');

const affinityType = z.enum(['ClientIP', 'Cookie']);

/** `sessionAffinity: Cookie`, or with the lifetime of the cookie. */
export const sessionAffinity = z
  .union([
    affinityType,
    z.strictObject({
      type: field(affinityType, {
        description: "What names the client: its address, or a cookie of the gateway's.",
        example: 'Cookie',
      }),
      ttl: field(duration, {
        description: 'How long the cookie lives.',
        derived: "the gateway's own: one day on an Application Load Balancer, else until the browser closes",
        example: '1h',
      }),
    }),
  ])
  .transform((written) => longForm(written, typeof written === 'string' ? { type: written } : written));
