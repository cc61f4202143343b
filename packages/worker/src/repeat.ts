/** A task repeated until it is stopped: one run at a time, a pause between, and a longer one after a failure. */
export interface Repeated {
  /** Resolves when the run under way is over. */
  stop(): Promise<void>;
}

/** @param run resolves to true when there was more to do than one run does: the next follows at once */
export function repeat(run: () => Promise<boolean>, pause: number, onError: (error: unknown) => void): Repeated {
  let stopped = false;
  let wake = () => {};
  const loop = async (): Promise<void> => {
    for (let failures = 0; !stopped; ) {
      let more = false;
      try {
        more = await run();
        failures = 0;
      } catch (error) {
        failures += 1;
        if (!stopped) onError(error);
      }
      if (more || stopped) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(60_000, pause * 2 ** failures));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const running = loop();
  return {
    stop() {
      stopped = true;
      wake();
      return running;
    },
  };
}
