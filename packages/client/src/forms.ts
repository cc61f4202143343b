/** Which fields of a form the hashes of a submission depend on, as the compiled campaign says. */
import type { Campaign, StepId } from '@lianfang/engine/kernel';
import type { PreparedVersion } from '@lianfang/registry';
import { ClientFault } from './fault.ts';

export function manifestFormOf(campaign: Campaign, step: StepId): PreparedVersion['form'] {
  const definition = [...campaign.steps, ...campaign.procedures.flatMap((one) => one.steps)].find(
    (one) => one.id === step,
  );
  const form = definition?.kind === 'do' ? campaign.forms[definition.form] : undefined;
  if (form === undefined)
    throw new ClientFault('client.not-found', `Expected a step '${step}' with a form, but there is none.`);
  return form;
}
