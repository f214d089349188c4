/**
 * Brings a record into the state that is wanted, through the contract itself and as an administrator.
 * Asks for no more changes than there are differences.
 */
import { isDeepStrictEqual } from 'node:util';
import { ask, type Body, followerIds, followerOf, followersOf, ownerOf } from '../ask.ts';
import type { RecordRef } from '../case.ts';
import { said } from './answer.ts';
import type { Host } from './host.ts';

export interface State {
  /** Missing: whoever owns it. `null`: nobody, which no request of the contract can bring about. */
  readonly owner?: string | null | undefined;
  /** Ids, in this order. */
  readonly followers: readonly string[];
}

/** The record is not as it was to be; the message says which request has failed. */
export class NotArranged extends Error {}

export const stateOf = (snapshot: Body): State => ({
  owner: snapshot.owner?.id ?? null,
  followers: followerIds(snapshot),
});

/** Throws `NotArranged`, or `Unanswered`. */
export async function arrange(host: Host, record: RecordRef, wanted: State): Promise<void> {
  let is = stateOf(await snapshotOf(host, record));
  const { owner = is.owner, followers } = wanted;
  if (owner === is.owner && isDeepStrictEqual(is.followers, followers)) return;
  if (typeof owner === 'string' && owner !== is.owner) {
    await handOver(host, record, owner);
    is = stateOf(await snapshotOf(host, record));
  }
  const stay = kept(is.followers, followers);
  for (const id of is.followers.slice(stay)) await change(host, `DELETE ${followerOf(record, id)}`, 200, 204);
  for (const id of followers.slice(stay)) await change(host, `PUT ${followerOf(record, id)}`, 201, 200);
  is = stateOf(await snapshotOf(host, record));
  if (owner === is.owner && isDeepStrictEqual(is.followers.toSorted(), followers.toSorted())) return;
  const inWords = (state: State) =>
    `the owner ${state.owner} and the followers ${state.followers.join(', ') || 'none'}`;
  throw new NotArranged(
    `${record.type}:${record.id} could not be prepared: every change was answered as done, but now it has ${inWords(is)} instead of ${inWords({ owner, followers })}.`,
  );
}

/** How many followers may stay: those which both lists begin with, so that the order comes out right. */
function kept(is: readonly string[], wanted: readonly string[]): number {
  const different = is.findIndex((id, i) => id !== wanted[i]);
  return different === -1 ? is.length : different;
}

async function snapshotOf(host: Host, record: RecordRef): Promise<Body> {
  const answer = await ask(host, 'admin', `GET ${followersOf(record)}`);
  if (answer.status === 200 && Array.isArray(answer.body?.followers)) return answer.body;
  throw notDone(`GET ${followersOf(record)}`, said(answer));
}

async function handOver(host: Host, record: RecordRef, userId: string): Promise<void> {
  const { version } = (await snapshotOf(host, record)).record;
  const headers = { 'If-Match': `"${version}"` };
  await change(host, `PUT ${ownerOf(record)}`, 200, 204, { headers, json: { userId } });
}

async function change(
  host: Host,
  request: string,
  done: number,
  alsoDone: number,
  call: Parameters<typeof ask>[3] = {},
): Promise<void> {
  const answer = await ask(host, 'admin', request, call);
  if (answer.status !== done && answer.status !== alsoDone) throw notDone(request, said(answer));
}

const notDone = (request: string, answer: string) =>
  new NotArranged(`The record could not be prepared: ${request} as admin answers ${answer}.`);
