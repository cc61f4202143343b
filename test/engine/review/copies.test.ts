import { describe, expect, test } from '@jest/globals';
import { all, last } from '../../scenarios/world.ts';
import { panelAt, risks, SETTLE } from './begin.ts';

describe('a copy', () => {
  test('may be read and marked wherever the review stands', async () => {
    const world = await panelAt('peers');
    await world.ok(world.copy('a', ['cai', 'fa', 'bao'], { by: 'an' }));
    await world.ok(world.decide('a', 'peers', 'return', { by: 'ke', reasons: ['不全'] }));

    await world.ok(world.markRead('a', { by: 'cai' })); // returned
    await world.ok(world.declare('a', risks, { round: 2 }));
    await world.ok(world.markRead('a', { by: 'fa' })); // under review
    for (const by of ['kang', 'ke', 'kong']) await world.ok(world.decide('a', 'peers', 'approve', { by, round: 2 }));
    for (const by of ['lei', 'lu']) await world.ok(world.decide('a', 'leads', 'approve', { by, round: 2 }));
    await world.ok(world.decide('a', 'chief', 'approve', { round: 2 }));
    await world.ok(world.markRead('a', { by: 'bao' })); // approved

    const { copies } = (await world.review('a')) ?? {};
    expect(copies).toEqual({
      cai: world.at('03-01 10:00'),
      fa: world.at('03-01 10:00'),
      bao: world.at('03-01 10:00'),
      shen: null,
    });
    expect(all(await world.record(), 'a', 'CopyRead')).toMatchObject([
      { person: 'cai', round: 1, signer: { kind: 'person', person: 'cai' } },
      { person: 'fa', round: 2 },
      { person: 'bao', round: 2 },
    ]);
  });

  test('is marked once, by the person who has it', async () => {
    const world = await panelAt('peers');
    await world.ok(world.copy('a', ['cai'], { by: 'kang' }));

    const refusal = await world.refused('review.no-copy', world.markRead('a', { by: 'fa' }));
    await world.refused(
      'task.wrong-signer',
      world.markRead('a', { as: { kind: 'substitute', person: 'fa', for: 'cai' } }),
    );
    await world.ok(world.markRead('a', { by: 'cai' }));
    await world.refused('review.read-already', world.markRead('a', { by: 'cai' }));
    await world.refused('review.unknown', world.markRead('a', { by: 'cai', step: 'search.declare' }));

    expect(refusal.possible).toEqual(['cai']);
  });

  test('is sent by the filler, a reviewer, whoever has decided, or the office, and by nobody else', async () => {
    const world = await panelAt('leads');

    await world.ok(world.copy('a', ['c1'], { by: 'an' }));
    await world.ok(world.copy('a', ['c2'], { by: 'lei' }));
    await world.ok(world.copy('a', ['c3'], { by: 'kang' })); // decided at the stage before
    await world.ok(world.copy('a', ['c4'], { as: world.office }));
    await world.refused('review.not-sender', world.copy('a', ['c5'], { by: 'jiu' }));
    await world.refused('review.not-sender', world.copy('a', ['c5'], { as: { kind: 'administrator', person: 'lei' } }));
    await world.refused('review.unknown', world.copy('a', ['c5'], { by: 'an', step: 'search.declare' }));

    expect(all(await world.record(), 'a', 'CopySent').map(({ to, signer }) => [to, signer.kind])).toEqual([
      [['c1'], 'person'],
      [['c2'], 'person'],
      [['c3'], 'person'],
      [['c4'], 'administrator'],
    ]);
  });

  test('goes only to those who do not have one to read already', async () => {
    const world = await panelAt('peers');
    await world.ok(world.copy('a', ['cai', 'cai'], { by: 'an' }));

    await world.refused('review.copied-already', world.copy('a', ['cai'], { by: 'kang' }));
    await world.ok(world.copy('a', ['cai', 'fa'], { by: 'kang' }));
    await world.ok(world.markRead('a', { by: 'cai' }));
    await world.ok(world.copy('a', ['cai'], { by: 'ke' })); // once more

    expect(all(await world.record(), 'a', 'CopySent').map(({ to }) => to)).toEqual([['cai'], ['fa'], ['cai']]);
    expect((await world.review('a'))?.copies).toEqual({ cai: null, fa: null });
  });

  test('is sent by the system to whom the plan names when the stage is decided', async () => {
    const world = await panelAt('chief');

    await world.ok(world.decide('a', 'chief', 'approve'));

    expect(last(await world.record(), 'a', 'CopySent')).toMatchObject({
      step: SETTLE,
      to: ['shen'],
      reason: null,
      signer: { kind: 'system' },
    });
    await world.ok(world.markRead('a', { by: 'shen' }));
  });

  test('is sent anew when the stage is decided again after it was read', async () => {
    const world = await panelAt('chief');
    const back = { reasons: ['不实'], target: 'leads' };
    await world.ok(world.decide('a', 'chief', 'return', back));
    await world.ok(world.markRead('a', { by: 'shen' }));
    for (const by of ['lei', 'lu']) await world.ok(world.decide('a', 'leads', 'approve', { by, round: 2 }));
    await world.ok(world.decide('a', 'chief', 'return', { ...back, round: 2 }));
    for (const by of ['lei', 'lu']) await world.ok(world.decide('a', 'leads', 'approve', { by, round: 3 }));
    await world.ok(world.decide('a', 'chief', 'approve', { round: 3 })); // the second is not read yet

    expect(all(await world.record(), 'a', 'CopySent').map(({ round, to }) => [round, to])).toEqual([
      [1, ['shen']],
      [2, ['shen']],
    ]);
  });
});
