/** How cases send several wishes at once (feature `bulk`) and read what became of them. */
import { ask, type Answer, type Body, type Call, currentVersion, followersOf } from '../ask.ts';
import type { Case, Context, Need, RecordRef, Role, Situation } from '../case.ts';
import { equal } from '../expect.ts';

/** A case of the feature `bulk`. */
export function bulk(
  id: string,
  title: string,
  record: Situation,
  needs: readonly Need[],
  run: Case['run'],
): Case {
  return { id, title, features: ['bulk'], record, needs, run };
}

/** A case of `bulk` for hosts that can change owners, too. */
export const bulkWithOwner: typeof bulk = (...it) => ({ ...bulk(...it), features: ['bulk', 'owner'] });

export const sendTo = (
  record: RecordRef,
  context: Context,
  as: Role | null,
  json: unknown,
  call: Call = {},
) => ask(context, as, `POST ${followersOf(record)}`, { ...call, json });

export const send = (context: Context, as: Role | null, json: unknown, call: Call = {}) =>
  sendTo(context.record, context, as, json, call);

/** Asks at the version that is current. */
export async function sendCurrent(context: Context, as: Role, json: unknown): Promise<Answer> {
  return send(context, as, json, { headers: { 'If-Match': await currentVersion(context) } });
}

/** Each result in short: what was wished of whom, and how that ended. */
export const ended = ({ results }: Body): unknown[] =>
  results.map(({ op, userId, outcome, code }: Body) => [op, userId, code ?? outcome]);

/** How many effective changes lie between two snapshots of a host that counts them. */
export function counted(before: Body, after: Body, changes: number): void {
  if (before.record.version === undefined) return;
  equal(after.record.version, String(BigInt(before.record.version) + BigInt(changes)), 'version');
}
