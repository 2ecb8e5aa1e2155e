import type { AnyConcern } from '../charts/concern';

type Ordered = Pick<AnyConcern, 'id' | 'after'>;

/**
 * Rows in their order, but each after those that it names.
 * @throws Error for a circle, an unknown name and a name twice
 */
export function inOrder<T extends Ordered>(rows: readonly T[]): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  if (byId.size < rows.length) throw new Error('two concerns have one id');
  const done = new Set<T>();
  const visit = (row: T, trail: readonly string[]): void => {
    if (trail.includes(row.id))
      throw new Error(`concerns read each other: ${[...trail, row.id].join(' → ')}`);
    if (done.has(row)) return;
    for (const id of row.after ?? []) {
      const other = byId.get(id);
      if (other === undefined) throw new Error(`the concern ${row.id} reads ${id}, which is none`);
      visit(other, [...trail, row.id]);
    }
    done.add(row);
  };
  for (const row of rows) visit(row, []);
  return [...done];
}
