/** What became of each of several wishes: one refused leaves the others alone. */
import type { components } from '../../src/core/wire.ts';
import { add, handOver, type Held, remove } from './changes.ts';
import { Refusal, type WireCode } from './problems.ts';

export type Result = components['schemas']['Result'];

/** One change that somebody wants. */
export interface Wish {
  readonly op: Result['op'];
  readonly userId: string;
  /** Owner only: the previous one stays as a follower. */
  readonly keepPrevious?: boolean | undefined;
}

/** Makes a wish come true. @throws Refusal */
export async function make(held: Held, { op, userId, keepPrevious }: Wish): Promise<Result['outcome']> {
  if (op === 'add') return (await add(held, userId)) ? 'added' : 'already';
  if (op === 'remove') return (await remove(held, userId)) ? 'removed' : 'absent';
  await handOver(held, userId, !!keepPrevious);
  return 'changed';
}

/** Refusals for want of a right: whoever meets one learns nothing of people, not even a name. */
const RIGHTS = new Set<WireCode>(['action-forbidden', 'owner-change-forbidden']);

/** What became of a wish, or why not. Only refusals are results; anything else undoes everything. */
export async function attempt(
  { tx, record }: Held,
  { op, userId }: Wish,
  work: () => Promise<Result['outcome']>,
): Promise<Result> {
  const name = async () => {
    const person = await tx.person(record.key.tenant, userId);
    return person ? { name: person.name } : {};
  };
  try {
    const outcome = await work();
    return { op, userId, ...(await name()), outcome };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, reason, detail } = error;
    const known = RIGHTS.has(code) ? {} : await name();
    // Together with other wishes it is enough that this one holds.
    if (op === 'owner' && code === 'user-is-owner') return { op, userId, ...known, outcome: 'already' };
    return {
      ...{ op, userId, ...known, outcome: 'refused', code },
      ...(reason ? { reason } : {}),
      ...(detail ? { detail } : {}),
    };
  }
}
