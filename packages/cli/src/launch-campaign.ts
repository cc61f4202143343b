/** From a checked folder to what the client starts. */
import type { StartCampaign } from '@lianfang/client';
import type { LaunchableFolder } from './plan-folder.ts';

export function launchOf(
  { planText, rosterText, roster, campaign }: LaunchableFolder,
  clock: StartCampaign['clock'],
): StartCampaign {
  return {
    campaign,
    planText,
    rosterText,
    people: roster.people.map(({ id, name }) => ({ person: id, name })),
    clock,
  };
}
