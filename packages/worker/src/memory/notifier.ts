/** The in-memory twin of the notifier: keeps what was sent, and can be told to fail. */
import type { OutboxMessage } from '@lianfang/registry';
import type { Notifier } from '../ports.ts';

export interface MemoryNotifier extends Notifier {
  readonly sent: readonly OutboxMessage[];
  /** The next message meets this outcome instead. */
  failNext(outcome: 'unknown' | Error): void;
}

export function createMemoryNotifier(): MemoryNotifier {
  const sent: OutboxMessage[] = [];
  const failures: ('unknown' | Error)[] = [];
  return {
    sent,
    failNext: (outcome) => {
      failures.push(outcome);
    },
    async send(message) {
      const failure = failures.shift();
      if (failure instanceof Error) throw failure;
      if (failure !== undefined) return failure;
      if (!sent.some((one) => one.messageId === message.messageId)) sent.push(message);
      return 'sent';
    },
  };
}
