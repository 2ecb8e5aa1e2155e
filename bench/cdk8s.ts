import { App, Chart, ApiObject } from 'cdk8s';
import { Pipeline } from '../app/pipeline';

/** cdk8s's own `App.synth` of the same objects, a chart for each app: `cdk8s.ts PLATFORM OUT`. */
const [platform = '', out = ''] = process.argv.slice(2);
const app = new App({ outdir: out });
for (const { environment, app: name, objects } of new Pipeline(platform).run().apps) {
  const chart = new Chart(app, `${environment}-${name}`);
  for (const [index, { object }] of objects.entries()) {
    const { metadata, ...fields } = object;
    new ApiObject(chart, String(index), { ...fields, metadata: { ...metadata } });
  }
}
const start = performance.now();
app.synth();
console.log(performance.now() - start);
