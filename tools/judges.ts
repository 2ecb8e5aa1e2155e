import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isBuiltin } from '../lib/rendered';

/**
 * Runs public judges over rendered folders: `judges.ts FOLDER...`. Each finding needs its reason in judges.yaml, and each
 * reason its finding. The judges come from PATH; kubeconform's schemas from KUBECONFORM_SCHEMAS (a URL template).
 */
interface Finding {
  readonly rule: string;
  readonly where: string;
}

const kubernetesVersion = '1.36';

const judges: Record<string, (folders: readonly string[]) => Finding[]> = {
  'kube-score': kubeScore,
  checkov,
  kubeconform,
};

function manifests(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml') && !path.endsWith('kustomization.yaml'))
    .map((path) => join(folder, path));
}

/** The judges exit with 1 where they find something; what they print counts. */
function outputOf(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    const { stdout, code } = error as { stdout?: string; code?: string };
    if (code === 'ENOENT' || stdout === undefined || stdout === '') throw error;
    return stdout;
  }
}

interface Scored {
  readonly object_name: string;
  readonly checks:
    | readonly {
        readonly check: { readonly id: string };
        readonly grade: number;
        readonly skipped: boolean;
      }[]
    | null;
}

/** Objects of the same name in two environments are not related to each other, which this judge would take them for. */
function environmentsOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}

function kubeScore(folders: readonly string[]): Finding[] {
  return folders.flatMap(environmentsOf).flatMap((folder) => {
    const args = [
      'score',
      '--kubernetes-version',
      `v${kubernetesVersion}`,
      '-o',
      'json',
      ...manifests(folder),
    ];
    const scored = (JSON.parse(outputOf('kube-score', args)) as Scored[] | null) ?? [];
    return scored.flatMap(({ object_name: where, checks }) =>
      (checks ?? [])
        .filter(({ grade, skipped }) => !skipped && grade < 10)
        .map(({ check }) => ({ rule: check.id, where })),
    );
  });
}

interface Checkov {
  readonly results: {
    readonly failed_checks: readonly { readonly check_id: string; readonly resource: string }[];
  };
}

function checkov(folders: readonly string[]): Finding[] {
  return folders.flatMap((folder) => {
    const options = [
      '--framework',
      'kubernetes',
      '--skip-download',
      '--output',
      'json',
      '--compact',
      '--quiet',
      '--soft-fail',
    ];
    const { results } = JSON.parse(outputOf('checkov', ['--directory', folder, ...options])) as Checkov;
    return results.failed_checks.map(({ check_id: rule, resource: where }) => ({ rule, where }));
  });
}

interface Conformity {
  readonly resources: readonly {
    readonly kind: string;
    readonly version: string;
    readonly name: string;
    readonly msg: string;
    readonly status: string;
  }[];
  readonly summary: { readonly valid: number };
}

function kubeconform(folders: readonly string[]): Finding[] {
  const schemas = process.env['KUBECONFORM_SCHEMAS'] ?? 'default';
  const options = ['-strict', '-output', 'json', '-summary', '-kubernetes-version', `${kubernetesVersion}.0`];
  const files = folders.flatMap(manifests);
  const text = outputOf('kubeconform', [...options, '-schema-location', schemas, ...files]);
  const { resources, summary } = JSON.parse(text) as Conformity;
  if (summary.valid === 0) throw new Error('kubeconform judged nothing');
  return resources.map(({ kind, version: apiVersion, name, msg, status }) => {
    const isCustom =
      msg.startsWith('could not find schema') && !isBuiltin({ apiVersion, kind, metadata: { name } });
    return { rule: isCustom ? 'custom-resource' : status, where: `${kind} ${name}: ${msg}` };
  });
}

function main(folders: readonly string[]): number {
  const reasons = parse(readFileSync(join(__dirname, 'judges.yaml'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const problems: string[] = [];
  for (const [judge, run] of Object.entries(judges)) {
    const findings = run(folders);
    const known = reasons[judge] ?? {};
    for (const rule of new Set(findings.map((finding) => finding.rule))) {
      if (known[rule] !== undefined) continue;
      const where = findings.filter((finding) => finding.rule === rule).map((finding) => finding.where);
      problems.push(`${judge} ${rule}: ${where.slice(0, 5).join(', ')}`);
    }
    for (const rule of Object.keys(known)) {
      if (!findings.some((finding) => finding.rule === rule))
        problems.push(`${judge} ${rule}: the reason has no finding`);
    }
    console.log(
      `${judge}: ${findings.length} findings, each with its reason in tools/judges.yaml unless named below`,
    );
  }
  for (const problem of problems) console.error(problem);
  return problems.length;
}

process.exitCode = main(process.argv.slice(2)) === 0 ? 0 : 1;
