import { describeFields } from '../../spec/describe-fields';
import { schemas } from '../../app/schema';
import { describedPath, describedPaths } from '../../spec/kubernetes-descriptions';

const fields = Object.values(schemas).flatMap((schema) => describeFields(schema));

it('every field says what it means', () => {
  const silent = fields.filter(({ description }) => !/^\S.{3,}\.$/s.test(description));
  expect(silent.map(({ path, description }) => `${path}: ${description}`)).toEqual([]);
});

it('the words for Kubernetes’ own names are those of some field each', () => {
  const used = new Set(
    fields.flatMap(({ path, kubernetes }) => (kubernetes === true ? [describedPath(path)] : [])),
  );
  expect(describedPaths.filter((key) => !used.has(key))).toEqual([]);
});
