import { Command, CommanderError, Option } from 'commander';
import { SpecError } from '../lib/diagnostics';
import { version } from '../package.json';
import { schemas } from '../app/schema';
import type { FileKind } from '../spec/json-schema';
import type { CanOptions } from './can';
import { can } from './can';
import type { CompareOptions } from './compare';
import { compare } from './compare';
import type { ExplainOptions } from './explain';
import { explain } from './explain';
import type { GraphOptions } from './graph';
import { graph, graphFormats } from './graph';
import { schema } from './schema';
import type { SynthOptions } from './synth';
import { synth } from './synth';
import type { Terminal } from './terminal';
import { exitCode, failure, reportErrors } from './terminal';
import { validate } from './validate';
import { watch } from './watch';

/** What the commands of one run share. */
interface Session {
  readonly to: Terminal;
  /** Folder of the platform, for the lines that errors show. */
  platform: string;
  /** True where a machine reads the output. */
  json: boolean;
  code: number;
}

/** Runs one command line and returns its exit code. */
export async function run(args: readonly string[], to: Terminal): Promise<number> {
  const session: Session = { to, platform: 'platform', json: false, code: exitCode.done };
  const program = new Command('portolan')
    .description('Renders a short description of a platform to plain Kubernetes YAML.')
    .version(version)
    .addHelpText(
      'after',
      '\nExit codes: 0 done; 1 the input is invalid, --check or compare found a difference, or can says no; 2 failure.',
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => to.out(text.trimEnd()),
      writeErr: (text) => to.err(text.trimEnd()),
    });
  for (const add of commands) add(program, session);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return session.code;
  } catch (error) {
    return failed(error, session);
  }
}

const repeated = (value: string, before: readonly string[]) => [...before, value];
const platformOption = () => new Option('--platform <dir>', 'folder of the platform').default('platform');
const environmentOption = (what: string) =>
  new Option('--environment <name>', `${what}; may be repeated`).argParser(repeated).default([], 'all');

const commands: readonly ((program: Command, session: Session) => void)[] = [
  addSynth,
  addValidate,
  addCompare,
  addExplain,
  addGraph,
  addCan,
  addSchema,
];

function addSynth(program: Command, session: Session): void {
  program
    .command('synth')
    .description('render the platform to the output folder')
    .addOption(platformOption())
    .option('--out <dir>', 'folder of the output', 'dist')
    .addOption(environmentOption('render only this environment, and touch no other'))
    .option('--check', 'write nothing; exit with 1 if the output differs', false)
    .addOption(
      new Option('--watch', 'render again whenever the platform changes').default(false).conflicts('check'),
    )
    .addOption(
      new Option(
        '--replace <object>',
        'accept a change that KIND/NAMESPACE/NAME does not survive in place; may be repeated',
      )
        .argParser(repeated)
        .default([], 'none'),
    )
    .addOption(
      new Option(
        '--remove <object>',
        'let a claim, Namespace, volume, definition or load balancer leave the output, or a StatefulSet lose claims: KIND/NAMESPACE/NAME, or ENVIRONMENT/* for all of one; may be repeated',
      )
        .argParser(repeated)
        .default([], 'none'),
    )
    .addOption(
      new Option('--summary <form>', 'form of the summary')
        .choices(['text', 'markdown', 'json'])
        .default('text'),
    )
    .addOption(new Option('--json', 'the same as --summary json').implies({ summary: 'json' }))
    .action(async (options: SynthOptions & { watch: boolean }) => {
      begin(session, { ...options, json: options.summary === 'json' });
      session.code = options.watch ? await watch(options, session.to) : synth(options, session.to);
    });
}

function addValidate(program: Command, session: Session): void {
  program
    .command('validate')
    .description('report every error of the platform and write nothing')
    .addOption(platformOption())
    .option('--json', 'print the problems as JSON', false)
    .action((options: { platform: string; json: boolean }) => {
      begin(session, options);
      session.code = validate(options.platform, options.json, session.to);
    });
}

function addCompare(program: Command, session: Session): void {
  program
    .command('compare')
    .description('check that the rendering holds everything that existing manifests say')
    .argument('<manifests...>', 'files or folders of Kubernetes YAML')
    .addOption(platformOption())
    .requiredOption('--environment <name>', 'environment to compare with')
    .option('--json', 'print the comparison as JSON', false)
    .action((manifests: string[], options: CompareOptions) => {
      begin(session, options);
      session.code = compare(manifests, options, session.to);
    });
}

function addExplain(program: Command, session: Session): void {
  program
    .command('explain')
    .description('explain a field (`ports`), or what is rendered for a service and why (`service/web`)')
    .argument('<what>', 'field path, or service/NAME')
    .addOption(platformOption())
    .addOption(environmentOption('only this environment'))
    .option('--json', 'print the explanation as JSON', false)
    .action((what: string, options: ExplainOptions) => {
      begin(session, options);
      session.code = explain(what, options, session.to);
    });
}

function addGraph(program: Command, session: Session): void {
  program
    .command('graph')
    .description('show who may talk to whom, on which port, and which line asks for it')
    .addOption(platformOption())
    .addOption(environmentOption('only this environment'))
    .addOption(new Option('--format <form>', 'form of the graph').choices(graphFormats).default('table'))
    .option('--would-close', 'show instead what is open now and would be closed by enforce', false)
    .action((options: GraphOptions) => {
      begin(session, { ...options, json: options.format === 'json' });
      session.code = graph(options, session.to);
    });
}

function addCan(program: Command, session: Session): void {
  program
    .command('can')
    .description('say whether one may talk to the other, and why; exit with 1 if not')
    .argument('<from>', 'service, address, or name of a caller in accepts')
    .argument('<to>', 'service, SERVICE:PORT, data service, URL or address')
    .addOption(platformOption())
    .addOption(environmentOption('only this environment'))
    .option('--json', 'print the answer as JSON', false)
    .action((from: string, to: string, options: CanOptions) => {
      begin(session, options);
      session.code = can(from, to, options, session.to);
    });
}

/** From here on it is known how problems are reported. */
function begin(session: Session, { platform, json }: Pick<Session, 'platform' | 'json'>): void {
  session.platform = platform;
  session.json = json;
}

function addSchema(program: Command, session: Session): void {
  program
    .command('schema')
    .description('print the JSON Schema of one kind of file')
    .addArgument(program.createArgument('<kind>', 'kind of file').choices(Object.keys(schemas)))
    .action((kind: FileKind) => {
      session.code = schema(kind, session.to);
    });
}

function failed(error: unknown, { platform, json, to }: Session): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.failure;
  if (error instanceof SpecError) {
    reportErrors(to, error, { platform, json });
    return exitCode.invalid;
  }
  return failure(to, error);
}
