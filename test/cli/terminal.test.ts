import { run } from '../../cli/program';
import { recordingTerminal } from '../support/terminal';

const error = async (...args: Parameters<typeof recordingTerminal>) => {
  const { to, lines } = recordingTerminal(...args);
  await run(['synth', '--platform', '/nowhere'], to);
  return lines.err.join('\n');
};

const coloured = '\u001b[31m';

it('colours are for a terminal', async () => {
  expect(await error({ isTTY: true })).toContain(coloured);
});

it.each([
  ['a pipe', { isTTY: false }],
  ['a pipe in CI', { isTTY: false, env: { CI: 'true', FORCE_COLOR: '1' } }],
  ['NO_COLOR', { isTTY: true, env: { NO_COLOR: '1' } }],
  ['a terminal without colours', { isTTY: true, env: { TERM: 'dumb' } }],
])('%s shows none', async (_name, settings) => {
  const text = await error(settings);
  expect(text).not.toBe('');
  expect(text).not.toContain('\u001b');
});
