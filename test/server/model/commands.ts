/** Requests at random, each with what the model expects of its answer, and what has to hold after every one of them. */
import assert from 'node:assert/strict';
import fc, { type AsyncCommand } from 'fast-check';
import { type Answer, type Ask, followers, owner } from '../../support/app.ts';
import {
  add,
  changeOwner,
  type Handover,
  inOrder,
  type Op,
  PEOPLE,
  remove,
  sees,
  type State,
  type Verdict,
} from './model.ts';

/** The record that everything is about, and those made on the way. */
export interface Model {
  readonly records: Map<string, State>;
}

export interface Real {
  readonly ask: Ask;
  /** How often each status was met. */
  readonly met: Map<number, number>;
}

/** A contact with as many followers as a run begins with. */
export const SUBJECT = 'contact/n9';

type Command = AsyncCommand<Model, Real>;

const refOf = (name: string) => name.split('/') as [type: string, id: string];
const followersOf = (name: string) => followers(refOf(name)[1], refOf(name)[0]);
const ownerOf = (name: string) => owner(refOf(name)[1], refOf(name)[0]);

const idsOf = (body: Answer['body']) => body.followers.map(({ user }: { user: { id: string } }) => user.id);

function assertShown(body: Answer['body'], { owner, followers, version }: State) {
  assert.deepEqual(
    [body.owner?.id ?? null, idsOf(body), body.record.version],
    [owner, followers, String(version)],
  );
  assert.ok(followers.length <= 10 && !followers.includes(owner ?? ''), 'the model itself holds');
}

/** After every command: what everybody is shown of the record it was about. */
async function assertInvariants(name: string, state: State, { ask }: Real) {
  const { body } = await ask('admin', `GET ${followersOf(name)}`);
  assertShown(body, state);
  for (const id of ['rita', 'rob', 'stranger', 'colleague']) {
    const { status, body: theirs } = await ask(id, `GET ${followersOf(name)}`);
    assert.equal(status, sees(state, id) ? 200 : 404, `${id} sees it`);
    if (status === 200) assertShown(theirs, state);
  }
}

/** A command on one of the records there are; `which` counts them from the latest. */
function on(
  what: string,
  which: number,
  run: (name: string, state: State, real: Real) => Promise<void>,
): Command {
  return {
    check: () => true,
    toString: () => `${what} of record ${which}`,
    async run({ records }, real) {
      const [name, state] = [...records].at(-1 - (which % records.size))!;
      await run(name, state, real);
      await assertInvariants(name, state, real);
    },
  };
}

async function told(real: Real, ...call: Parameters<Ask>): Promise<Answer> {
  const answer = await real.ask(...call);
  real.met.set(answer.status, (real.met.get(answer.status) ?? 0) + 1);
  return answer;
}

const isRefusal = (verdict: Verdict): verdict is Exclude<Verdict, 'ok' | 'nothing'> =>
  typeof verdict === 'number';

export function addOne(by: string, id: string, which: number): Command {
  return on(`${by} adds ${id}`, which, async (name, state, real) => {
    const verdict = add(state, by, id);
    const { status, body } = await told(real, by, `PUT ${followersOf(name)}/${id}`);
    assert.equal(status, isRefusal(verdict) ? verdict : verdict === 'ok' ? 201 : 200);
    if (!isRefusal(verdict)) assertShown(body, state);
  });
}

export function removeOne(by: string, id: string, which: number): Command {
  return on(`${by} removes ${id}`, which, async (name, state, real) => {
    const verdict = remove(state, by, id);
    const { status, body } = await told(real, by, `DELETE ${followersOf(name)}/${id}`);
    const isShown = verdict === 'ok' && sees(state, by);
    assert.equal(status, isRefusal(verdict) ? verdict : isShown ? 200 : 204);
    if (isShown) assertShown(body, state);
  });
}

export function handOver(by: string, handover: Handover, which: number): Command {
  const { userId, keepPrevious, stale } = handover;
  const how = `${keepPrevious ? ', staying' : ''}${stale === undefined ? ', without version' : ''}`;
  return on(`${by} makes ${userId} the owner${how}`, which, async (name, state, real) => {
    const sent = state.version - (stale ?? 0);
    const headers: Record<string, string> = stale === undefined ? {} : { 'If-Match': `"${sent}"` };
    const verdict = changeOwner(state, by, handover);
    const { status, body } = await told(real, by, `PUT ${ownerOf(name)}`, {
      json: { userId, keepPrevious },
      headers,
    });
    assert.equal(status, isRefusal(verdict) ? verdict : sees(state, by) ? 200 : 204);
    if (status === 200) assertShown(body, state);
  });
}

