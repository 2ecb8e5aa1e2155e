import type { ServiceContext } from '../../model/context';
import type { DataService } from '../../model/types/connection';
import type { Service } from '../../model/types/service';
import type { NetworkSettings } from './settings';
import type { PolicyMode } from './types';

/** What the traffic of one service is judged with. */
export interface Caller {
  readonly context: ServiceContext;
  readonly service: Service;
  readonly mode: PolicyMode;
  /** True for what the platform runs for itself, which has no file of its own. */
  readonly system: boolean;
  readonly settings: NetworkSettings;
  readonly services: ReadonlyMap<string, Service>;
  readonly dataServices: ReadonlyMap<string, DataService>;
}
