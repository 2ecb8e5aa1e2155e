const secondsOf = { h: 3600, m: 60, s: 1, ms: 0.001 } as const;

/** A duration of the Gateway API, such as `1m30s`, in seconds. */
export function durationSeconds(duration: string): number {
  const parts = [...duration.matchAll(/(\d+)(h|ms|m|s)/g)];
  return parts.reduce(
    (sum, [, number, unit]) => sum + Number(number) * secondsOf[unit as keyof typeof secondsOf],
    0,
  );
}

/** A duration of the Gateway API in whole seconds, rounded up. */
export function wholeSeconds(duration: string): number {
  return Math.ceil(durationSeconds(duration));
}
