import { kubernetes } from '../field';
import { dnsLabel } from './primitives';
import { labelSelector } from './selectors';

/** Pods of others: a namespace, and labels where not all of its pods are meant. */
export const otherPods = {
  namespace: kubernetes(dnsLabel),
  podSelector: kubernetes(labelSelector),
};
