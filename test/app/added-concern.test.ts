import { causedValues, writtenWithoutEffect } from '../../app/causes';
import { Pipeline } from '../../app/pipeline';
import type * as Charts from '../../charts';
import type { AnyConcern, DecideService } from '../../charts/concern';
import { base, diagnosticsOf, removePlatforms, web, writePlatform } from '../support/platform';

/** A concern that adds to pods, and that wants a request for memory. */
jest.mock('../../charts', () => {
  const actual = jest.requireActual<typeof Charts>('../../charts');
  const judge: DecideService<undefined> = (context) => {
    if (context.spec.resources?.requests?.memory !== undefined) return undefined;
    context.report('missing-field', ['resources'], { problem: 'it has no request for memory' });
    return undefined;
  };
  const added: AnyConcern = {
    id: 'added',
    resolve: () => undefined,
    pods: (_facts, { context }) =>
      context.spec.podLabels?.['traced'] === 'yes' ? { env: [{ name: 'TRACES', value: 'on' }] } : undefined,
    conclude: ({ perService }) => perService(judge),
  };
  return { ...actual, concerns: [...actual.concerns, added] };
});

afterEach(removePlatforms);

it('what is added to pods is explained by the line that asks for it', () => {
  const service = `${web}resources: {requests: {memory: 1Gi}}\npodLabels: {traced: "yes"}\n`;
  const root = writePlatform({ ...base, 'services/web.yaml': service });
  const { source, resolutions } = new Pipeline(root).run();
  const [resolution] = resolutions;
  if (resolution === undefined) throw new Error('nothing is resolved');
  const added = causedValues(source, resolution, 'web').filter(({ path }) => path.includes('TRACES'));
  expect(added.map(({ value, causes }) => [value, ...causes.map(({ line }) => line)])).toEqual([
    ['TRACES', 4],
    ['on', 4],
  ]);
  expect(writtenWithoutEffect(resolution, 'web')).toEqual([]);
});

it('a finding points to the line that can be left out, not to one without which a concern has an error', () => {
  const service = `${web}resources: {requests: {memory: 2Gi}, limits: {memory: 1Gi}}\n`;
  const found = diagnosticsOf(writePlatform({ ...base, 'services/web.yaml': service }));
  expect(found.map(({ code, location }) => [code, location?.line, location?.column])).toEqual([
    ['request-over-limit', 3, 55],
  ]);
});
