import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Pipeline } from '../../app/pipeline';
import { askedIn, inputs, manifests, needsOf, optionsFor, publishedPolicies, surroundings } from './boutique';
import { differences } from './matrix';
import type { KubeObject } from './objects';

const withInputs = inputs === undefined ? describe.skip : describe;
const example = join(__dirname, '../../examples/online-boutique');
const environments = readdirSync(join(example, 'environments')).map((file) => file.replace(/\.yaml$/, ''));

/** Who answers DNS in each environment. */
const resolvers: Readonly<Record<string, readonly string[]>> = {
  gke: ['kube-system/kube-dns', 'kube-system/node-local-dns', '169.254.20.10'],
};

function rendered(environment: string): KubeObject[] {
  const { apps } = new Pipeline(example).run([environment]);
  return apps.flatMap((app) => app.objects.map(({ object }) => object as KubeObject));
}

withInputs.each(environments)('Online Boutique as it is rendered for %s', (environment) => {
  const asked = () =>
    askedIn('online-boutique', needsOf(manifests()), resolvers[environment] ?? ['kube-system/kube-dns']);
  const options = optionsFor('online-boutique');
  const objects = () => [...rendered(environment), ...surroundings];

  it('has every connection that its manifests need, and no other, on both ends', () => {
    const found = differences(objects(), asked(), options);
    // 16 connections, frontend from 7 addresses, and each pod's DNS over UDP and TCP.
    const allowed = 16 + 7 + 12 * 2 * (resolvers[environment]?.length ?? 1);
    expect(found).toMatchObject({ open: [], closed: [], halves: [], evaluated: 6936, allowed });
  });

  it('closes all that its published policies leave open without need', () => {
    const published = [...manifests(), ...publishedPolicies(), ...surroundings];
    const openThere = differences(published, new Set(), optionsFor('default')).open.map((line) =>
      line.replaceAll('default/', 'online-boutique/'),
    );
    const openHere = new Set(differences(objects(), new Set(), options).open);
    const wanted = asked();
    const withoutNeed = openThere.filter((line) => !wanted.has(line));
    expect(withoutNeed.length).toBeGreaterThan(2000);
    expect(withoutNeed.filter((line) => openHere.has(line))).toEqual([]);
  });
});
