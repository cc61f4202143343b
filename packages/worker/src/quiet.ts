/** For programs whose terminal people read: the SDK says only what is wrong. Before the first worker, once per process. */
import { DefaultLogger, Runtime } from '@temporalio/worker';

export function quietRuntime(): void {
  try {
    Runtime.install({
      logger: new DefaultLogger('ERROR'),
      shutdownSignals: [],
      telemetryOptions: { logging: { filter: 'OFF', forward: {} } },
    });
  } catch {
    // Installed already: the first one to say so holds.
  }
}
