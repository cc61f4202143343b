/** Ctrl-C and the stop signals of service managers, heard once; a second one ends the process at once. */
export interface Stopped {
  readonly promise: Promise<void>;
  isStopped(): boolean;
}

export function onceStopped(): Stopped {
  let asked = false;
  const promise = new Promise<void>((resolve) => {
    const stop = (): void => {
      if (asked) process.exit(130);
      asked = true;
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  });
  return { promise, isStopped: () => asked };
}
