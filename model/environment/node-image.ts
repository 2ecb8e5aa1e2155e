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

/** Families of images of AWS that an alias names. */
const aliased = ['al2', 'al2023', 'bottlerocket', 'windows2019', 'windows2022', 'windows2025'];
/** Longest alias that the API server takes. */
const longestAlias = 30;

/** What is wrong with an image that is not an alias of AWS: the API server refuses the class, and no pool gets a node. */
export function brokenAlias(
  image: string,
): Pick<Diagnostic, 'problem' | 'got' | 'expected' | 'fix'> | undefined {
  const [family = '', version = ''] = image.split('@');
  if (version === '') {
    return {
      problem: `${image} is not an alias of a node image: it has no version`,
      expected: 'a family and a version such as al2023@v20261108',
    };
  }
  if (!aliased.includes(family)) {
    const hint = didYouMean(family, aliased);
    return {
      problem: 'an EC2NodeClass has no such family of node images',
      got: family,
      expected: aliased.join(', '),
      ...(hint === undefined ? {} : { fix: hint }),
    };
  }
  if (family.startsWith('windows') && version !== 'latest') {
    return {
      problem: 'an alias of a Windows image has no version but the latest',
      got: image,
      expected: `${family}@latest`,
    };
  }
  if (image.length <= longestAlias) return undefined;
  return {
    problem: 'the alias of the node image is too long',
    got: `${image.length} characters`,
    expected: `at most ${longestAlias}`,
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
