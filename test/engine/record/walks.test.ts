/**
 * Reviews of any shape, whatever people do: what readers see is what the actors hold, every entry has its sentences, and the sheet of
 * each review leaves out no judgement.
 */
import { describe, expect, test } from '@jest/globals';
import {
  applyEvent,
  emptyView,
  type NodeView,
  personsOf,
  type RecordedEvent,
  recordedEventOf,
  reviewSheet,
  type SheetEntry,
  sentenceOf,
  vocabularyOf,
  writeSheet,
} from '@lianfang/engine/record';
import fc from 'fast-check';
import type { Campaign } from '../../../packages/engine/src/campaign/definition.ts';
import type { ActorState, NodeState } from '../../../packages/engine/src/kernel/state.ts';
import { campaignOf, placed } from '../../scenarios/campaigns.ts';
import { instantAt } from '../../scenarios/world.ts';
import { campaignWith, drawnReview, reviewOf } from '../kernel/drawn-review.ts';
import { type Walk, walk } from '../kernel/walking.ts';

const RUNS = Number(process.env.LIANFANG_WALKS ?? 25);
/** A counterexample is made simpler for so long at most. */
const patience = { interruptAfterTimeLimit: 30_000 } as const;
const seed = Number(process.env.LIANFANG_SEED ?? Math.floor(Math.random() * 1_000_000_000));
const turns = fc.array(fc.array(fc.nat(9_999), { minLength: 12, maxLength: 12 }), {
  minLength: 20,
  maxLength: 160,
  size: 'max',
});
const source = campaignOf({ plan: 'three-stages', posts: ['p1', 'p2', 'p3'] });

function beginning(campaign: Campaign): Walk {
  return {
    campaign,
    at: instantAt(source, '09-20 09:00'),
    people: source.roster.people.map((person) => person.id),
    office: ['he', 'feng'],
    come: (driver) => driver.passTo(instantAt(source, '09-26 09:00')),
  };
}

/** What readers and the kernel both know of a node, said alike. */
function seen(view: NodeView) {
  return {
    tasks: Object.fromEntries(
      [...view.tasks.values()]
        .filter((task) => task.end === null)
        .map(({ task, owners, stuck, due, overdue, seat, delegatedBy, round }) => [
          task,
          { owners, stuck, due, overdue, seat, delegatedBy, round },
        ]),
    ),
    reviews: Object.fromEntries(
      [...view.reviews.values()].map((review) => [
        review.step,
        {
          // Held with its step is, for the kernel, waiting for the next version.
          place: review.place === 'held' ? 'returned' : review.place,
          branches: review.branches,
          round: review.round,
          hash: review.hash,
          definition: review.definition,
          meeting: review.meeting,
          recused: review.recused.map((one) => one.person).sort(),
          demanded: review.demands.flatMap((one) => (one.answer === null ? [one.person] : [])).sort(),
          unread: [...view.copies.values()]
            .filter((copy) => copy.step === review.step && copy.readAt === null)
            .map((copy) => copy.person)
            .sort(),
        },
      ]),
    ),
  };
}

const ENDS = ['waiting', 'returned', 'withdrawn', 'approved', 'ended'];

function held(node: NodeState) {
  return {
    tasks: Object.fromEntries(
      Object.entries(node.tasks).map(([id, { owners, stuck, due, overdue, seat = null, delegatedBy = [], round }]) => [
        id,
        { owners, stuck, due, overdue, seat, delegatedBy, round },
      ]),
    ),
    reviews: Object.fromEntries(
      Object.entries(node.reviews)
        // Before it opens it has no entry.
        .filter(([, review]) => review.hash !== null)
        .map(([step, review]) => [
          step,
          {
            place: review.place,
            // Only at a group do they mean anything.
            branches:
              review.branches === undefined || ENDS.includes(review.place)
                ? null
                : Object.fromEntries(Object.entries(review.branches).map(([branch, { place }]) => [branch, place])),
            round: review.round,
            hash: review.hash,
            definition: review.definitionHash,
            meeting: review.tabled?.meeting ?? null,
            recused: [...(review.recused ?? [])].sort(),
            // A node that is closed answers nothing any more.
            demanded: node.closed ? [] : (review.demands ?? []).map((one) => one.person).sort(),
            unread: Object.entries(review.copies ?? {})
              .flatMap(([person, read]) => (read === null ? [person] : []))
              .sort(),
          },
        ]),
    ),
  };
}

const entriesOf = (events: readonly RecordedEvent[]): readonly SheetEntry[] =>
  events.map((event) => ({
    event,
    names: Object.fromEntries(personsOf(event).map((person) => [person, `【${person}】`])),
    recordedAt: event.at,
  }));

describe('the record of a walk', () => {
  test(`adds up to what the actors hold (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(drawnReview, turns, async (drawn, steps) => {
        const campaign = placed(campaignWith(reviewOf(drawn)), 'per-node');
        const { states, events } = await walk(beginning(campaign), steps, { check: false });
        const nodes = (states as readonly ActorState[]).flatMap((state) => Object.values(state.nodes));

        for (const node of nodes) {
          const view = emptyView();
          for (const event of events) if (event.node === node.key) applyEvent(view, recordedEventOf(event));
          expect({ node: node.key, ...seen(view) }).toEqual({ node: node.key, ...held(node) });
        }
      }),
      { seed, numRuns: RUNS, ...patience },
    );
  });

  test(`is said in sentences, and on sheets that leave out no judgement (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(drawnReview, turns, async (drawn, steps) => {
        const campaign = placed(campaignWith(reviewOf(drawn)), 'one');
        const walked = await walk(beginning(campaign), steps, { check: false });
        const words = vocabularyOf(campaign);
        const entries = entriesOf(walked.events.map(recordedEventOf));

        for (const { event, names } of entries)
          for (const lang of ['zh', 'en'] as const)
            expect(sentenceOf({ event, names }, lang, words)).not.toMatch(/undefined|\[object|NaN|null/);
        for (const node of new Set(entries.map((entry) => entry.event.node)))
          for (const step of campaign.steps) {
            if (step.kind !== 'decide') continue;
            const own = entries.filter((entry) => entry.event.node === node);
            const sheet = reviewSheet({
              key: `${node}/${step.id}`,
              of: step.of,
              entries: own,
              meetings: entries.filter((entry) => 'meeting' in entry.event && !('step' in entry.event)),
              texts: {},
              order: campaign.reviews[step.review]?.stages.map((stage) => stage.id) ?? [],
            });
            if (sheet === undefined) continue;
            const written = writeSheet(sheet, 'zh', words);
            const lines = written.rows.flatMap((row) => row.cells.flat()).flatMap((moment) => moment.lines);
            const judged = own.filter(
              ({ event }) =>
                (event.kind === 'Decided' || event.kind === 'Voted' || event.kind === 'VoteCounted') &&
                event.step === step.id,
            );

            expect(lines.filter((line) => /——|^表决(未)?通过：/.test(line.text))).toHaveLength(judged.length);
            expect(written.rows.every((row) => row.cells.length === sheet.rounds.length)).toBe(true);
            expect(lines.map((line) => line.text).join('\n')).not.toMatch(/undefined|\[object|NaN|null|[一-鿿]{2}\.$/);
          }
      }),
      { seed, numRuns: RUNS, ...patience },
    );
  });
});
