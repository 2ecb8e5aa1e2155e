import type { Diagnostic } from '../lib/diagnostics';

/** What is wrong with an alias of a family of images that names no version of it. */
export function movingImage(image: string): Pick<Diagnostic, 'problem' | 'fix'> | undefined {
  const [family = '', version = ''] = image.split('@');
  // Windows images have no other version.
  if (version !== 'latest' || family.startsWith('windows')) return undefined;
  return {
    problem: `${image} is a moving image: each release of AWS replaces all nodes, without a commit`,
    fix: `name a version, such as ${family}@v20261108, and change it by a commit`,
  };
}
