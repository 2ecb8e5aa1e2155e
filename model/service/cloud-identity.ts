import type { CloudIdentity } from '../../providers';
import type { ServiceContext } from '../context';

/**
 * What the pods of a service act as in the cloud: as `serviceAccount.identity` says, or as the provider's annotation does
 * where that was written.
 */
export function resolveIdentity(context: ServiceContext): { kind: CloudIdentity; value: string } | undefined {
  const { serviceAccount } = context.spec;
  if (typeof serviceAccount !== 'object') return undefined;
  const { identity, annotations = {} } = serviceAccount;
  const { identities, title } = context.settings.provider;
  if (identity === undefined) {
    const kind = identities.find(
      ({ annotation }) => annotation !== undefined && annotations[annotation] !== undefined,
    );
    return kind === undefined ? undefined : { kind, value: annotations[kind.annotation ?? ''] ?? '' };
  }
  const path = ['serviceAccount', 'identity'];
  const kind = identities.find(({ pattern }) => pattern.test(identity));
  if (kind === undefined) {
    context.report(identities.length === 0 ? 'provider-limit' : 'invalid-value', path, {
      problem: `${title} has no such identity`,
      got: identity,
      ...(identities.length === 0
        ? { fix: 'write serviceAccount: {identity: null} in the environment' }
        : { expected: identities.map(({ shape }) => shape).join('; or ') }),
    });
    return undefined;
  }
  const written = kind.annotation === undefined ? undefined : annotations[kind.annotation];
  if (written !== undefined && written !== identity) {
    context.report('conflicting-fields', path, {
      problem: `annotations name another identity: ${written}`,
      got: identity,
      fix: `remove ${kind.annotation ?? ''} from annotations`,
    });
  }
  return { kind, value: identity };
}

/** Annotations that make the cloud see the identity. */
export function identityAnnotations(identity: ReturnType<typeof resolveIdentity>): Record<string, string> {
  const annotation = identity?.kind.annotation;
  return annotation === undefined ? {} : { [annotation]: identity?.value ?? '' };
}
