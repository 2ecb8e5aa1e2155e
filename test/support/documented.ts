/** Commands that the documents give for a cluster, each of which a test against one runs; capital words stand for names. */
export const clusterCommands = {
  handOver: 'kubectl apply --server-side --field-manager=handover --filename FILE',
  outOfService: 'kubectl taint nodes NODE node.kubernetes.io/out-of-service=nodeshutdown:NoExecute',
  cascade: `kubectl --namespace argocd patch application APPLICATION --type merge --patch '{"metadata":{"finalizers":["resources-finalizer.argocd.argoproj.io"]}}'`,
  removeApplication: 'kubectl --namespace argocd delete application APPLICATION',
  backInService: 'kubectl taint nodes NODE node.kubernetes.io/out-of-service:NoExecute-',
  restart: 'kubectl rollout restart deployment NAME --namespace NAMESPACE',
  deleteMember: 'kubectl delete pod MEMBER --namespace NAMESPACE',
} as const;

/** The arguments of such a command, its capital words replaced. */
export function argumentsOf(
  command: keyof typeof clusterCommands,
  names: Readonly<Record<string, string>>,
): string[] {
  return clusterCommands[command]
    .split(' ')
    .slice(1)
    .map((word) => names[word] ?? word.replaceAll("'", ''));
}
