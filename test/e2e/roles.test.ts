/** What people with fewer rights are shown of a contact, and what is kept from them, on the running demo. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useDemo } from './use-demo.ts';
import type { VisitOptions } from './visit.ts';

const demo = useDemo();

const openAs = (as: string, options: VisitOptions = {}) =>
  demo.visit('/contact.html?id=c1', { as, ...options });

test('tells a follower who can change the owner, and offers no way to', async () => {
  const follower = await openAs('follower');
  await follower.reads("Followers can't change the owner. Priya Mehta or an admin can.");
  assert.equal(await follower.count('button', 'Change owner'), 0);
  assert.equal(await follower.count('button', 'Make me the owner'), 0);
  await follower.find('combobox', 'Add followers');
  await follower.leave();
});

test('lets a follower edit the contact', async () => {
  const follower = await openAs('follower');
  await follower.click('button', 'Edit phone');
  await follower.page.keyboard.type('+44 117 496 0100');
  await follower.page.keyboard.press('Enter');
  await follower.reads('+44 117 496 0100');
  assert.equal((await follower.focused())?.name, 'Edit phone');
  await follower.leave();

  const owner = await openAs('owner');
  await owner.reads('+44 117 496 0100');
  await owner.leave();
});

test('offers somebody who may only look nothing but to stop following', async () => {
  const reader = await openAs('reader');
  await reader.reads('You can view this contact. To change followers you need edit rights.');
  const buttons = (await reader.tree()).filter(({ role }) => role === 'button').map(({ name }) => name);
  assert.deepEqual(buttons, [
    'View as: Ines Moreau May only look, follows Maria',
    'Details',
    'Stop following',
  ]);
  assert.equal(await reader.count('combobox'), 0);

  await reader.click('button', 'Stop following');
  await reader.reads('You stopped following. The owner or an admin can add you again.');
  assert.equal(await reader.count('button', 'Stop following'), 0);
  await reader.find('heading', 'Maria Lopez');
  await reader.leave();
});

test('asks first when leaving costs the access, and closes the contact until the access is back', async () => {
  const rita = await openAs('rita');
  await rita.click('button', 'Stop following');
  await rita.find('alertdialog', 'Stop following Maria Lopez?');
  await rita.reads("You'll lose access. Priya Mehta or an admin can add you again.");
  assert.equal((await rita.focused())?.name, 'Keep following');
  await rita.page.keyboard.press('Enter');
  await rita.gone('alertdialog', 'Stop following Maria Lopez?');
  await rita.find('button', 'Stop following');

  await rita.click('button', 'Stop following');
  await rita.find('alertdialog', 'Stop following Maria Lopez?');
  await rita.click('button', 'Stop following');
  await rita.find('heading', 'This contact is closed to you now');
  await rita.reads('You stopped following and no longer have access.');
  assert.doesNotMatch(await rita.text(), /Lopez|Harbour Foods|Lena Fischer/);

  const path = '/api/records/contact/c1/followers/rita';
  const headers = { Authorization: 'Bearer owner', 'X-CRM-Followers': '1' };
  assert.equal((await fetch(new URL(path, demo.url), { method: 'PUT', headers })).status, 201);
  await rita.page.$eval('crm-followers', (panel) => panel.refresh());
  await rita.find('heading', 'Maria Lopez');
  await rita.find('button', 'Stop following');
  await rita.leave();
});

test('keeps the panel in its place for somebody without access, and nothing of the contact', async () => {
  const rob = await openAs('rob', { expect: [404] });
  await rob.find('heading', 'This contact isn’t open to you');
  await rob.reads("You don't have access to this contact, or it was deleted.");
  assert.doesNotMatch(await rob.text(), /Lopez|Harbour Foods|Lena Fischer/);
  await rob.leave();

  const answer = await fetch(new URL('/api/records/contact/c1/followers', demo.url), {
    headers: { Authorization: 'Bearer rob' },
  });
  assert.equal(answer.status, 404);
  assert.equal(((await answer.json()) as { code: string }).code, 'not-found');
});

test('leads somebody who is signed out to a sign-in', async () => {
  const nobody = await openAs('nobody', { expect: [401] });
  await nobody.find('heading', 'You’re signed out');
  await nobody.reads("You're signed out. Sign in again, then try once more.");
  await nobody.click('link', 'Sign in as Priya Mehta');
  await nobody.find('heading', 'Maria Lopez');
  await nobody.find('combobox', 'Add followers');
  await nobody.leave();
});
