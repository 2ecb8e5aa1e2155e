import { field } from '../field';
import { portNumber } from './primitives';

/** Of every port that pods listen on. */
export const previousPort = field(portNumber, {
  description:
    'Number that the port had before. Policies keep it open as well, so that running pods can be reached until a rollout ' +
    'has replaced them; remove it after that.',
  derived: 'none',
  example: 8080,
});
