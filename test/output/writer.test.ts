import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SpecError, ToolError } from '../../lib/diagnostics';
import { disk, planOutput, writeOutput } from '../../output/writer';

let root = '';

beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'portolan-writer-')), 'dist');
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(dirname(root), { recursive: true, force: true });
});

const deployment = (name: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n`;

const kustomization = (...names: string[]) => `resources:\n${names.map((name) => `  - ${name}\n`).join('')}`;

/** Files of one app in one environment, with their kustomization. */
function app(environment: string, files: Readonly<Record<string, string>>): Map<string, string> {
  const folder = `${environment}/web`;
  const entries = Object.entries(files).map(([name, text]): [string, string] => [`${folder}/${name}`, text]);
  return new Map([...entries, [`${folder}/kustomization.yaml`, kustomization(...Object.keys(files))]]);
}

function write(files: ReadonlyMap<string, string>, environments?: readonly string[]) {
  const request = { root, files, ...(environments === undefined ? {} : { environments }) };
  const plan = planOutput(request);
  writeOutput(request, plan);
  return plan;
}

/** Path to text of everything below the root. */
function contents(): Record<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(root, path)).isFile(),
  );
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

it('writes only what changed and removes what is no longer wanted', () => {
  write(app('a', { 'x.yaml': 'x: 1\n', 'y.yaml': 'y: 1\n' }));
  const before = statSync(join(root, 'a/web/x.yaml'));
  const plan = write(app('a', { 'x.yaml': 'x: 1\n', 'z.yaml': 'z: 1\n' }));
  expect(plan).toEqual({
    written: ['a/web/kustomization.yaml', 'a/web/z.yaml'],
    unchanged: ['.gitattributes', 'a/web/x.yaml'],
    removed: ['a/web/y.yaml'],
    leftovers: [],
    interrupted: [],
  });
  const after = statSync(join(root, 'a/web/x.yaml'));
  expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  expect(Object.keys(contents())).toEqual([
    '.gitattributes',
    'a/web/kustomization.yaml',
    'a/web/x.yaml',
    'a/web/z.yaml',
  ]);
});

it('a second run with the same files writes nothing', () => {
  const files = app('a', { 'x.yaml': 'x: 1\n' });
  write(files);
  expect(write(files).written).toEqual([]);
});

it('folders that become empty go away', () => {
  write(new Map([...app('a', { 'x.yaml': 'x: 1\n' }), ...app('b', { 'x.yaml': 'x: 1\n' })]));
  write(app('b', { 'x.yaml': 'x: 1\n' }));
  expect(existsSync(join(root, 'a'))).toBe(false);
});

it('environments outside the run are neither touched nor removed', () => {
  write(new Map([...app('a', { 'x.yaml': 'x: 1\n' }), ...app('b', { 'x.yaml': 'x: 1\n' })]));
  const { removed, written } = write(app('a', { 'x.yaml': 'x: 2\n' }), ['a']);
  expect([removed, written]).toEqual([[], ['a/web/x.yaml']]);
  expect(contents()['b/web/x.yaml']).toBe('x: 1\n');
});

it('marks the folder as generated', () => {
  write(app('a', { 'x.yaml': 'x: 1\n' }));
  expect(contents()['.gitattributes']).toBe(
    '# Rendered by portolan: change the platform folder, not these files.\n* linguist-generated=true\n',
  );
});

describe('a disk that fails', () => {
  const old = () => write(app('a', { 'x.yaml': 'x: 1\n', 'deployment-y.yaml': deployment('y') }));
  const full = (when: number) => {
    const real = disk.writeFileSync;
    let calls = 0;
    jest.spyOn(disk, 'writeFileSync').mockImplementation((...args) => {
      if (++calls % 4 === when % 4) {
        real(args[0], 'half');
        throw new Error('ENOSPC: no space left on device, write');
      }
      real(...args);
    });
  };

  it.each([1, 2, 3, 4])('at file %i leaves the old output whole and nothing half written', (when) => {
    old();
    const before = contents();
    full(when);
    const attempt = () => write(app('a', { 'x.yaml': 'x: 2\n', 'z.yaml': 'z: 2\n' }));
    expect(attempt).toThrow(ToolError);
    expect(attempt).toThrow(`can't write to ${root}: ENOSPC: no space left on device, write`);
    expect(contents()).toEqual(before);
  });

  it.each(['renameSync', 'rmSync'] as const)(
    'in the middle of %s: the next run completes the work',
    (name) => {
      old();
      jest.spyOn(disk, name).mockImplementationOnce(() => {
        throw new Error('EIO: i/o error');
      });
      const wanted = app('a', { 'x.yaml': 'x: 2\n', 'deployment-d.yaml': deployment('d') });
      expect(() => write(wanted)).toThrow('EIO: i/o error');
      write(wanted);
      expect(Object.keys(contents())).toEqual(['.gitattributes', ...[...wanted.keys()].sort()]);
      expect(contents()['a/web/x.yaml']).toBe('x: 2\n');
    },
  );

  it('while renaming leaves no temporary files', () => {
    old();
    const rename = disk.renameSync;
    jest.spyOn(disk, 'renameSync').mockImplementation((from, to) => {
      if (String(to).endsWith('/x.yaml')) throw new Error('EPERM: operation not permitted');
      rename(from, to);
    });
    const wanted = app('a', { 'deployment-d.yaml': deployment('d'), 'x.yaml': 'x: 2\n', 'z.yaml': 'z: 2\n' });
    expect(() => write(wanted)).toThrow(ToolError);
    expect(Object.keys(contents()).filter((path) => path.includes('.portolan-'))).toEqual([
      '.portolan-journal',
    ]);
  });

  it('before the first file leaves no empty folders', () => {
    full(2);
    expect(() => write(app('a', { 'x.yaml': 'x: 2\n' }))).toThrow('ENOSPC');
    expect(existsSync(root)).toBe(false);
  });

  it('and neither a run of another environment nor a full disk forgets what was interrupted', () => {
    old();
    const rename = disk.renameSync;
    let renames = 0;
    // The first is that of the journal, the second that of the new deployment.
    jest.spyOn(disk, 'renameSync').mockImplementation((from, to) => {
      if (++renames === 3) throw new Error('EIO: i/o error');
      rename(from, to);
    });
    const wanted = app('a', { 'deployment-d.yaml': deployment('d'), 'x.yaml': 'x: 2\n' });
    expect(() => write(wanted)).toThrow('EIO: i/o error');
    expect(contents()['a/web/deployment-d.yaml']).toBe(deployment('d'));
    write(app('b', { 'x.yaml': 'x: 1\n' }), ['b']);
    jest.restoreAllMocks();
    full(1);
    expect(() => write(wanted, ['a'])).toThrow('ENOSPC');
    jest.restoreAllMocks();
    write(wanted, ['a']);
    expect(write(new Map([...wanted, ...app('b', { 'x.yaml': 'x: 1\n' })])).written).toEqual([]);
    expect(Object.keys(contents())).toContain('a/web/deployment-d.yaml');
    expect(Object.keys(contents())).not.toContain('.portolan-journal');
  });

  it('what a killed run left is not touched by a run that only compares', () => {
    old();
    writeFileSync(join(root, 'a/web/.portolan-x.yaml'), 'ha');
    const before = contents();
    expect(planOutput({ root, files: app('a', {}) }).leftovers).toEqual(['a/web/.portolan-x.yaml']);
    expect(contents()).toEqual(before);
  });

  it('what a killed run left under temporary names is removed by the next one', () => {
    old();
    writeFileSync(join(root, 'a/web/.portolan-x.yaml'), 'ha');
    write(app('a', { 'x.yaml': 'x: 1\n' }));
    expect(Object.keys(contents())).not.toContain('a/web/.portolan-x.yaml');
  });
});

