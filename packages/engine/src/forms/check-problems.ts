/** A form's own checks, asked of content before it is handed in: what the kernel will ask again, by the roster as it was compiled. */
import type { Definitions, DoStep, NodeDefinition } from '../campaign/definition.ts';
import type { NodeKey } from '../campaign/keys.ts';
import type { CommandOf } from '../kernel/command.ts';
import type { Problem } from '../problem.ts';
import { failedChecks } from '../step/form-checks.ts';
import { manifestOf } from './manifest.ts';
import { placeValues } from './row-conditions.ts';

type Checked = Pick<Definitions, 'layers' | 'forms'> & { readonly nodes: Readonly<Record<NodeKey, NodeDefinition>> };

/**
 * Every check that does not pass, in the author's words: an error where it blocks, else advice.
 * @param step as it runs at the node, its form chosen
 * @param content that `contentProblems` accepts
 */
export function checkProblems(
  campaign: Checked,
  node: NodeKey,
  step: DoStep,
  content: Readonly<Record<string, unknown>>,
): readonly Problem[] {
  const form = campaign.forms[step.form];
  if (form === undefined || step.checks?.[step.form] === undefined) return [];
  const { facts, items } = manifestOf(form, content, '');
  const version = { facts: facts as CommandOf<'Submit'>['facts'], items: [...items] };
  const place = placeValues(campaign, node);
  return (['blocking', 'advice'] as const).flatMap((severity) =>
    failedChecks(step, form, version, place, severity).map((says): Problem => {
      return {
        code: 'content.check',
        severity: severity === 'blocking' ? 'error' : 'advice',
        path: [],
        name: form.name,
        says,
      };
    }),
  );
}
