import type { Construct } from 'constructs';

/** Makes objects below a scope, of facts and nothing else. */
export type Render<F> = (scope: Construct, facts: F) => void;

/** What one concern puts into a folder of the output. */
export interface Part {
  /** All that `render` reads: where they are equal to those of the run before, so is the output. */
  readonly facts: unknown;
  render(scope: Construct): void;
}

/** One folder of the output, and how its objects come about. */
export interface Unit {
  /** A service, or a reserved name. */
  readonly app: string;
  readonly parts: readonly Part[];
}

/** `render` gets its facts here alone, so that it can't read what they don't hold. */
export function part<F>(render: Render<F>, facts: F): Part {
  return { facts, render: (scope) => render(scope, facts) };
}

/** A part where there are facts for one. */
export function optional<F>(render: Render<F>, facts: F | undefined): Part[] {
  return facts === undefined ? [] : [part(render, facts)];
}
