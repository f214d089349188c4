/** How cases send several wishes at once (feature `bulk`) and read what became of them. */
import {
  ask,
  type Answer,
  type Body,
  type Call,
  type Case,
  type Context,
  equal,
  followersOf,
  type Role,
  versionOf,
} from './case.ts';

/** Nobody has this id. */
export const NOBODY = 'there-is-no-such-person';

export function bulk(id: string, title: string, run: Case['run'], ...needs: string[]): Case {
  return { id, title, level: 'optional', needs: ['bulk', ...needs], run };
}

export const send = (context: Context, as: Role | null, id: string, json: unknown, call: Call = {}) =>
  ask(context, as, `POST ${followersOf(id)}`, { ...call, json });

/** Asks at the version that is current. */
export async function sendCurrent(context: Context, as: Role, id: string, json: unknown): Promise<Answer> {
  return send(context, as, id, json, { headers: { 'If-Match': await versionOf(context, 'admin', id) } });
}

export const read = async (context: Context, as: Role, id: string): Promise<Body> =>
  (await ask(context, as, `GET ${followersOf(id)}`)).body;

/** Each result in short: what was wished of whom, and how that ended. */
export const ended = ({ results }: Body): unknown[] =>
  results.map(({ op, userId, outcome, code }: Body) => [op, userId, code ?? outcome]);

/** How many effective changes lie between two snapshots of a host that counts them. */
export function counted(before: Body, after: Body, changes: number): void {
  if (before.record.version === undefined) return;
  equal(after.record.version, String(BigInt(before.record.version) + BigInt(changes)), 'version');
}
