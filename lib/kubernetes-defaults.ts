/** `terminationGracePeriodSeconds` of pods that do not write it. */
export const defaultGrace = 30;
