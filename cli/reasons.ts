import type { Because } from '../model/types/because';
import type { DecisionReason } from '../charts/network/connection-decisions';
import { targetName } from '../model/flows/connection-targets';

/** Why traffic is allowed, in words. */
export function becauseText(because: Because): string {
  switch (because.kind) {
    case 'connects':
      return `${because.from} connects to ${targetName(because.to)}`;
    case 'accepts':
      return `${because.service} accepts ${because.caller}`;
    case 'exposed':
      return `${because.service} is exposed`;
    case 'identity':
      return `the identity of ${because.service}`;
    case 'outside-service':
      return `Service ${because.name} is a ${because.type}`;
    case 'host-port':
      return `port ${because.port} has a hostPort`;
    case 'control-plane':
      return `control plane of ${because.of}`;
    case 'probes':
      return `probes of ${because.of}`;
    case 'dns':
      return 'DNS';
    case 'platform':
      return because.what;
  }
}

/** What makes an answer a yes or a no, in words. */
export function reasonText(reason: DecisionReason): string {
  switch (reason.kind) {
    case 'allowed':
      return becauseText(reason.because);
    case 'not-connected':
      return `${reason.from} does not connect to ${ofTarget(reason)}`;
    case 'not-accepted':
      return `no line lets ${reason.from} reach ${ofTarget(reason)}`;
    case 'not-enforced': {
      const why = reason.hostNetwork
        ? 'are in the network of their nodes, which no policy covers'
        : `have networkPolicy: ${reason.mode}`;
      return `nothing asks for it, but the pods of ${reason.service} ${why}`;
    }
  }
}

function ofTarget({ to, port }: Extract<DecisionReason, { to: string }>): string {
  return port === undefined ? to : `${to} on ${port.port}/${port.protocol}`;
}
