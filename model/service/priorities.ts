/** Of a PriorityClass. It is cluster-scoped, so the platform's name stands first. */
export function priorityClassName(platform: string, priority: string): string {
  return `${platform}-${priority}`;
}
