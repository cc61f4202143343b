/**
 * Faults planted in a compiled campaign: what no document can say once the other checks have passed, and what the walk over the machines must
 * find all the same.
 */
import type {
  Campaign,
  ReviewDefinition,
  StageDefinition,
  StepDefinition,
} from '../../../packages/engine/src/campaign/definition.ts';

export interface MachineFault {
  readonly name: string;
  readonly code: string;
  readonly plant: (campaign: Campaign) => Campaign;
}

const REVIEW = 'grades';

/** Anew named, because machines are remembered by the hash of their definition. */
function withReview(campaign: Campaign, change: (review: ReviewDefinition) => ReviewDefinition): Campaign {
  const review = campaign.reviews[REVIEW];
  if (review === undefined) throw new Error(`Expected a review '${REVIEW}'`);
  return {
    ...campaign,
    reviews: { ...campaign.reviews, [REVIEW]: { ...change(review), hash: `planted-${review.hash}` } },
  };
}

function withStages(change: (stage: StageDefinition, at: number) => StageDefinition): MachineFault['plant'] {
  return (campaign) => withReview(campaign, (review) => ({ ...review, stages: review.stages.map(change) }));
}

function withStep(id: string, change: (step: StepDefinition) => StepDefinition): MachineFault['plant'] {
  return (campaign) => ({ ...campaign, steps: campaign.steps.map((step) => (step.id === id ? change(step) : step)) });
}

export const machineFaults: readonly MachineFault[] = [
  {
    name: 'a stage has no outcome',
    code: 'machine.dead-end',
    plant: withStages((stage, at) => (at === 1 ? { ...stage, outcomes: [] } : stage)),
  },
  {
    name: 'a step waits for one that nobody has',
    code: 'machine.dead-end',
    plant: withStep('grading.supervise', (step) => ({
      ...step,
      waits: { same: ['grading.planted'], above: [], below: [] },
    })),
  },
  {
    name: 'two steps wait for each other',
    code: 'machine.dead-end',
    plant: (campaign) => {
      const wait = (id: string, other: string) =>
        withStep(id, (step) => ({ ...step, waits: { same: [other], above: [], below: [] } }));
      return wait('grading.report', 'grading.approve')(wait('grading.approve', 'grading.report')(campaign));
    },
  },
  {
    name: 'a stage can only send back',
    code: 'machine.never-ends',
    plant: withStages((stage) => ({ ...stage, outcomes: stage.outcomes.filter(({ leads }) => leads === 'return') })),
  },
  {
    name: 'nobody can agree any more, only end it',
    code: 'machine.never-approved',
    plant: withStages((stage) => ({
      ...stage,
      outcomes: stage.outcomes.map((outcome) =>
        outcome.leads === 'forward' ? { ...outcome, leads: 'end' as const } : outcome,
      ),
    })),
  },
  {
    name: 'a role is gone',
    code: 'machine.no-owner',
    plant: (campaign) => {
      const { group: _, ...roles } = campaign.roles;
      return { ...campaign, roles };
    },
  },
  {
    name: 'a stage has no limit and gives no reason',
    code: 'machine.no-limit',
    plant: withStages((stage) => ({ ...stage, due: { kind: 'none', reason: '' } })),
  },
  {
    name: 'a step has no limit and gives no reason',
    code: 'machine.no-limit',
    plant: withStep('search.declare', (step) => ({ ...step, due: { kind: 'none', reason: '' } })),
  },
];
