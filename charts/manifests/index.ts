import type { PlainObject } from '../../model/plain-types';
import { concern } from '../concern';
import { part } from '../unit';
import { renderPlain } from './chart';
import { plainFacts } from './facts';

/** Plain objects, each in the folder of its app. */
export const manifests = concern<undefined>()({
  id: 'manifests',
  charts: {
    platform(_facts, { plain }) {
      const byApp = new Map<string, PlainObject[]>();
      for (const entry of plain) {
        const own = byApp.get(entry.app);
        if (own === undefined) byApp.set(entry.app, [entry]);
        else own.push(entry);
      }
      return [...byApp].map(([app, objects]) => ({ app, parts: [part(renderPlain, plainFacts(objects))] }));
    },
  },
});
