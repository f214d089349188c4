/** What subscribers are told: what others did, once, and nothing of what the viewer sees already. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import type { Made } from '../../src/data/overlay.ts';
import { Problem } from '../../src/core/problem.ts';
import { person, snapshot } from '../support/fake-adapter.ts';
import { ids, openStore, show, turn } from '../support/open-store.ts';

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
});

afterEach(() => Reflect.deleteProperty(globalThis, 'reportError'));

/** What a change did, as the page is told of it. */
const said = ({ told }: Made) =>
  told &&
  [
    ...told.added.map(({ id }) => `+${id}`),
    ...told.removed.map(({ id }) => `-${id}`),
    told.owner ? 'owner' : '',
  ]
    .join(' ')
    .trim();

test("what strangers did comes with the answer to the viewer's own change, and is told as theirs alone", async () => {
  const { adapter, store, make, news } = await openStore(snapshot(17, 'a b'));
  const made = make('add', 'x');
  (await adapter.next('add')).answer(snapshot(20, 'a c x', { owner: person('p') }));
  assert.equal((await made).outcome, 'added');
  assert.deepEqual([news, ids(store.shown)], [['remote +c -b owner'], 'a c x']);
});

test('a change of others is told to everybody who shows the record, and one of them tells the page', async () => {
  const { store, news, firsts } = await openStore();
  const others = [show(store), show(store)];
  store.adopt(snapshot(18, 'a c'));
  assert.deepEqual(
    [news, ...others.map((other) => other.news)],
    [['remote +c -b'], ['remote +c -b'], ['remote +c -b']],
  );
  assert.deepEqual([firsts, ...others.map((other) => other.firsts)], [[true], [false], [false]]);
});

test('when the one who told the page is gone, another one does', async () => {
  const opened = await openStore();
  const other = show(opened.store);
  opened.leave();
  opened.store.adopt(snapshot(18, 'a'));
  assert.deepEqual([opened.news, other.news, other.firsts], [[], ['remote -b'], [true]]);
});

test("a push that shows the viewer's unanswered change already is no news", async () => {
  const { adapter, store, make, news } = await openStore(snapshot(17, 'a b'));
  const made = make('add', 'x');
  const sent = await adapter.next('add');
  store.adopt(snapshot(18, 'a b x'));
  assert.equal(ids(store.shown), 'a b x');
  sent.answer(snapshot(18, 'a b x'));
  assert.equal((await made).outcome, 'added');
  assert.deepEqual(news, []);
});

test('a push never undoes what the viewer just did', async () => {
  const { adapter, store, make, news } = await openStore(snapshot(17, 'a b'));
  const made = make('remove', 'a');
  const sent = await adapter.next('remove');
  store.adopt(snapshot(18, 'a b c'));
  assert.deepEqual([ids(store.shown), news], ['b c', ['remote +c']]);
  sent.answer(snapshot(19, 'b c'));
  await made;
  assert.deepEqual(news, ['remote +c']);
});

test('a push that changes nothing shown is silent', async () => {
  const { store, news } = await openStore(snapshot(17, 'a b'));
  store.adopt(snapshot(18, 'b a', { limit: 12 }));
  assert.deepEqual([news, store.shown?.limit], [[], 12]);
});

test('what others were faster with is told as theirs once the own change is off the table', async () => {
  const { adapter, store, make, news } = await openStore(snapshot(17, 'a b'));
  const first = make('add', 'x');
  const made = [make('add', 'y'), make('remove', 'b')];
  (await adapter.next('add')).answer(snapshot(20, 'a x y'));
  await Promise.all([first, ...made]);
  assert.deepEqual([news, ids(store.shown)], [['remote +y', 'remote -b'], 'a x y']);
});

test('somebody whom others added while the own addition was refused is told as theirs', async () => {
  const { adapter, store, make, news } = await openStore(snapshot(17, 'a b'));
  const made = make('add', 'x');
  const sent = await adapter.next('add');
  store.adopt(snapshot(18, 'a b x'));
  sent.fail(new Problem('invalid-request'));
  assert.equal((await made).outcome, 'refused');
  assert.deepEqual([news, ids(store.shown)], [['remote +x'], 'a b x']);
});

test('what a change did is told with its outcome, strangers left out', async () => {
  const { adapter, make } = await openStore(snapshot(17, 'a b'));
  const added = make('add', 'x');
  (await adapter.next('add')).answer(snapshot(20, 'a c x'));
  assert.deepEqual(said(await added), '+x');
  const handed = make('owner', 'a', { keepPrevious: true });
  (await adapter.next('changeOwner')).answer(snapshot(21, 'x o', { owner: person('a') }));
  assert.deepEqual(said(await handed), '+o -a owner');
});

