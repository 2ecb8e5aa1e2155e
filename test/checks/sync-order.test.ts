import { runChecks } from '../../checks';
import type { KubernetesObject } from '../../lib/rendered';
import {
  annotated,
  context,
  deny,
  deployment,
  findings,
  inWave,
  namespace,
  policy,
  policyWith,
  preSync,
  rendered,
} from './objects';

it.each<[string, KubernetesObject[]]>([
  [
    'a policy for Ingress alone',
    [deployment(), inWave('5', policyWith({ policyTypes: ['Ingress'], ingress: [{}] })), deny],
  ],
  ['a policy that opens nothing', [deployment(), inWave('5', policyWith({ policyTypes: ['Egress'] })), deny]],
  ['a policy where nothing denies', [deployment(), inWave('5', policy)]],
  ['a policy of the wave of the default deny', [deployment(), inWave('5', policy), inWave('5', deny)]],
  [
    'a policy beside a default deny for Ingress alone',
    [deployment(), inWave('5', policy), policyWith({ podSelector: {} }, 'default-deny')],
  ],
  [
    'a policy where an earlier one opens everything',
    [deployment(), inWave('5', policy), deny, policyWith({ egress: [{}] }, 'open')],
  ],
  ['a PreSync hook, before which nothing denies', [annotated(preSync, deployment()), policy, deny]],
])('pods do not need %s', (_name, objects) => {
  expect(findings(objects)).toEqual([]);
  expect(findings(objects, {}, true)).toEqual([]);
});

it.each<[string, KubernetesObject[]]>([
  ['the default deny of their namespace', [deny]],
  ['an earlier policy of their own', [policyWith({ policyTypes: ['Egress'] }, 'closed')]],
  ['a policy that opens a little', [policyWith({ egress: [{ ports: [{ port: 443 }] }] }, 'https')]],
])('pods need a policy of a later wave beside %s', (_name, others) => {
  const objects = [deployment(), inWave('5', policy), ...others];
  const needed = expect.stringContaining('NetworkPolicy shop/web is: the pods need it');
  expect(findings(objects)).toEqual([needed]);
  expect(findings(objects, {}, true)).toEqual([needed]);
});

it('pods need a policy of a later wave where the default deny is in another app', () => {
  const own = [namespace, deployment(), inWave('5', policy)].map((object) => rendered(object));
  const found = runChecks([...own, rendered(inWave('9', deny), 'platform')], context);
  expect(found.map(({ code }) => code)).toEqual(['sync-wave']);
});
