/** What the owner of a contact does with it, on the running demo. Each test has a contact of its own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useDemo } from './use-demo.ts';

const demo = useDemo();

const open = (id: string) => demo.visit(`/contact.html?id=${id}`, { as: 'owner' });

test('asks for a record once to show it', async () => {
  const owner = await open('c-full');
  await owner.find('combobox', 'Add followers');
  await owner.idle();
  assert.deepEqual(owner.calls, ['GET /api/records/contact/c-full/followers', 'GET /api/events']);
  await owner.leave();
});

test('adds José by keyboard alone, and he is still there after a reload', async () => {
  const owner = await open('c1');
  await owner.find('button', 'Remove Lena Fischer');
  await owner.tabTo('combobox', 'Add followers');
  await owner.page.keyboard.type('jos');
  await owner.arrowTo('José Álvarez');
  await owner.page.keyboard.press('Enter');
  await owner.reads('José Álvarez added. 4 of 10 followers.');
  await owner.find('button', 'Remove José Álvarez');
  assert.equal((await owner.focused())?.name, 'Add followers');

  await owner.page.reload();
  await owner.find('button', 'Remove José Álvarez');
  await owner.leave();
});

test('removes somebody and takes it back', async () => {
  const owner = await open('c-full');
  await owner.click('button', 'Remove Suryani');
  await owner.reads('Suryani removed. 9 of 10 followers.');
  assert.equal(await owner.count('button', 'Remove Suryani'), 0);
  await owner.click('button', 'Undo');
  await owner.reads('Undone. 10 of 10 followers.');
  await owner.find('button', 'Remove Suryani');
  await owner.leave();
});

test('shows how each follower came to follow', async () => {
  const owner = await open('c1');
  await owner.click('button', 'Details');
  await owner.reads('Lena Fischer Added by Priya Mehta, ');
  await owner.reads('Rita Sørby Added by workflow New leads from the web, ');
  await owner.reads('Ines Moreau Imported, ');
  await owner.leave();
});

test('brings a change into the history of the page at once', async () => {
  const owner = await open('c-over');
  await owner.click('button', 'Remove José Álvarez');
  await owner.reads('Priya Mehta removed José Álvarez from the followers');
  await owner.leave();
});

test('asks before handing over, keeps the owner as a follower, and then offers no owner change', async () => {
  const owner = await open('c-empty');
  await owner.click('button', 'Change owner');
  await owner.page.keyboard.type('lena');
  await (await owner.option('Lena Fischer')).click();
  await owner.find('alertdialog', 'Make Lena Fischer the owner?');
  await owner.reads('Only Lena Fischer or an admin can change this back.');
  const keep = await owner.find('checkbox', 'Keep me as a follower');
  assert.equal(await keep.evaluate((box) => (box as HTMLInputElement).checked), true);
  await owner.click('button', 'Make owner');
  await owner.reads('Lena Fischer is now the owner.');
  await owner.reads("Followers can't change the owner. Lena Fischer or an admin can.");
  await owner.find('button', 'Stop following');
  assert.equal(await owner.count('button', 'Change owner'), 0);
  await owner.leave();
});
