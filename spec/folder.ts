import type { Diagnostic, Location } from '../lib/diagnostics';
import { byCodeUnit } from '../lib/json';
import { didYouMean } from '../lib/nearest';
import { nameProblem } from './reserved';
import type { SourceFolder } from './source-folder';
import type { UnreadableFiles } from './unreadable-files';
import { mayBeEnvironment } from './unreadable-files';

/** One file of a platform's folder and what its place makes of it. */
export interface SpecFile {
  /** Below the folder, with `/`. */
  readonly path: string;
  readonly role: 'platform' | 'environment' | 'override' | 'service' | 'manifest';
  /** Of the service or environment. */
  readonly name: string;
  readonly team?: string;
  /** Of an override; of a manifest also `all`. */
  readonly environment?: string;
  /** Of a manifest. */
  readonly app?: string;
}

interface Listing {
  readonly files: readonly SpecFile[];
  readonly diagnostics: readonly Diagnostic[];
  readonly unread: UnreadableFiles;
}

const topFolders = ['environments', 'services', 'manifests'];

/** All files of a platform's folder, sorted, with what is wrong about their names. */
export function listFolder(folder: SourceFolder, reserved: readonly string[]): Listing {
  const walker = new Walker(folder, reserved);
  if (!folder.isFolder('')) {
    return {
      files: [],
      diagnostics: [missing('', `there is no folder ${folder.title}`, 'name the folder of the platform')],
      unread: ['platform.yaml', 'environments', 'services'],
    };
  }
  walker.top();
  if (!walker.files.some((file) => file.role === 'platform')) {
    walker.unread.push('platform.yaml');
    walker.diagnostics.push(
      missing(
        'platform.yaml',
        'every platform has a platform.yaml',
        'write one with name, owner and edition',
      ),
    );
  }
  walker.compareNames();
  const { files, diagnostics, unread } = walker;
  return { files, diagnostics, unread };
}

function missing(path: string, problem: string, fix: string): Diagnostic {
  return { code: 'file-missing', path, problem, fix };
}

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

function start(file: string): Location {
  return { file, line: 1, column: 1 };
}

