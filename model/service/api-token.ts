import type { ServiceContext } from '../context';

/** Pods get no token unless it is asked for: one that talks to the API server may have forgotten it, unless it says no itself. */
export function warnOfNoToken(context: ServiceContext): void {
  const { automountServiceAccountToken, connects, volumes } = context.spec;
  if (automountServiceAccountToken || !Object.hasOwn(connects ?? {}, 'kube-apiserver')) return;
  if (context.strength(['automountServiceAccountToken']) >= 0) return;
  const isProjected = Object.values(volumes ?? {}).some(({ projected }) =>
    projected?.sources.some(({ serviceAccountToken }) => serviceAccountToken !== undefined),
  );
  if (isProjected) return;
  context.report('no-token', ['connects', 'kube-apiserver'], {
    problem: 'the pods may reach the API server, but have no token, so that they are anonymous to it',
    fix: 'write automountServiceAccountToken: true, or false where they bring credentials of their own',
  });
}