describe('a folder that is not its own is refused', () => {
  const refusal = (setup: () => void) => {
    setup();
    const before = contents();
    let text = '';
    try {
      write(app('a', { 'x.yaml': 'x: 1\n' }));
    } catch (error) {
      expect(error).toBeInstanceOf(SpecError);
      text = (error as Error).message;
    }
    expect(contents()).toEqual(before);
    return text.replaceAll(root, 'DIST');
  };

  it('with files of others in it', () => {
    const text = refusal(() => {
      mkdirSync(root, { recursive: true });
      writeFileSync(join(root, 'README.md'), 'mine');
    });
    expect(text).toBe(
      "error foreign-folder\n  DIST: the folder is not Portolan's own, got README.md; name an empty folder with --out",
    );
  });

  it('with manifests that look like its own but lack its mark', () => {
    const text = refusal(() => {
      mkdirSync(join(root, 'a/web'), { recursive: true });
      writeFileSync(join(root, 'a/web/x.yaml'), 'mine');
    });
    expect(text).toContain('got a/web/x.yaml');
  });

  it('where somebody added a file by hand', () => {
    const text = refusal(() => {
      write(app('a', { 'x.yaml': 'x: 1\n' }));
      writeFileSync(join(root, 'a/web/mine.yaml'), 'mine');
    });
    expect(text).toContain('got a/web/mine.yaml');
  });
});

