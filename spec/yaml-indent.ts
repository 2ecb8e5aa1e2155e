/** Lines without their line ends. */
export function plainRows(text: string): string[] {
  return text.split(/\r?\n/);
}

export function indentOf(line: string): number {
  return line.length - line.replace(/^ +/, '').length;
}

/** Neither empty nor a comment, a directive or a mark between documents. */
export function isContent(line: string): boolean {
  return line.trim() !== '' && !/^\s*#|^---|^\.\.\.|^%/.test(line);
}

export function spaces(count: number): string {
  return count === 1 ? '1 space' : `${count === 0 ? 'no' : count} spaces`;
}

interface Level {
  readonly indent: number;
  readonly row: number;
}

/** Columns in which keys and items of the lines above may go on, the deepest first. */
function openLevels(rows: readonly string[], row: number, start: number): Level[] {
  const levels: Level[] = [];
  for (let at = row - 1; at >= start; at--) {
    const line = rows[at] ?? '';
    if (!isContent(line)) continue;
    for (const indent of startsOf(line)) {
      const deepest = levels.at(-1)?.indent;
      if (deepest === undefined || indent < deepest) levels.push({ indent, row: at });
    }
    if (levels.at(-1)?.indent === 0) break;
  }
  return levels;
}

/** Of `- a: b` the key's column and the dash's. */
function startsOf(line: string): number[] {
  const starts = [indentOf(line)];
  for (let rest = line.slice(indentOf(line)); /^- +/.test(rest);) {
    const width = /^- +/.exec(rest)?.[0].length ?? 0;
    starts.unshift((starts[0] ?? 0) + width);
    rest = rest.slice(width);
  }
  return starts;
}

/** A line whose column is none of those that lines above began. */
export function indentMistake(rows: readonly string[], row: number, start: number) {
  const own = indentOf(rows[row] ?? '');
  const levels = openLevels(rows, row, start);
  const [deepest] = levels;
  if (deepest === undefined || levels.some(({ indent }) => indent === own)) return undefined;
  const place = { row, column: 0, length: own, got: spaces(own) };
  if (own > deepest.indent) {
    if (/:\s*(?:#.*)?$/.test(rows[deepest.row] ?? '')) return undefined;
    const problem = `the line is indented more than line ${deepest.row + 1}, which already has a value`;
    return { ...place, problem, expected: asLine(deepest) };
  }
  const below = levels.findIndex(({ indent }) => indent < own);
  const near = levels.slice(
    Math.max(0, below < 0 ? levels.length - 1 : below - 1),
    below < 0 ? undefined : below + 1,
  );
  const problem = 'no line above is indented like this one';
  return { ...place, problem, expected: near.map(asLine).join(', or ') };
}

function asLine({ indent, row }: Level): string {
  return `${spaces(indent)} like line ${row + 1}`;
}
