import { z } from 'zod';
import { field } from '../../spec/field';
import { otherPods } from '../../spec/schema/other-pods';
import { portNumber } from '../../spec/schema/primitives';

export const environmentFields = {
  telemetry: field(
    z.strictObject({
      ...otherPods,
      ports: field(z.array(portNumber).min(1, 'at least one port'), {
        description: 'Ports on which they listen.',
        derived: '4317 and 4318, those of OTLP',
      }),
    }),
    {
      description: 'Pods of a collector that every service may send telemetry to.',
      derived: 'none',
      example: { namespace: 'telemetry' },
    },
  ),
};
