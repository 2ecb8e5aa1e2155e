import type { ManifestObject } from '../../model/types/manifest';
import { concern } from '../concern';
import { part } from '../unit';
import { renderManifests } from './chart';
import { manifestFacts } from './facts';

/** Plain objects, each in the folder of its app. */
export const manifests = concern<undefined>()({
  id: 'manifests',
  charts: {
    platform(_facts, { manifests: copied }) {
      const byApp = new Map<string, ManifestObject[]>();
      for (const entry of copied) {
        const own = byApp.get(entry.app);
        if (own === undefined) byApp.set(entry.app, [entry]);
        else own.push(entry);
      }
      return [...byApp].map(([app, objects]) => ({
        app,
        parts: [part(renderManifests, manifestFacts(objects))],
      }));
    },
  },
});
