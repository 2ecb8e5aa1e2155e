import type { ChangedPort } from '../../model/service/previous-ports';
import { isSamePort } from '../../model/flows/ports';
import type { Flow } from '../../model/types/flow';

/** A flow to pods, on the previous numbers of its ports as well. */
export function withPreviousPorts(flow: Flow, changed: readonly ChangedPort[]): Flow {
  const further = changed
    .filter((port) => flow.ports.some((open) => isSamePort(open, port)))
    .map(({ previous: port, protocol }) => ({ port, protocol }))
    .filter((port) => !flow.ports.some((open) => isSamePort(open, port)));
  return further.length === 0 ? flow : { ...flow, ports: [...flow.ports, ...further] };
}
