/**
 * An adapter whose every answer is given by hand: calls wait at a gate until a test opens it.
 * Runs under Node and in browsers. It keeps no record; `snapshot()` helps to write answers.
 */
import type { Adapter, SubscribeOptions } from '../../src/data/adapter.ts';
import type { RecordRef, Snapshot, User } from '../../src/core/record.ts';

type Op = keyof Adapter;

export interface FakeCall {
  readonly op: Op;
  /** What it was called with, in the adapter's order but without the options. */
  readonly args: readonly unknown[];
  /** What it was called with last. */
  readonly options: SubscribeOptions;
  readonly signal: AbortSignal | undefined;
  /** Lets the call return; without an argument, nothing. */
  answer(value?: unknown): void;
  fail(error?: unknown): void;
}

export interface FakeAdapter extends Required<Adapter> {
  /** All calls so far, in the order they came. */
  readonly calls: FakeCall[];
  /** The oldest call that nobody has taken yet; waits for one. Fails when it is not of this kind. */
  next(op: Op): Promise<FakeCall>;
  /** The names of all calls so far, with the person each is about. */
  readonly log: string[];
}

const PARAMETERS: Record<Op, number> = {
  load: 1,
  add: 2,
  remove: 2,
  replace: 2,
  changeOwner: 2,
  change: 2,
  search: 1,
  loadMany: 1,
  people: 1,
  history: 1,
  subscribe: 1,
};

/** Functions named in `without` are missing, as on backends that can do less. */
export function fakeAdapter(
  without: Op[] = ['replace', 'change', 'loadMany', 'people', 'history', 'subscribe'],
): FakeAdapter {
  const calls: FakeCall[] = [];
  const untaken: FakeCall[] = [];
  const takers: ((call: FakeCall) => void)[] = [];

  const gate =
    (op: Op) =>
    (...given: unknown[]) =>
      new Promise<unknown>((answer, fail) => {
        const args = given.slice(0, PARAMETERS[op]);
        const options = (given[PARAMETERS[op]] ?? {}) as SubscribeOptions;
        const call: FakeCall = {
          op,
          args,
          options,
          signal: options.signal,
          answer,
          fail: (error = new TypeError('Failed to fetch')) => fail(error),
        };
        calls.push(call);
        const taker = takers.shift();
        if (taker) taker(call);
        else untaken.push(call);
      });

  const functions = (Object.keys(PARAMETERS) as Op[])
    .filter((op) => !without.includes(op))
    .map((op) => [op, gate(op)]);
  return {
    ...(Object.fromEntries(functions) as unknown as Required<Adapter>),
    calls,
    get log() {
      return calls.map(({ op, args: [, about] }) => {
        const who = Array.isArray(about) ? about.join() : typeof about === 'string' ? about : undefined;
        return `${op} ${who ?? (about as { userId?: string } | undefined)?.userId ?? ''}`.trim();
      });
    },
    async next(op) {
      const call = untaken.shift() ?? (await new Promise<FakeCall>((take) => takers.push(take)));
      if (call.op !== op) throw new Error(`expected ${op}, got ${call.op} ${JSON.stringify(call.args)}`);
      return call;
    },
  };
}

export const C1: RecordRef = { type: 'contact', id: 'c1' };

/** Somebody with a name made of the id. */
export const person = (id: string, rest: Partial<User> = {}): User => ({
  id,
  name: id.toUpperCase(),
  active: true,
  ...rest,
});

/**
 * A record as the contract's server would answer it: owned by `o`, shown to the admin `me`, at a version and with
 * followers given as ids separated by spaces.
 */
export const snapshot = (
  version: string | number,
  followers = '',
  rest: Partial<Snapshot> = {},
): Snapshot => ({
  record: { ...C1, version: String(version) },
  features: ['owner'],
  limit: 10,
  owner: person('o'),
  viewer: { id: 'me', admin: true },
  followers: followers
    .split(' ')
    .filter(Boolean)
    .map((id) => ({ user: person(id) })),
  ...rest,
});