class Walker {
  readonly files: SpecFile[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly unread: string[] = [];

  constructor(
    private readonly folder: SourceFolder,
    private readonly reserved: readonly string[],
  ) {}

  top(): void {
    for (const name of this.entries('')) {
      if (name === 'platform.yaml' || name === 'platform.yml') this.platformFile(name);
      else if (name === 'environments') this.environments();
      else if (name === 'services') this.services('services');
      else if (name === 'manifests') this.manifests();
      else this.unexpected(name, ['platform.yaml', ...topFolders]);
    }
  }

  private platformFile(name: string): void {
    if (this.folder.isFolder(name)) {
      this.report('file-name', name, {
        problem: 'this is a folder, but a file is expected',
        got: name,
        fix: 'rename it',
      });
    } else if (name.endsWith('.yml')) {
      const fix = 'rename it to platform.yaml';
      this.report('file-name', name, { problem: 'file names end in .yaml', got: name, fix });
    } else this.files.push({ path: name, role: 'platform', name: 'platform' });
  }

  private environments(): void {
    for (const name of this.entries('environments')) {
      const path = `environments/${name}`;
      if (!this.folder.isFolder(path)) {
        const environment = this.yamlName(path, name, 'environment');
        if (environment !== undefined) this.files.push({ path, role: 'environment', name: environment });
        continue;
      }
      for (const file of this.entries(path)) {
        const service = this.yamlName(`${path}/${file}`, file, 'service');
        if (service === undefined) continue;
        this.files.push({ path: `${path}/${file}`, role: 'override', name: service, environment: name });
      }
    }
  }

  private services(folder: string, team?: string): void {
    for (const name of this.entries(folder)) {
      const path = `${folder}/${name}`;
      if (this.folder.isFolder(path)) {
        if (team === undefined && this.validName(path, name, 'team')) this.services(path, name);
        else if (team !== undefined) this.unexpected(path, ['services/TEAM/SERVICE.yaml']);
        continue;
      }
      const service = this.yamlName(path, name, 'service');
      if (service === undefined) continue;
      this.files.push({ path, role: 'service', name: service, ...(team === undefined ? {} : { team }) });
    }
  }

  private manifests(): void {
    for (const environment of this.entries('manifests')) {
      const folder = `manifests/${environment}`;
      if (!this.folder.isFolder(folder)) {
        this.unexpected(folder, ['manifests/ENVIRONMENT/APP/*.yaml', 'manifests/all/APP/*.yaml']);
        continue;
      }
      for (const app of this.entries(folder)) this.manifestApp(folder, environment, app);
    }
  }

  private manifestApp(folder: string, environment: string, app: string): void {
    const path = `${folder}/${app}`;
    if (!this.folder.isFolder(path)) {
      this.unexpected(path, [`${folder}/APP/*.yaml`]);
      return;
    }
    if (!this.validName(path, app, 'app')) return;
    for (const name of this.entries(path)) {
      if (!name.endsWith('.yaml') || this.folder.isFolder(`${path}/${name}`))
        this.unexpected(`${path}/${name}`, [`${path}/*.yaml`]);
      else this.files.push({ path: `${path}/${name}`, role: 'manifest', name: app, environment, app });
    }
  }

  /** Entries of a folder that count: hidden files and Markdown are for people. */
  private entries(folder: string): string[] {
    return this.folder
      .names(folder)
      .filter((name) => !name.startsWith('.') && !name.endsWith('.md'))
      .sort(byCodeUnit)
      .filter((name) => this.staysInside(folder === '' ? name : `${folder}/${name}`));
  }

  private staysInside(path: string): boolean {
    const leads = this.folder.leads(path);
    if (leads === 'nowhere') {
      this.report('file-missing', path, { problem: 'a symbolic link leads to nothing', fix: 'remove it' });
    } else if (leads === 'outside') {
      this.report('file-symlink', path, {
        problem: 'a symbolic link leads out of the platform folder',
        fix: 'copy the file instead',
      });
    }
    return leads === 'inside' && this.isOrdinary(path);
  }

  private isOrdinary(path: string): boolean {
    if (this.folder.isFile(path) || this.folder.isFolder(path)) return true;
    this.report('file-kind', path, {
      problem: 'neither a file nor a folder',
      expected: 'a file that can be read to its end',
      fix: 'remove it',
    });
    return false;
  }

  private yamlName(path: string, file: string, what: 'service' | 'environment'): string | undefined {
    if (file.endsWith('.yml')) {
      this.report('file-name', path, {
        problem: 'file names end in .yaml',
        got: file,
        fix: `rename it to ${file.slice(0, -4)}.yaml`,
      });
      return undefined;
    }
    if (!file.endsWith('.yaml')) {
      this.unexpected(path, [`${what.toUpperCase()}.yaml`]);
      return undefined;
    }
    const name = file.slice(0, -5);
    return this.validName(path, name, what) ? name : undefined;
  }

  private validName(path: string, name: string, what: string): boolean {
    // An app of plain objects may join a reserved folder.
    const reserved = what === 'app' ? ['constructor'] : what === 'team' ? [] : this.reserved;
    const problem = nameProblem(name, article(what), reserved);
    if (problem !== undefined) this.report('invalid-name', path, problem);
    return problem === undefined;
  }

  private unexpected(path: string, allowed: readonly string[]): void {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const hint = didYouMean(name, allowed);
    this.report('file-name', path, {
      problem: 'a platform has no such file or folder',
      got: name,
      expected: allowed.join(', '),
      fix: hint ?? 'remove or rename it',
    });
  }

  /** One service in two folders, and folders of environments that have no file. */
  compareNames(): void {
    const seen = new Map<string, SpecFile>();
    for (const file of this.files.filter((entry) => entry.role === 'service')) {
      const other = seen.get(file.name);
      if (other !== undefined) {
        this.report('name-collision', file.path, {
          problem: 'names of services are unique in the platform',
          got: `${file.name} here and in ${other.path}`,
          fix: 'rename one of them',
        });
      }
      seen.set(file.name, file);
    }
    const known = this.files.filter((file) => file.role === 'environment').map((file) => file.name);
    const reported = new Set<string>();
    for (const { role, environment = 'all', path } of this.files) {
      if ((role !== 'override' && role !== 'manifest') || environment === 'all') continue;
      if (known.includes(environment) || reported.has(environment)) continue;
      if (mayBeEnvironment(this.unread, environment)) continue;
      reported.add(environment);
      this.report('unknown-environment', path, {
        problem: 'no environment has the name of this folder',
        got: environment,
        expected: known.join(', ') || `environments/${environment}.yaml`,
        fix: didYouMean(environment, known) ?? `add environments/${environment}.yaml, or rename the folder`,
      });
    }
  }

  private report(
    code: Diagnostic['code'],
    path: string,
    parts: Omit<Diagnostic, 'code' | 'path' | 'location'>,
  ): void {
    this.diagnostics.push({ code, path: '', ...parts, location: start(path) });
    this.unread.push(path);
  }
}
