/** From a checked folder to what the client starts. */
import type { StartCampaign } from '@lianfang/client';
import type { LaunchableFolder } from './plan-folder.ts';

export function launchOf({ folder, roster, campaign }: LaunchableFolder, clock: StartCampaign['clock']): StartCampaign {
  return {
    campaign,
    planText: folder.planText,
    rosterText: folder.roster?.text ?? '',
    people: roster.people.map(({ id, name }) => ({ person: id, name })),
    clock,
  };
}
