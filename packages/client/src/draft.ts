/**
 * What somebody begins with who fills in a form: the last version of this campaign, with what the last return said of it; else what
 * the campaign before approved at the same place. Must not know how a form is shown.
 */
import { draftOf } from '@lianfang/engine';
import type { NodeKey, StepId } from '@lianfang/engine/kernel';
import { differenceOf, type ItemDifference, manifestOf } from '@lianfang/engine/record';
import type { Registry } from '@lianfang/registry';
import { stepFormOf } from './forms.ts';
import type { Hosting } from './hosting.ts';

export interface Draft {
  readonly content: Readonly<Record<string, unknown>>;
  readonly from: 'round' | 'campaign' | 'empty';
  /** Items that the last return accepted: they must stay as they are. */
  readonly locked: readonly string[];
  /** Item → reasons of the last return. */
  readonly flagged: Readonly<Record<string, readonly string[]>>;
  /** The draft's items against what the campaign before approved; absent where there is nothing to compare with. */
  readonly since?: ItemDifference & { readonly campaign: string };
}

type Reads = Pick<Registry, 'stepsAt' | 'version' | 'versionBefore' | 'review'>;

/** @throws ClientFault `client.not-found` when nothing is handed in at the step */
export async function draftFor(registry: Reads, { stored }: Hosting, node: NodeKey, step: StepId): Promise<Draft> {
  const { form, rows, manifest } = await stepFormOf(registry, stored, node, step);
  const at = (await registry.stepsAt(stored.id, node)).find((one) => one.step === step);
  // What was accepted, not what was stored last: a refused version is stored as well.
  const last = at === undefined || at.version === null ? null : await registry.version(at.version);
  const before = await registry.versionBefore(stored.id, node, step);
  const source = last ?? before;
  if (source === null || form === undefined) return { content: {}, from: 'empty', locked: [], flagged: {} };
  const content = draftOf(form, source.content, rows);
  return {
    content,
    from: last === null ? 'campaign' : 'round',
    ...(last === null ? { locked: [], flagged: {} } : await lastReturn(registry, stored, node, step)),
    ...(before === null
      ? {}
      : {
          since: {
            campaign: before.campaign,
            ...differenceOf(before.manifest.items, manifestOf(manifest, content, before.salt).items),
          },
        }),
  };
}

async function lastReturn(
  registry: Reads,
  { id, campaign }: Hosting['stored'],
  node: NodeKey,
  step: StepId,
): Promise<Pick<Draft, 'locked' | 'flagged'>> {
  const steps = [...campaign.steps, ...campaign.procedures.flatMap((procedure) => procedure.steps)];
  for (const review of steps.filter((one) => one.kind === 'decide' && one.of === step)) {
    const sheet = await registry.review(id, `${node}/${review.id}`);
    if (sheet?.place !== 'returned') continue;
    const round = sheet.rounds.findLast((one) => one.returned !== null);
    const verdicts = round?.decisions.at(-1)?.verdicts ?? [];
    return {
      locked: round?.returned?.locked ?? [],
      flagged: Object.fromEntries(
        verdicts.filter((one) => one.reasons.length > 0).map((one) => [one.item, one.reasons]),
      ),
    };
  }
  return { locked: [], flagged: {} };
}
