/**
 * A campaign on a host of its own, told in the commands that people give: each must be accepted, and is remembered by its name.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CommandInput, CommandName } from '@lianfang/client';
import { CHINA_CALENDAR, compileCampaign, parsePlan, parseRoster, placeOn } from '@lianfang/engine';
import type { Campaign, Instant, Signer } from '@lianfang/engine/kernel';
import { type DurableHost, startDurableHost } from '../host.ts';
import { withPlantedNames } from './planted.ts';

export interface Teller {
  readonly host: DurableHost;
  readonly names: readonly string[];
  readonly accepted: ReadonlySet<CommandName>;
  /** Gives a command and comes to rest. @returns its request @throws when it is not accepted */
  give<N extends CommandName>(name: N, signer: Signer, input: CommandInput<N>): Promise<string>;
}

/** @param plan of test/scenarios/plans */
export async function startTeller(plan: 'three-stages' | 'panels' | 'cases' | 'judged', at: Instant): Promise<Teller> {
  const planText = planFile(`${plan}.yaml`);
  const { campaign, people } = compiled(planText, withPlantedNames(planFile(`${plan}.roster.yaml`)));
  const host = await startDurableHost({ campaign, at, people, planText });
  const accepted = new Set<CommandName>();
  const actors = campaign.placement.map(({ actor }) => actor);
  return {
    host,
    names: people.map(({ name }) => name),
    accepted,
    async give(name, signer, input) {
      const result = await host.client.perform(campaign.campaign, signer, name, input);
      if (result.status !== 'accepted')
        throw new Error(`Expected '${name}' to be accepted, but: ${JSON.stringify(result)}`);
      accepted.add(name);
      await host.rest(actors);
      return result.request;
    },
  };
}

export function person(id: string): Signer {
  return { kind: 'person', person: id };
}

export function administrator(id: string): Signer {
  return { kind: 'administrator', person: id };
}

export function recorder(id: string, of: string): Signer {
  return { kind: 'recorder', person: id, of };
}

/** Of the plans' zone. */
export function instant(year: number, month: number, day: number, hour = 9): Instant {
  return Date.UTC(year, month - 1, day, hour - 8);
}

function planFile(file: string): string {
  return readFileSync(new URL(`../../scenarios/plans/${file}`, import.meta.url), 'utf8');
}

function compiled(planText: string, rosterText: string) {
  const { plan } = parsePlan(planText);
  const { roster } = parseRoster(rosterText);
  if (plan === undefined || roster === undefined) throw new Error('Expected the plan and its roster to be readable.');
  const { campaign } = compileCampaign({ plan, roster, calendar: CHINA_CALENDAR });
  if (campaign === undefined) throw new Error('Expected the plan to be launchable.');
  const placement = placeOn(campaign, 'per-unit');
  const own: Campaign = { ...campaign, campaign: `no-text-${randomUUID()}`, placement };
  return { campaign: own, people: roster.people.map(({ id, name }) => ({ person: id, name })) };
}
