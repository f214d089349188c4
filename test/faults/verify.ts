/**
 * Holds what clients were told against the log of the database. The log has every state a record was ever in, so
 * nothing here depends on having looked at the right moment.
 */
import type { Repository, StoredEvent } from '../../demo/server/repository.ts';
import type { History, Shown, Wish } from './history.ts';
import { keepsPrevious, keyOf, RECORDS } from './world.ts';

const LIMIT = 10;

const OPS: Record<StoredEvent['kind'], Wish['op'] | 'created'> = {
  created: 'created',
  'follower-added': 'add',
  'follower-removed': 'remove',
  'owner-changed': 'owner',
};

/** One event, as somebody's doing. */
const doing = (by: string | undefined, { op, userId }: Wish) => `${op} ${userId} by ${by}`;

/** What is wrong; nothing, where all is as it should be. */
export async function verify(repository: Repository, history: History): Promise<string[]> {
  const wrong: string[] = [];
  if (history.mostFollowers > LIMIT) wrong.push(`over the cap: ${history.mostFollowers} followers were seen`);
  if (history.ownersFollowing) wrong.push('an owner was seen following');
  for (const record of RECORDS) {
    const found = (await repository.find(keyOf(record)))!;
    const events = (await repository.events(keyOf(record), 1e9)).toReversed();
    const say = (what: string) => wrong.push(`${record}: ${what}`);

    const versions = events.map(({ version }) => Number(version));
    if (versions.some((version, i) => version !== i + 1)) say('versions are not one more each time');
    if (Number(found.version) !== events.length) say(`${events.length} events, version ${found.version}`);

    const states = replay(events, say);
    const last: Shown = {
      version: events.length,
      owner: found.owner?.id ?? null,
      followers: found.followers.map(({ user }) => user.id),
    };
    if (!same(states.at(-1), last)) say('what is stored is not what the log leads to');
    attribute(record, events, states, history, say);
  }
  return wrong;
}

const same = (a: Shown | undefined, b: Shown) =>
  a !== undefined && a.owner === b.owner && a.followers.join() === b.followers.join();

/** The record after each version; `states[v]` is version v. */
function replay(events: readonly StoredEvent[], say: (what: string) => void): Shown[] {
  const states: Shown[] = [{ version: 0, owner: null, followers: [] }];
  for (const { kind, user, version } of events) {
    const { owner, followers } = states.at(-1)!;
    const [id, others] = [user?.id ?? null, followers.filter((follower) => follower !== user?.id)];
    let next: Shown = { version: Number(version), owner, followers: others };
    if (kind === 'created') next = { ...next, owner: id };
    if (kind === 'follower-added') {
      if (others.length < followers.length) say(`${id} was added twice at version ${version}`);
      next = { ...next, followers: [...others, id!] };
    }
    if (kind === 'follower-removed' && others.length === followers.length) {
      say(`${id} was removed at version ${version}, without following`);
    }
    if (kind === 'owner-changed') {
      const staying = owner !== null && keepsPrevious(id!) ? [owner] : [];
      next = { ...next, owner: id, followers: [...others, ...staying] };
    }
    if (next.followers.length > LIMIT) say(`over the cap: ${next.followers.length} at version ${version}`);
    if (next.owner !== null && next.followers.includes(next.owner)) say(`its owner follows at ${version}`);
    states.push(next);
  }
  return states;
}

/** Every acknowledged change has an event of its own, and every event somebody who asked for it. */
function attribute(
  record: string,
  events: readonly StoredEvent[],
  states: readonly Shown[],
  history: History,
  say: (what: string) => void,
): void {
  const open = new Map<number, string>();
  for (const { version, kind, user, source } of events) {
    const op = OPS[kind];
    // What the data began with is nobody's doing.
    if (op !== 'created' && source.by) {
      open.set(Number(version), doing(source.by.id, { op, userId: user!.id }));
    }
  }
  const unknown = new Map<string, number>();
  const seen = new Map<string, number>();
  for (const { by, wishes, answer } of history.asked.filter((asked) => asked.record === record)) {
    if (!answer) {
      for (const wish of wishes) unknown.set(doing(by, wish), (unknown.get(doing(by, wish)) ?? 0) + 1);
      continue;
    }
    const { shown, done } = answer;
    if (!shown) continue;
    if (!same(states[shown.version], shown)) say(`${by} was shown what version ${shown.version} never was`);
    if (shown.version < (seen.get(by) ?? 0)) say(`${by} was shown an earlier state than before`);
    seen.set(by, shown.version);
    for (const [i, wish] of done.entries()) {
      const version = shown.version - done.length + 1 + i;
      if (open.get(version) !== doing(by, wish)) say(`lost: ${doing(by, wish)}, acknowledged as ${version}`);
      open.delete(version);
    }
  }
  for (const [version, what] of open) {
    const left = unknown.get(what) ?? 0;
    if (left === 0) say(`doubled: ${what} at version ${version}, which nobody asked for, or only once`);
    unknown.set(what, left - 1);
  }
}
