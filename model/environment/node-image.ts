import type { AKSNodeClassSpec } from '../../imports/operators';
import type { Diagnostic } from '../../lib/diagnostics';
import { didYouMean } from '../../lib/nearest';

type ImageFamily = NonNullable<AKSNodeClassSpec['imageFamily']>;

/** A map, so that the compiler asks for each one that a newer definition has. */
const families: Readonly<Record<ImageFamily, ImageFamily>> = {
  AzureLinux: 'AzureLinux',
  Ubuntu: 'Ubuntu',
  Ubuntu2204: 'Ubuntu2204',
  Ubuntu2404: 'Ubuntu2404',
};

/** The family of an AKSNodeClass's images; undefined for any other image. */
export function imageFamily(image: string | undefined): ImageFamily | undefined {
  return Object.values(families).find((family) => family === image);
}

/** What is wrong with an image that is none of them: the API server refuses the class, and no pool gets a node. */
export function unknownFamily(image: string): Pick<Diagnostic, 'problem' | 'got' | 'expected' | 'fix'> {
  const known = Object.keys(families);
  const hint = didYouMean(image, known);
  return {
    problem: 'an AKSNodeClass has no such family of node images',
    got: image,
    expected: known.join(', '),
    ...(hint === undefined ? {} : { fix: hint }),
  };
}

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
