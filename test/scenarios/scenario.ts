/** A scenario: commands and expectations, told once for all hosts and placements. */
import type { CampaignSource, PlanName } from './campaigns.ts';
import type { World } from './world.ts';

export interface Scenario {
  /** As the suite prints it and the list of required ones names it; approval.md's own id where it has one. */
  readonly id: string;
  readonly name: string;
  readonly on: CampaignSource;
  /** The durable host ends every run of an actor after one turn and goes on in a new one. */
  readonly continuingAsNew?: boolean;
  readonly play: (world: World) => Promise<void>;
}

/** Days before the window of the plan opens. */
export const BEGIN: Readonly<Record<PlanName, string>> = {
  'three-stages': '09-20 09:00',
  'two-layers': '02-20 09:00',
  panels: '02-20 09:00',
  orders: '02-20 09:00',
  judged: '02-20 09:00',
  changes: '09-20 09:00',
  gathered: '02-20 09:00',
  points: '09-20 09:00',
  cases: '08-20 09:00',
  chosen: '09-20 09:00',
};
