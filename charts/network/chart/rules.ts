import type { Frozen, INetworkPolicyPeer, INetworkPolicyPort } from '../../../imports/kubernetes';
import { fieldsOf } from '../../../lib/json';
import type { PodPeer, PolicyPort, RangePeer } from '../../../model/types/flow';
import type { PolicyFlow } from '../facts';

type PolicyPeer = Frozen<INetworkPolicyPeer>;

/** One rule: all of the peers, on all of the ports. */
interface Rule {
  readonly peers: readonly PolicyPeer[];
  readonly ports: readonly INetworkPolicyPort[];
}

/** Flows that a NetworkPolicy can say, as rules: peers with the same ports share one, as a person would write it. */
export function rulesOf(flows: readonly PolicyFlow[]): Rule[] {
  const rules = new Map<string, { peers: Map<string, PolicyPeer>; ports: INetworkPolicyPort[] }>();
  for (const { peer, ports } of flows) {
    if (peer.kind === 'host' || peer.kind === 'entities') continue;
    const written = portsOf(ports);
    const everyone = peer.kind === 'everyone';
    const key = JSON.stringify([everyone, written]);
    const rule = rules.get(key) ?? { peers: new Map<string, PolicyPeer>(), ports: written };
    rules.set(key, rule);
    // A rule without peers means everyone.
    if (everyone) continue;
    const entry = peer.kind === 'pods' ? podPeer(peer) : rangePeer(peer);
    rule.peers.set(JSON.stringify(entry), entry);
  }
  return [...rules.values()].map(({ peers, ports }) => ({ peers: [...peers.values()], ports }));
}

/** By number, each once: the order in which they are asked for has no meaning. */
function portsOf(ports: readonly PolicyPort[]): INetworkPolicyPort[] {
  const seen = new Map(
    ports.map(({ port, endPort, protocol }) => [
      `${port}-${endPort ?? port}/${protocol}`,
      { protocol, port, ...(endPort === undefined ? {} : { endPort }) },
    ]),
  );
  return [...seen.values()].sort(
    (a, b) => a.port - b.port || (a.endPort ?? 0) - (b.endPort ?? 0) || (a.protocol < b.protocol ? -1 : 1),
  );
}

/** Both selectors in one peer: as two peers they would be every pod of the namespace, and such pods anywhere. */
function podPeer({ namespaceSelector, podSelector }: PodPeer): PolicyPeer {
  // An empty selector is everything, so that it is not left out.
  if (namespaceSelector === undefined) return podSelector === undefined ? {} : { podSelector };
  return podSelector === undefined ? { namespaceSelector } : { namespaceSelector, podSelector };
}

function rangePeer({ cidr, except }: RangePeer): PolicyPeer {
  return { ipBlock: fieldsOf<NonNullable<PolicyPeer['ipBlock']>>({ cidr, except }) };
}
