/** Annotations that make an object a hook of Argo CD, and their words for its phases. */
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
    'pre-rollback': 'PreSync',
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
  for (const [key, known] of Object.entries(hooks)) {
    const value = annotations[key];
    if (typeof value !== 'string') continue;
    const words = value.split(',').map((word) => word.trim());
    // What Argo CD is told to skip is not a hook, and a definition that Helm installs first is an object like others.
    if (words.includes('Skip') || words.includes('crd-install')) continue;
    return {
      key,
      value,
      phases: words.flatMap((word) => (Object.hasOwn(known, word) ? (known[word] ?? []) : [])),
    };
  }
  return undefined;
}

/** The annotation that gives an object its wave, and the number. Argo CD takes anything but an integer for none. */
export function waveOf(annotations: Annotations): { readonly key?: string; readonly wave: number } {
  for (const key of ['argocd.argoproj.io/sync-wave', 'helm.sh/hook-weight']) {
    const value = annotations[key];
    if (typeof value === 'string' && /^[+-]?\d+$/.test(value)) return { key, wave: Number(value) };
  }
  return { wave: 0 };
}
