/** How a change ended, as methods answer it and as the bulk route of the contract reports it. */

export type Outcome = 'added' | 'removed' | 'changed' | 'already' | 'absent' | 'refused';

/** How one change ended. */
export interface Result {
  op: 'add' | 'remove' | 'owner';
  userId: string;
  /** As it is shown, where the person is known. */
  name?: string | undefined;
  /** `already` and `absent`: the record was so before. */
  outcome: Outcome;
  /** Refused: what went wrong (see `problem.ts`). */
  code?: string | undefined;
  /** Refused: why it is not allowed (see `reason.ts`). */
  reason?: string | undefined;
  /** Refused: a sentence of the server's or the host's own. */
  detail?: string | undefined;
}
