import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codes } from '../../lib/codes';
import { base, diagnosticsOf, problemsOf, removePlatforms, web, writePlatform } from '../support/platform';
import { capacityCases } from './capacity-cases';
import { edgeCases } from './edge-cases';
import { cases } from './error-cases';
import { namespaceCases } from './namespace-cases';
import { fieldCases } from './field-cases';
import { exposeCases } from './expose-cases';
import { networkCases } from './network-cases';
import { podCases } from './pod-cases';
import { nodeCases } from './node-cases';
import { portCases } from './port-cases';
import { refusedCases } from './refused-cases';
import { rolloutCases } from './rollout-cases';
import { severalCases } from './several-cases';
import { yamlCases } from './yaml-cases';

const file = join(__dirname, 'errors.txt');

/** Name to text of the sections `== NAME` of errors.txt. */
function pinnedTexts(): Map<string, string> {
  const sections = readFileSync(file, 'utf8').split(/^== /m).slice(1);
  return new Map(
    sections.map((section) => {
      const end = section.indexOf('\n');
      return [section.slice(0, end), section.slice(end + 1).trimEnd()];
    }),
  );
}

const all = Object.values({
  ...cases,
  ...capacityCases,
  ...refusedCases,
  ...severalCases,
  ...namespaceCases,
  ...networkCases,
  ...nodeCases,
  ...edgeCases,
  ...rolloutCases,
  ...fieldCases,
  ...exposeCases,
  ...podCases,
  ...portCases,
  ...yamlCases,
}).flatMap((group) => Object.entries(group));

// UPDATE_ERRORS=1 writes the texts anew; read them before you commit them.
if (process.env['UPDATE_ERRORS'] !== undefined) {
  writeFileSync(file, all.map(([name, files]) => `== ${name}\n${problemsOf(files).trimEnd()}\n`).join('\n'));
}

const pinned = pinnedTexts();

afterEach(removePlatforms);

it.each(all)('%s', (name, files) => {
  const text = problemsOf(files).trimEnd();
  expect(text).not.toBe('');
  expect(text).toBe(pinned.get(name));
});

it('errors.txt holds no text of a case that is gone', () => {
  expect([...pinned.keys()]).toEqual(all.map(([name]) => name));
});

describe('symbolic links', () => {
  it('that lead out of the folder are refused', () => {
    const root = writePlatform({ ...base, 'services/web.yaml': web });
    symlinkSync(tmpdir(), join(root, 'services/out'));
    symlinkSync('/etc/hostname', join(root, 'services/host.yaml'));
    expect(problemsOf({}, root)).toBe(
      ['services/host.yaml', 'services/out']
        .map(
          (path) =>
            `${path}:1:1 error file-symlink\n  a symbolic link leads out of the platform folder; copy the file instead`,
        )
        .join('\n'),
    );
  });

  it('that lead to nothing are refused', () => {
    const root = writePlatform({ ...base, 'services/web.yaml': web });
    symlinkSync('gone.yaml', join(root, 'services/link.yaml'));
    expect(problemsOf({}, root)).toBe(
      'services/link.yaml:1:1 error file-missing\n  a symbolic link leads to nothing; remove it',
    );
  });

  it('that stay inside are followed', () => {
    const root = writePlatform({ ...base, 'services/web.yaml': web });
    symlinkSync('web.yaml', join(root, 'services/copy.yaml'));
    expect(diagnosticsOf(root)).toEqual([]);
  });
});

it('a named pipe is refused, not waited for', () => {
  const root = writePlatform({ ...base, 'services/web.yaml': web });
  execFileSync('mkfifo', [join(root, 'services/pipe.yaml')]);
  expect(problemsOf({}, root)).toBe(
    'services/pipe.yaml:1:1 error file-kind\n  neither a file nor a folder; expected a file that can be read to its end; remove it',
  );
});

it('a folder that is not there is an error without a location', () => {
  expect(problemsOf({}, '/nowhere/platform')).toBe(
    'error file-missing\n  there is no folder /nowhere/platform; name the folder of the platform',
  );
});

it('text may hold as many brackets and dashes as it likes', () => {
  const text = `  ${'['.repeat(1200)}\n    ${'- '.repeat(500)}\n`;
  expect(problemsOf({ ...base, 'services/web.yaml': `${web}files:\n  /etc/a.txt: |\n  ${text}` })).toBe('');
});

it('words of YAML 1.1 are strings where a string is wanted', () => {
  const words = ['no', 'yes', 'on', 'n', 'NO', 'Off'];
  const env = words.map((word, index) => `  V${index}: ${word}\n`).join('');
  expect(problemsOf({ ...base, 'services/web.yaml': `${web}env:\n${env}` })).toBe('');
});

it('every code of the reader, the schema and the model is the answer to some case', () => {
  const seen = new Set(
    [...readFileSync(file, 'utf8').matchAll(/ (?:error|warning) ([a-z-]+)$/gm)].map((match) => match[1]),
  );
  const testedElsewhere = new Set(['file-symlink', 'file-missing', 'file-kind']);
  const names = Object.keys(codes);
  const own = names.slice(0, names.indexOf('duplicate-object'));
  expect(own.filter((code) => !seen.has(code) && !testedElsewhere.has(code))).toEqual([]);
});
