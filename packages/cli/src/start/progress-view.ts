/**
 * What a running campaign looks like while it runs: phase, units, the newest lines of the record. Drawn over itself on a terminal,
 * line by line elsewhere.
 */
import { campaignInstant } from '@lianfang/engine/kernel';
import { civilTime, sentenceOf, vocabularyOf } from '@lianfang/engine/record';
import type { Registry, StoredCampaign } from '@lianfang/registry';
import { phaseText, unitTable } from '../commands/status.ts';
import type { Shell } from '../shell.ts';
import { fitted } from '../table.ts';

const DRAW_EVERY = 1_000;
const LINES = 8;
/** Without a terminal: one line about all each so many milliseconds, and no more than so many of the record with it. */
const PLAIN_EVERY = 5_000;
const PLAIN_LINES = 4;

export interface ProgressView {
  /** Draws when it is time to. */
  look(registry: Registry): Promise<void>;
  /** Leaves the last state on the screen. */
  end(): void;
}

export function progressView(shell: Shell, stored: StoredCampaign): ProgressView {
  const words = vocabularyOf(stored.campaign);
  const every = shell.isTerminal ? DRAW_EVERY : PLAIN_EVERY;
  const newest: string[] = [];
  let drawn = 0;
  let cursor = 0;
  let entries = 0;
  let next = 0;

  async function readLedger(registry: Registry): Promise<void> {
    for (;;) {
      const rows = await registry.ledger(stored.id, { after: cursor, limit: 500 });
      for (const row of rows) {
        cursor = row.cursor;
        entries += 1;
        const { event, names } = row.entry;
        if (isTold(event.kind)) newest.push(sentenceOf({ event, names }, shell.lang, words));
      }
      newest.splice(0, Math.max(0, newest.length - 200));
      if (rows.length < 500) return;
    }
  }

  async function look(registry: Registry): Promise<void> {
    if (Date.now() < next) return;
    next = Date.now() + every;
    await readLedger(registry);
    const progress = await registry.progress(stored.id);
    const now = campaignInstant(stored.clock, Date.now());
    const head = `${civilTime(now, stored.campaign.zone)}  ${phaseText(shell, stored, now)}`;
    const counts = shell.say({
      zh: `待办 ${progress.openTasks}，逾期 ${progress.overdueTasks}，留痕 ${entries}`,
      en: `${progress.openTasks} open, ${progress.overdueTasks} overdue, ${entries} entries`,
    });
    if (!shell.isTerminal) {
      const [done, total] = progress.steps.reduce(
        ([d, t], step) => [d + step.done + step.leftOut, t + step.total],
        [0, 0],
      );
      shell.line(`${head}  ${shell.say({ zh: `完成 ${done}/${total}`, en: `${done}/${total} done` })}，${counts}`);
      for (const line of newest.splice(0, newest.length).slice(-PLAIN_LINES)) shell.line(`    ${line}`);
      return;
    }
    const width = Math.max(40, (process.stdout.columns ?? 100) - 1);
    const lines = [
      `${shell.colour.bold(head)}  ${counts}`,
      '',
      ...unitTable(shell, stored, progress).split('\n'),
      '',
      ...newest.slice(-LINES).map((line) => shell.colour.dim(fitted(line, width))),
    ];
    const room = Math.max(10, (process.stdout.rows ?? 40) - 2);
    const shown = lines.slice(0, room);
    shell.raw(`${drawn > 0 ? `\u001b[${drawn}A` : ''}${shown.map((line) => `\u001b[2K${line}`).join('\n')}\n\u001b[0J`);
    drawn = shown.length;
  }

  return {
    look,
    end() {
      drawn = 0;
    },
  };
}

/** What the system notes for itself says little to people. */
function isTold(kind: string): boolean {
  return ![
    'NodeOpened',
    'StepOpened',
    'TaskOpened',
    'TaskClosed',
    'StepDone',
    'StageEntered',
    'ReviewOpened',
    'AskingOpened',
    'StepLeftOut',
  ].includes(kind);
}
