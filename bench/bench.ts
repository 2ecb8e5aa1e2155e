import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, runCommand, runNode, watchTimes } from './measure';
import { phaseTimes } from './phases';
import { generatePlatform } from './platform';

/**
 * `npm run bench [SIZES...]`: whole processes of the built command line, medians of five, and their ratios to `cp -r` of
 * the output within the same run.
 */
const cli = join(__dirname, '../build/portolan.js');
const times = 5;

interface Row {
  readonly services: number;
  readonly objects: number;
  readonly mebibytes: number;
  readonly cold: number;
  readonly unchanged: number;
  readonly memory: number;
  readonly copy: number;
  readonly startUp: number;
  readonly phases: Record<string, number>;
}

function repeat<T>(act: () => T): T[] {
  return Array.from({ length: times }, act);
}

function measure(folder: string, services: number): Row {
  const platform = join(folder, `platform-${services}`);
  const out = join(folder, `dist-${services}`);
  generatePlatform(platform, services);
  const args = [cli, 'synth', '--platform', platform, '--out', out, '--json'];
  const cold = repeat(() => {
    rmSync(out, { recursive: true, force: true });
    return runNode(args);
  });
  const unchanged = repeat(() => runNode(args));
  const { objects, written } = JSON.parse(cold[0]?.output ?? '{}') as { objects: number; written: number };
  if (written < objects) throw new Error('not everything was written');
  const copy = repeat(() => {
    const target = join(folder, 'copy');
    rmSync(target, { recursive: true, force: true });
    return runCommand('cp', ['-r', out, target]);
  });
  const startUp = repeat(() => runCommand(process.execPath, ['-e', '0']));
  const size = Number(runNode(['-e', sizeScript, out]).output);
  phaseTimes(platform, join(folder, 'phases'));
  rmSync(join(folder, 'phases'), { recursive: true });
  return {
    services,
    objects,
    mebibytes: size / 2 ** 20,
    cold: median(cold.map((run) => run.milliseconds)),
    unchanged: median(unchanged.map((run) => run.milliseconds)),
    memory: Math.max(...cold.map((run) => run.memory)),
    copy: median(copy),
    startUp: median(startUp),
    phases: phaseTimes(platform, join(folder, 'phases')),
  };
}

const sizeScript =
  "const fs=require('fs'),p=require('path');console.log(fs.readdirSync(process.argv[1],{recursive:true}).map(f=>fs.statSync(p.join(process.argv[1],f))).filter(s=>s.isFile()).reduce((a,s)=>a+s.size,0))";

function table(rows: readonly Row[]): string {
  const number = (value: number, digits = 0) => value.toFixed(digits);
  const lines = rows.map((row) =>
    [
      `${row.services} × 3`,
      row.objects,
      number(row.mebibytes, 1),
      number(row.cold),
      number(row.cold / row.objects, 3),
      number(row.unchanged),
      number(row.memory),
      number(row.cold / (row.copy + row.startUp), 2),
      ...Object.values(row.phases).map((value) => number(value)),
    ].join(' | '),
  );
  const phases = Object.keys(rows[0]?.phases ?? {});
  const head = [
    'services',
    'objects',
    'MiB',
    'cold ms',
    'ms/object',
    'unchanged ms',
    'peak MiB',
    '÷ (cp -r + node)',
    ...phases,
  ];
  return [
    `| ${head.join(' | ')} |`,
    `|${' --- |'.repeat(head.length)}`,
    ...lines.map((line) => `| ${line} |`),
  ].join('\n');
}

async function main(sizes: readonly number[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-bench-'));
  try {
    const rows = sizes.map((size) => measure(folder, size));
    console.log(table(rows));
    const [large, middle] = [rows.at(-1), rows.at(-2)];
    if (large !== undefined && middle !== undefined) {
      const start = startUpOfCli();
      const perObject = ({ cold, objects }: Row) => (cold - start) / objects;
      console.log(
        `growth per object, ${large.services} ÷ ${middle.services}: ${(perObject(large) / perObject(middle)).toFixed(2)}`,
      );
    }
    const size = sizes.at(-1) ?? 10;
    const watched = await watchTimes(
      cli,
      join(folder, `platform-${size}`),
      join(folder, `dist-${size}`),
      times,
    );
    console.log(`watch at ${size} × 3, event to last write: ${median(watched).toFixed(0)} ms`);
    for (const services of sizes.slice(0, -1)) {
      const args = [
        '-r',
        'tsx/cjs',
        join(__dirname, 'cdk8s.ts'),
        join(folder, `platform-${services}`),
        join(folder, 'cdk8s'),
      ];
      console.log(`cdk8s App.synth of ${services} × 3: ${Number(runNode(args).output).toFixed(0)} ms`);
    }
    const sample = repeat(() => {
      rmSync(join(folder, 'sample'), { recursive: true, force: true });
      return runNode([
        cli,
        'synth',
        '--platform',
        join(__dirname, '../platform'),
        '--out',
        join(folder, 'sample'),
      ]).milliseconds;
    });
    console.log(`the sample platform, cold: ${median(sample).toFixed(0)} ms`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the command line needs before it begins to render. */
function startUpOfCli(): number {
  return median(repeat(() => runNode([cli, '--version']).milliseconds));
}

void main(process.argv.slice(2).length > 0 ? process.argv.slice(2).map(Number) : [10, 100, 1000]);