const OUTCOMES: Record<Op, Record<'ok' | 'nothing', string>> = {
  add: { ok: 'added', nothing: 'already' },
  remove: { ok: 'removed', nothing: 'absent' },
};
const outcomeOf = (op: Op, verdict: Verdict) => (isRefusal(verdict) ? 'refused' : OUTCOMES[op][verdict]);

export function changeMany(by: string, adding: string[], removing: string[], which: number): Command {
  return on(
    `${by} adds ${adding.join()} and removes ${removing.join()}`,
    which,
    async (name, state, real) => {
      const isHidden = !sees(state, by);
      const run = { add, remove };
      const expected = inOrder(by, adding, removing).map(([op, id]) => [
        op,
        id,
        isHidden ? undefined : outcomeOf(op, run[op](state, by, id)),
      ]);
      const json = { add: adding, remove: removing };
      const { status, body } = await told(real, by, `POST ${followersOf(name)}`, { json });
      assert.equal(status, isHidden ? 404 : 200);
      if (isHidden) return;
      assert.deepEqual(
        body.results.map(({ op, userId, outcome }: Record<string, string>) => [op, userId, outcome]),
        expected,
      );
      if (sees(state, by)) assertShown(body.snapshot, state);
      else assert.equal(body.snapshot, null);
    },
  );
}

/** Made by somebody who sees contacts; whom the rules refuse is left out. */
export function create(by: string, ownerId: string, adding: string[]): Command {
  return {
    check: () => true,
    toString: () => `${by} creates one of ${ownerId} with ${adding.join()}`,
    async run({ records }, real) {
      const json = { name: 'X', contactId: 'c1', owner: ownerId, followers: adding };
      const { status, body } = await told(real, by, 'POST /crm/opportunities', { json });
      if (PEOPLE[by]?.readOnly) return assert.equal(status, 403);
      assert.equal(status, 201);
      // Whoever makes it has the owner's rights until it is made.
      const state: State = { owner: by, followers: [], version: 1 };
      const handover = { userId: ownerId, keepPrevious: false, stale: 0 };
      const isTaken = ownerId === by || changeOwner(state, by, handover) === 'ok';
      state.version = 1;
      const results = [isTaken ? (ownerId === by ? 'already' : 'changed') : 'refused'];
      for (const id of adding) results.push(outcomeOf('add', add(state, 'admin', id)));
      assert.deepEqual(
        body.results.map(({ outcome }: { outcome: string }) => outcome),
        results,
      );
      records.set(`opportunity/${body.id}`, state);
      await assertInvariants(`opportunity/${body.id}`, state, real);
    },
  };
}

const ASKING = Object.entries(PEOPLE).flatMap(([id, { inactive }]) => (inactive ? [] : [id]));

export const commands = (max: number) => {
  const who = fc.constantFrom(...ASKING);
  const whom = fc.constantFrom(...Object.keys(PEOPLE), 'nobody');
  const several = fc.uniqueArray(whom, { maxLength: 4 });
  const which = fc.nat({ max: 3 });
  const apart = fc.tuple(several, several).map(([a, b]) => [a, b.filter((id) => !a.includes(id))] as const);
  const stale = fc.constantFrom(0, 0, 0, 1, undefined);
  const handover = fc.record({ userId: whom, keepPrevious: fc.boolean(), stale });
  return fc.commands<Model, Real, false>(
    [
      fc.tuple(who, whom, which).map((args) => addOne(...args)),
      fc.tuple(who, whom, which).map((args) => removeOne(...args)),
      fc.tuple(who, handover, which).map((args) => handOver(...args)),
      fc.tuple(who, apart, which).map(([by, [a, b], which]) => changeMany(by, [...a], [...b], which)),
      fc
        .tuple(fc.constantFrom('admin', 'owner', 'colleague', 'reader', 'rita'), whom, several)
        .map((args) => create(...args)),
    ],
    { maxCommands: max, size: 'max' },
  );
};