describe('a journal that no run has left', () => {
  const attempt = (paths: unknown) => {
    writeFileSync(join(root, '.portolan-journal'), JSON.stringify(paths));
    return write(app('a', { 'x.yaml': 'x: 1\n' }));
  };

  it.each([
    ['a file that is named otherwise', 'mine.yaml', deployment('mine')],
    ['a file that holds something else', 'deployment-mine.yaml', 'mine: true\n'],
    ['a file that holds another kind', 'deployment-mine.yaml', deployment('x').replace('Deployment', 'Job')],
  ])('does not make %s our own', (_, name, text) => {
    write(app('a', { 'x.yaml': 'x: 1\n' }));
    writeFileSync(join(root, 'a/web', name), text);
    expect(() => attempt([`a/web/${name}`])).toThrow(
      `the folder holds files that Portolan did not write, got a/web/${name}`,
    );
    expect(contents()[`a/web/${name}`]).toBe(text);
  });

  it('does not make a folder without the mark our own', () => {
    mkdirSync(join(root, 'a/web'), { recursive: true });
    writeFileSync(join(root, 'a/web/deployment-mine.yaml'), deployment('mine'));
    expect(() => attempt(['a/web/deployment-mine.yaml', '.gitattributes'])).toThrow(
      "the folder is not Portolan's own",
    );
    expect(contents()['a/web/deployment-mine.yaml']).toBe(deployment('mine'));
  });

  it.each([
    [
      'paths that lead elsewhere',
      ['../precious.yaml', '/etc/job-a.yaml', 'a/../job-a.yaml', '../b/job-a.yaml', 'a/web/../job-a.yaml'],
    ],
    ['no paths', [[1], null, 7, {}]],
    ['no list', { a: 'web' }],
  ])('goes away where it names %s', (_, paths) => {
    write(app('a', { 'x.yaml': 'x: 1\n' }));
    writeFileSync(join(dirname(root), 'precious.yaml'), 'mine');
    expect(attempt(paths).interrupted).toEqual([]);
    expect(Object.keys(contents())).toEqual(['.gitattributes', 'a/web/kustomization.yaml', 'a/web/x.yaml']);
    expect(existsSync(join(dirname(root), 'precious.yaml'))).toBe(true);
  });

  it.each(['.portolan-journal', '.portolan-journal.next', '.portolan-lock', 'a/web/.portolan-x.yaml', 'b'])(
    '%s as a symbolic link is refused',
    (name) => {
      write(app('a', { 'x.yaml': 'x: 1\n' }));
      const precious = join(dirname(root), 'precious');
      writeFileSync(precious, '["a/web/x.yaml"]');
      symlinkSync(precious, join(root, name));
      expect(() => write(app('a', { 'x.yaml': 'x: 2\n' }))).toThrow(`got ${name}`);
      expect(readFileSync(precious, 'utf8')).toBe('["a/web/x.yaml"]');
    },
  );
});

it('a place where no folders can be made is refused at once', () => {
  const request = { root: '/proc/portolan/dist', files: app('a', { 'x.yaml': 'x: 1\n' }) };
  expect(() => writeOutput(request, planOutput(request))).toThrow(
    "can't write to /proc/portolan/dist: ENOENT",
  );
});
