/**
 * Annotations that make an object a hook of Argo CD, and their words for its phases. Those of Helm that are not here have no
 * phase: Argo CD never applies what they are on.
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#helm-hooks
 */
const hooks: Readonly<Record<string, Readonly<Record<string, Phase>>>> = {
  'argocd.argoproj.io/hook': {
    PreSync: 'PreSync',
    Sync: 'Sync',
    PostSync: 'PostSync',
    SyncFail: 'SyncFail',
    PreDelete: 'PreDelete',
    PostDelete: 'PostDelete',
  },
  'helm.sh/hook': {
    'pre-install': 'PreSync',
    'pre-upgrade': 'PreSync',
    'post-install': 'PostSync',
    'post-upgrade': 'PostSync',
    'pre-delete': 'PreDelete',
    'post-delete': 'PostDelete',
  },
};

/** When Argo CD applies an object: all but hooks belong to `Sync`. */
export type Phase = 'PreSync' | 'Sync' | 'PostSync' | 'SyncFail' | 'PreDelete' | 'PostDelete';

/** Annotations of an object, of which a plain manifest may have any. */
export type Annotations = Readonly<Record<string, unknown>>;

/** A hook among the annotations of an object. */
export interface Hook {
  readonly key: string;
  readonly value: string;
  readonly phases: readonly Phase[];
}

export function hookOf(annotations: Annotations): Hook | undefined {
  const found = Object.entries(hooks).flatMap(([key, known]): Hook[] => {
    const value = annotations[key];
    if (typeof value !== 'string') return [];
    const phases = wordsOf(value).flatMap((word) => (Object.hasOwn(known, word) ? (known[word] ?? []) : []));
    return [{ key, value, phases }];
  });
  // What Argo CD is told to skip is not a hook, and a definition that Helm installs first is an object like others.
  const words = wordsOf(found[0]?.value ?? '');
  if (words.includes('Skip') || words.includes('crd-install')) return undefined;
  // Words of Argo CD's own come first, and those of Helm where none of them is known.
  return found.find(({ phases }) => phases.length > 0) ?? found[0];
}

function wordsOf(value: string): string[] {
  return value.split(',').map((word) => word.trim());
}

/** Words that Argo CD knows for an annotation of hooks. */
export function hookWords(key: string): readonly string[] {
  return Object.keys(hooks[key] ?? {});
}

/** The annotation that gives an object its wave, and the number. Argo CD takes anything but an integer for none. */
export function waveOf(annotations: Annotations): { readonly key?: string; readonly wave: number } {
  for (const key of ['argocd.argoproj.io/sync-wave', 'helm.sh/hook-weight']) {
    const value = annotations[key];
    if (typeof value === 'string' && /^[+-]?\d+$/.test(value)) return { key, wave: Number(value) };
  }
  return { wave: 0 };
}
