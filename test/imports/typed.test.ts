import { App, Chart } from 'cdk8s';
import * as k8s from '../../imports/kubernetes';

const metadata = { name: 'web', namespace: 'shop' };

it('an object keeps every field, also those that cdk8s would drop or trip over', () => {
  const chart = new Chart(new App(), 'chart');
  const data = { constructor: 'a', toString: 'b', empty: '' };
  const object = new k8s.ConfigMap(chart, { metadata, data }, [{ file: 'a', line: 1, column: 1 }]);
  expect(object.toJson()).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
  expect(object.causes).toEqual([{ file: 'a', line: 1, column: 1 }]);
});

it('two objects of one name may stand in one chart: the checks report them, with their places', () => {
  const chart = new Chart(new App(), 'chart');
  const make = () => new k8s.ConfigMap(chart, { metadata }, []);
  expect([make(), make()].map((object) => object.toJson())).toHaveLength(2);
});

it('a typo does not compile', () => {
  const chart = new Chart(new App(), 'chart');
  // @ts-expect-error -- `prots` is no field of a Service: `npm run types` fails where the compiler takes it
  const object = new k8s.Service(chart, { metadata, spec: { prots: [] } }, []);
  expect(object.toJson()).toHaveProperty('spec');
});
