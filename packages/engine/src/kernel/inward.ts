/**
 * What a node is told by others. Snapshots: the newest counts. Orders: numbered per pair, held until contiguous. Nothing told is
 * refused: what no longer applies becomes an `Ignored` event.
 */
import type { NodeKey } from '../campaign/keys.ts';
import { changeCalendar } from '../change/calendar.ts';
import { changeReview } from '../change/review.ts';
import { tabled } from '../meeting/convene.ts';
import { table, takeOffReview } from '../meeting/tabling.ts';
import { openCaseAt } from '../step/case.ts';
import { recordGrade } from '../step/grade.ts';
import { takeRanks } from '../step/rank.ts';
import { reopenSteps } from '../step/reopen.ts';
import { passOn } from '../step/reopen-below.ts';
import { takeYardstick } from '../step/yardstick.ts';
import { closeNode } from './close-node.ts';
import type { NodeMessage, Order, Told } from './message.ts';
import { changeRoster } from './roster-change.ts';
import type { NodeState } from './state.ts';
import type { Work } from './work.ts';

/** From another actor: late, twice and out of order. */
export function receive(work: Work, told: Told): void {
  if (!work.has(told.to)) return;
  const node = work.node(told.to);
  if (told.message.kind !== 'order') {
    const cursor = `${told.message.kind}<${told.from}`;
    const newest = node.cursors[cursor] ?? 0;
    const rank = told.epoch * 1e9 + told.seq;
    if (rank <= newest) return;
    node.cursors[cursor] = rank;
    deliver(work, told.from, told.to, told.message);
    return;
  }
  const cursor = `order<${told.from}`;
  if (
    told.seq <= (node.cursors[cursor] ?? 0) ||
    node.early.some((early) => early.from === told.from && early.seq === told.seq)
  )
    return;
  node.early.push(told);
  for (;;) {
    const next = (node.cursors[cursor] ?? 0) + 1;
    const index = node.early.findIndex((early) => early.from === told.from && early.seq === next);
    const [due] = index < 0 ? [] : node.early.splice(index, 1);
    if (due === undefined) return;
    node.cursors[cursor] = next;
    deliver(work, due.from, due.to, due.message);
  }
}

export function deliver(work: Work, from: NodeKey, to: NodeKey, message: NodeMessage): void {
  const node = work.node(to);
  switch (message.kind) {
    case 'report':
      node.below[from] = { steps: message.steps };
      return;
    case 'permission':
      node.above = {
        done: message.done,
        ...(message.at !== undefined && { at: message.at }),
        ...(message.ranking !== undefined && { ranking: message.ranking }),
        ...(message.yardsticks !== undefined && { yardsticks: message.yardsticks }),
      };
      takeRanks(work, node);
      if (message.closed && !node.closed) closeNode(work, node, null);
      else if (message.closed && node.gone !== undefined) node.gone = { ...node.gone, over: true };
      return;
    case 'order':
      obey(work, node, from, message.order);
      return;
    default:
      message satisfies never;
  }
}

function obey(work: Work, node: NodeState, from: NodeKey, order: Order): void {
  if (node.closed && order.kind !== 'tabled' && order.kind !== 'table') {
    work.emit(node, { kind: 'Ignored', message: order.kind, code: 'campaign.closed' });
    return;
  }
  switch (order.kind) {
    case 'reopen': {
      const flagged = order.items.map((item) => ({ item, outcome: 'return', reasons: [...order.reasons] }));
      const steps = order.steps.filter((id) => node.steps[id] !== undefined);
      if (steps.length === 0) {
        if (!passOn(work, node, order)) work.emit(node, { kind: 'Ignored', message: order.kind, code: 'step.unknown' });
      } else reopenSteps(work, node, { ...order, steps, flagged });
      return;
    }
    case 'row-settled': {
      const { step, round, scale } = order;
      const at = { scale, rule: null, rows: [], inputs: {}, step, round };
      recordGrade(work, node, { ...at, ...order.declared });
      recordGrade(work, node, { ...at, ...order.approved });
      return;
    }
    case 'yardstick':
      takeYardstick(work, node, order.id, order.version, order.rule);
      return;
    case 'table':
      table(work, node, from, order);
      return;
    case 'tabled':
      tabled(work, node, order);
      return;
    case 'open-case': {
      const { kind: _, ...opening } = order;
      openCaseAt(work, node, opening);
      return;
    }
    case 'take-off':
      takeOffReview(work, node, order);
      return;
    case 'review':
      changeReview(work, order.review, order.move);
      return;
    case 'calendar':
      changeCalendar(work, order.calendar, order.reason);
      return;
    case 'roster':
      changeRoster(work, order.changes, order.rosterHash);
      return;
    default:
      order satisfies never;
  }
}
