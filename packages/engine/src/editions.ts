/**
 * Kernel editions: every actor's state names the edition it was opened with, and goes on by its rules. A change of behaviour is one
 * entry here and a branch on the edition. Until release 0.1 edition 1 may change; recorded histories are then made anew in the commit
 * that says why.
 */
export interface Edition {
  readonly edition: number;
  readonly since: string;
  readonly what: string;
  readonly why: string;
}

export const editions: readonly Edition[] = [
  { edition: 1, since: '0.0.0', what: 'The first kernel.', why: 'The first campaign runs.' },
];

export const currentEdition = 1;
