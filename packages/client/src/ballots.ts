/**
 * Secret ballots from the voters' side: tokens are made and kept until they are drawn, then forgotten. A vote itself is the command
 * `CastBallot` with the token, signed by the system.
 */
import { randomUUID } from 'node:crypto';
import type { NodeKey, Signer, StageId, StepId } from '@lianfang/engine/kernel';
import { sha256Hex } from '@lianfang/engine/record';
import type { Registry } from '@lianfang/registry';
import type { CommandPath, CommandResult } from './command-path.ts';
import { ClientFault } from './fault.ts';

/** The vote, as its review stands now unless round and hash say otherwise. */
export interface BallotInput {
  readonly node: NodeKey;
  readonly step: StepId;
  readonly stage: StageId;
  readonly round?: number;
  readonly hash?: string;
  /** The caller's own id for this act; a repeat with the same id is done once. */
  readonly request?: string;
}

export interface IssueBallotsInput extends BallotInput {
  /** How many members there are; another number is refused, and the refusal says how many. */
  readonly members: number;
}

export interface TakenBallot {
  readonly result: CommandResult;
  /**
   * The ballot: whoever has it casts it. Shown once; null when the drawing was not accepted, when this request has had its ballot before,
   * or while the issuing is not on record yet: then the same request may be repeated.
   */
  readonly token: string | null;
}

/**
 * What this protects: nobody who reads the ledger, the tables, the workflow histories or the inbox, then or later, can tell what a person
 * voted. The actor holds hashes of tokens and running counts; the registry holds tokens only until they are drawn, and who drew only by
 * request; one is picked at random, and everybody draws before anybody casts, so that neither order nor time joins a person to a ballot. Once a
 * cast is answered only the hash of its token is on record.
 *
 * What it does not: whoever runs the database may copy the tokens before they are drawn, watch them go one by one, or read them from its
 * logs and backups; whoever runs this process may keep what it hands out; every cast has the time of its request, so a log of who was
 * connected when says something; a token told to others, or sent over a line that is listened to, is known. After a drawing that not
 * everybody took part in, whoever holds the tables could cast what was not drawn, though never more ballots than were drawn. Where all
 * voted alike the numbers say what each did (the plan's `hideBelow` helps). A token that is lost after it was drawn cannot be made again:
 * that ballot is not cast. Where this is not enough, tokens are drawn from an urn on paper and only their hashes are issued, by the command
 * `IssueBallots`.
 */
export interface Ballots {
  /** Makes as many tokens as there are members, keeps them until drawn, and issues their hashes. */
  issueBallots(campaign: string, by: Signer, input: IssueBallotsInput): Promise<CommandResult>;
  /** Draws for the signer and hands out one token. */
  takeBallot(campaign: string, by: Signer, input: BallotInput): Promise<TakenBallot>;
}

type Kept = Pick<Registry, 'review' | 'prepareBallots' | 'dropBallots' | 'drawBallot'>;

export function createBallots(registry: Kept, path: Pick<CommandPath, 'send'>): Ballots {
  async function about(campaign: string, { node, step, stage, ...given }: BallotInput) {
    const row = await registry.review(campaign, `${node}/${step}`);
    const round = given.round ?? row?.round;
    const hash = given.hash ?? row?.hash;
    if (round === undefined || hash === undefined || hash === null) {
      throw new ClientFault('client.not-found', `Expected a review '${node}/${step}' under way, but there is none.`);
    }
    return { node, step, stage, round, hash, request: given.request ?? randomUUID() };
  }

  return {
    async issueBallots(campaign, by, { members, ...input }) {
      const at = await about(campaign, input);
      const tokens = await registry.prepareBallots(campaign, at.request, members);
      const ballots = tokens.map((token) => sha256Hex(token)).sort();
      const [result] = await path.send(campaign, [{ kind: 'IssueBallots', ...at, signer: by, ballots }]);
      if (result?.status === 'refused') await registry.dropBallots(campaign, at.request);
      return result ?? { status: 'unknown', request: at.request, cause: 'no result' };
    },
    async takeBallot(campaign, by, input) {
      const at = await about(campaign, input);
      const [result] = await path.send(campaign, [{ kind: 'TakeBallot', ...at, signer: by }]);
      const token = result?.status === 'accepted' ? await registry.drawBallot(campaign, at.request) : null;
      return { result: result ?? { status: 'unknown', request: at.request, cause: 'no result' }, token };
    },
  };
}
