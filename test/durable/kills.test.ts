/** Kills at every named point, on the servers that the run shares: the sender, or the worker alone. */
import { describe, test } from '@jest/globals';
import { testTemporal } from './host.ts';
import { type Kill, killWhileCommanding, killWhileDelivering } from './killing.ts';

const ground = () => ({ temporal: testTemporal(), postgres: process.env.LIANFANG_TEST_POSTGRES ?? '' });
const PATIENCE = 240_000;

describe('a process killed with SIGKILL', () => {
  const commanding: readonly Kill[] = [
    { point: 'before-update', holder: 'sender', victims: 'sender' },
    { point: 'after-update', holder: 'sender', victims: 'sender' },
    { point: 'inside-recording', holder: 'sender', victims: 'sender' },
    { point: 'before-update', holder: 'sender', victims: 'worker' },
    { point: 'after-update', holder: 'sender', victims: 'worker' },
    { point: 'inside-recording', holder: 'sender', victims: 'worker' },
    { point: 'inside-recording', holder: 'worker', pass: 2, victims: 'worker' },
    { point: 'during-continue-as-new', holder: 'worker', pass: 2, victims: 'worker' },
  ];
  test.concurrent.each(commanding)(
    'leaves everything whole: the $victims, at the point $point of the $holder',
    (kill) => killWhileCommanding(ground(), kill),
    PATIENCE,
  );

  const delivering: readonly Kill[] = [
    { point: 'during-delivery', holder: 'worker', pass: 2, victims: 'worker' },
    { point: 'after-update', holder: 'worker', victims: 'worker' },
  ];
  test.concurrent.each(delivering)(
    'leaves one decision for each review: the $victims, while verdicts go out, at the point $point',
    (kill) => killWhileDelivering(ground(), kill),
    PATIENCE,
  );
});
