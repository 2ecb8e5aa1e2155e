import { z } from 'zod';
import { defaulted } from '../../spec/field';
import { otherPods } from '../../spec/schema/other-pods';

export const environmentFields = {
  monitoring: defaulted(
    z.strictObject(otherPods),
    { namespace: 'monitoring' },
    {
      description: 'Pods that scrape: network policies let them reach ports called `metrics`.',
      example: {
        namespace: 'monitoring',
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
      },
    },
  ),
};
