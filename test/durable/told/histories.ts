/**
 * Every byte that the server keeps of a run, as it is stored and as the codec opens it, to be searched for words.
 */
import { workflowIdOf } from '@lianfang/workflows';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { openedBytes } from '../../replay/payloads.ts';
import type { RecordedPayload } from '../../replay/recorded.ts';
import type { DurableHost } from '../host.ts';

/** One run of one actor: the history as stored, payloads and all, and these payloads opened. */
export interface Kept {
  readonly stored: Buffer;
  readonly opened: Buffer;
}

/** Which of the words occur in any of the runs, in any form in which a word is written. */
export function foundIn(kept: readonly Kept[], words: readonly string[]): string[] {
  const all = kept.flatMap(({ stored, opened }) => [stored, opened]);
  const forms = (word: string) => [word, JSON.stringify(word).slice(1, -1), escaped(word)];
  return words.filter((word) => all.some((bytes) => forms(word).some((form) => bytes.includes(form))));
}

/** As an ASCII-only writer of JSON would put it. */
function escaped(word: string): string {
  return [...word]
    .map((one) => (one < '\x80' ? one : `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`))
    .join('');
}

export function historiesOf(host: DurableHost): Promise<readonly Kept[]> {
  const { campaign, placement } = host.campaign;
  return Promise.all(placement.map(({ actor }) => historyOf(host, workflowIdOf(campaign, actor))));
}

export async function historyOf({ client }: DurableHost, workflowId: string, runId?: string): Promise<Kept> {
  const history = await client.temporal.workflow.getHandle(workflowId, runId).fetchHistory();
  const json = historyToJSON(history);
  const sealed: RecordedPayload[] = [];
  JSON.parse(json, (_, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'metadata' in value) sealed.push(value as RecordedPayload);
    return value;
  });
  const bytes = sealed.map(({ data = '' }) => Buffer.from(data, 'base64'));
  return {
    stored: Buffer.concat([Buffer.from(json), ...bytes]),
    opened: Buffer.concat(await Promise.all(sealed.map(openedBytes))),
  };
}
