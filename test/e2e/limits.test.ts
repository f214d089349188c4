/** Ten places and no more, on the running demo. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useDemo } from './use-demo.ts';

const demo = useDemo();

const open = (id: string) => demo.visit(`/contact.html?id=${id}`, { as: 'owner' });

test('says that a full list is full before the click, and adds nobody', async () => {
  const owner = await open('c-full');
  const sentence = 'All 10 places are taken. Remove someone to add another.';
  await owner.reads(sentence);
  await owner.click('combobox', 'Add followers');
  await owner.page.keyboard.type('tom becker');
  const tom = await owner.option('Tom Becker');
  assert.equal(await tom.evaluate((option) => option.getAttribute('aria-disabled')), 'true');
  await tom.click();
  assert.equal(await owner.count('button', 'Remove Tom Becker'), 0);
  assert.deepEqual(
    owner.calls.filter((call) => !call.startsWith('GET')),
    [],
  );
  await owner.leave();
});

test('refuses the eleventh follower at the server, too', async () => {
  const answer = await fetch(new URL('/api/records/contact/c-full/followers/colleague', demo.url), {
    method: 'PUT',
    headers: { Authorization: 'Bearer owner', 'X-CRM-Followers': '1' },
  });
  assert.equal(answer.status, 409);
  assert.equal(((await answer.json()) as { code: string }).code, 'follower-limit');
});

test('offers the place that a removal frees', async () => {
  const owner = await open('c-full');
  await owner.click('button', 'Remove Suryani');
  await owner.reads('Suryani removed. 9 of 10 followers.');
  await owner.click('combobox', 'Add followers');
  await owner.page.keyboard.type('tom becker');
  await (await owner.option('Tom Becker')).click();
  await owner.reads('Tom Becker added. 10 of 10 followers.');
  await owner.leave();
});

test('shows all of an over-full list, and only lets people be removed', async () => {
  const owner = await open('c-over');
  await owner.reads('12 followers, but only 10 are allowed. Remove some to add others.');
  const buttons = (await owner.tree()).filter(
    ({ role, name }) => role === 'button' && name?.startsWith('Remove '),
  );
  assert.equal(buttons.length, 12);
  await owner.click('button', 'Remove José Álvarez');
  await owner.reads('José Álvarez removed. Still over the limit: 11 of 10.');
  await owner.leave();
});
