import { z } from 'zod';
import type { Completed } from '../../spec/field';
import { field, kubernetes, readFields } from '../../spec/field';
import { amountOf } from '../../spec/schema/amounts';

const bounds = z.strictObject({ cpu: kubernetes(amountOf('cpu')), memory: kubernetes(amountOf('memory')) });

const vpa = z.strictObject({
  updateMode: field(z.enum(['Off', 'Initial', 'Recreate', 'InPlaceOrRecreate']), {
    description: 'Whether recommendations are only shown, or when they are applied.',
    derived: 'Off',
    example: 'InPlaceOrRecreate',
  }),
  controlledResources: field(z.array(z.enum(['cpu', 'memory'])), {
    description: 'What it decides.',
    derived: 'memory alone beside an autoscaler on CPU, else both',
    example: ['memory'],
  }),
  minAllowed: field(bounds, {
    description: 'Lowest requests; needed by a mode that acts.',
    example: { memory: '64Mi' },
  }),
  maxAllowed: field(bounds, {
    description: 'Highest requests, which the quota counts; needed by a mode that acts.',
    example: { memory: '1Gi' },
  }),
});

export const serviceFields = {
  vpa: field(vpa, {
    description: 'VerticalPodAutoscaler of each of its workloads.',
    derived: 'none',
    example: { updateMode: 'Off' },
  }),
};

export type WrittenVpa = NonNullable<Completed<z.ZodObject<typeof serviceFields>>['vpa']>;

/** `vpa` of a service. */
export function writtenVpa(spec: object): WrittenVpa | undefined {
  return readFields(spec, serviceFields).vpa;
}