test('a change that was taken back before it was answered leaves the page with nothing to hear', async () => {
  const { adapter, make, news } = await openStore(snapshot(17, 'a b'));
  const made = [make('add', 'x')];
  const sent = await adapter.next('add');
  made.push(make('remove', 'x'));
  sent.answer(snapshot(18, 'a b x'));
  (await adapter.next('remove')).answer(snapshot(19, 'a b'));
  assert.deepEqual((await Promise.all(made)).map(said), ['', '']);
  assert.deepEqual(news, []);
});

test('what two unsent changes that cancel each other had covered is told', async () => {
  const { adapter, store, make, news } = await openStore(snapshot(17, 'a b'));
  const first = make('add', 'x');
  const sent = await adapter.next('add');
  const pair = [make('add', 'y')];
  store.adopt(snapshot(18, 'a b y'));
  pair.push(make('remove', 'y'));
  await Promise.all(pair);
  assert.deepEqual([ids(store.shown), news], ['a b y x?', ['remote +y']]);
  sent.answer(snapshot(19, 'a b y x'));
  await first;
});

test('a change that could not be taken back is told after all', async () => {
  const { adapter, store, make, news } = await openStore(snapshot(17, 'a b'));
  const made = [make('add', 'x')];
  const sent = await adapter.next('add');
  made.push(make('remove', 'x'));
  sent.answer(snapshot(18, 'a b x'));
  (await adapter.next('remove')).fail(new Problem('invalid-request'));
  await Promise.all(made);
  assert.deepEqual([ids(store.shown), news], ['a b x', ['remote +x']]);
});

test("a push that shows the viewer's unanswered handover is no news, nor one that covers it", async () => {
  const { adapter, store, make, news } = await openStore(snapshot(17, 'a b'));
  const made = make('owner', 'a', { keepPrevious: true });
  const sent = await adapter.next('changeOwner');
  store.adopt(snapshot(18, 'b o', { owner: person('a') }));
  store.adopt(snapshot(19, 'b o a', { owner: person('z') }));
  assert.deepEqual([news, store.shown?.owner?.id], [[], 'a']);
  sent.fail(new Problem('invalid-request'));
  assert.equal((await made).outcome, 'refused');
  assert.deepEqual([news, store.shown?.owner?.id], [['remote +o owner'], 'z']);
});

test('who was owner before goes with the news of another owner', async () => {
  const { store } = await openStore(snapshot(17, 'a'));
  let previous: unknown;
  store.subscribe((news) => {
    if (news.type === 'remote') previous = news.before.owner?.id;
  });
  store.adopt(snapshot(18, 'a', { owner: person('p') }));
  assert.equal(previous, 'o');
});

test("the viewer's own handover is not news, whatever it does to the list", async () => {
  for (const keepPrevious of [true, false]) {
    const { adapter, make, news } = await openStore(snapshot(17, 'a b'));
    const made = make('owner', 'a', { keepPrevious });
    (await adapter.next('changeOwner')).answer(
      snapshot(18, keepPrevious ? 'b o' : 'b', { owner: person('a') }),
    );
    assert.equal((await made).outcome, 'changed');
    assert.deepEqual(news, []);
  }
});

test('a server that does not keep the previous owner after all has not made strangers remove anybody', async () => {
  const { adapter, make, news } = await openStore(snapshot(17, 'a b'));
  const made = make('owner', 'a', { keepPrevious: true });
  (await adapter.next('changeOwner')).answer(snapshot(18, 'b', { owner: person('a') }));
  await made;
  assert.deepEqual(news, []);
});

test('a subscriber that throws is reported; the others hear, and the change is made', async () => {
  const reported: unknown[] = [];
  Object.assign(globalThis, { reportError: (error: unknown) => reported.push(error) });
  const { adapter, store, make, leave } = await openStore();
  leave();
  const broken = new Error('broken page');
  store.subscribe(() => {
    throw broken;
  });
  const other = show(store);
  store.adopt(snapshot(18, 'a'));
  assert.deepEqual([other.news, reported], [['remote -b'], [broken]]);
  const made = other.make('add', 'x');
  (await adapter.next('add')).answer(snapshot(19, 'a x'));
  assert.equal((await made).outcome, 'added');
  await assert.rejects(make('add', 'y'), TypeError);
});

test('somebody who left while the news went round does not hear it', async () => {
  const { store, leave } = await openStore();
  leave();
  const heard: string[] = [];
  const leaves: (() => void)[] = [];
  store.subscribe(() => {
    heard.push('one');
    leaves[0]?.();
  });
  leaves.push(store.subscribe(() => heard.push('two')));
  store.adopt(snapshot(18, 'a'));
  await turn();
  assert.deepEqual(heard, ['one']);
});
