/**
 * State transitions of workflows that the server persisted, from its own metrics. One transition is one write however many
 * statements the store needs for it, so history nodes, task queues and visibility are not counted beside it.
 */
const transitions = [
  'CreateWorkflowExecution',
  'UpdateWorkflowExecution',
  'ConflictResolveWorkflowExecution',
  'SetWorkflowExecution',
];

/** @param metrics address of the server's Prometheus text @returns transitions since the server started */
export async function serverWrites(metrics: string, namespace = 'default'): Promise<number> {
  const text = await (await fetch(metrics)).text();
  let writes = 0;
  for (const line of text.split('\n')) {
    const [, labels = '', count = '0'] = /^persistence_requests\{([^}]*)\} (\S+)$/.exec(line) ?? [];
    const is = (label: string, value: string): boolean => labels.includes(`${label}="${value}"`);
    const counted = transitions.some((operation) => is('operation', operation));
    if (counted && is('service_name', 'history') && is('namespace', namespace)) writes += Number(count);
  }
  return writes;
}

/** Waits until the server has been quiet for a second, so that what is still on its way is counted. */
export async function settledWrites(metrics: string): Promise<number> {
  for (let before = await serverWrites(metrics); ; ) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const now = await serverWrites(metrics);
    if (now === before) return now;
    before = now;
  }
}
