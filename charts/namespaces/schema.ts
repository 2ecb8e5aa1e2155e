import { z } from 'zod';
import { totalKind } from '../../lib/amounts';
import { isWhole } from '../../lib/quantity';
import { field } from '../../spec/field';
import { refuseUnlikely } from '../../spec/schema/amounts';
import { quantity } from '../../spec/schema/primitives';

const quotaName = z
  .string()
  .regex(
    /^((requests|limits)\.(cpu|memory|ephemeral-storage)|cpu|memory|ephemeral-storage|requests\.storage|(requests\.)?hugepages-\w+|pods|services(\.(loadbalancers|nodeports))?|replicationcontrollers|resourcequotas|secrets|configmaps|persistentvolumeclaims|(?=[^/]{1,253}\/)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)$/,
    'a name that a ResourceQuota knows, such as requests.cpu, pods or count/jobs.batch',
  );

/** Objects and devices are whole; of what has a domain, the API server lets requests alone be parts. */
function isCount(name: string): boolean {
  if (name.includes('/')) return !name.startsWith('requests.') && !name.includes('kubernetes.io/');
  return totalKind(name) === undefined && !name.includes('hugepages-');
}

const reserve = z.record(quotaName, quantity.nullable()).superRefine((written, issues) => {
  for (const [name, amount] of Object.entries(written)) {
    refuseUnlikely(issues, [name], totalKind(name), amount);
    if (isCount(name) && !isWhole(amount ?? '0'))
      issues.addIssue({ code: 'custom', path: [name], message: 'a whole number' });
  }
});

const quota = z.strictObject({
  reserve: field(reserve, {
    description: 'Room for what Portolan does not render, added to the quota of each namespace.',
    example: { 'requests.cpu': '2', 'requests.memory': '4Gi', pods: '10' },
  }),
});

/** What the platform says for all environments, and each environment over it. */
export const sharedFields = {
  quota: field(z.union([z.literal(false), quota]), {
    description: 'ResourceQuota of each namespace; `false` for none.',
    derived: 'the sum of what is rendered with a fifth more, on the next of 1, 1.5, 2, 3, 5, 7.5 × 10ⁿ',
  }),
};
