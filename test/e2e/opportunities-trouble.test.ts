/** What goes wrong around an opportunity's form: refusals, changed minds, lost rights, answers that come too late. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HTTPRequest } from 'puppeteer-core';
import { named, opportunity, people, retype, writes } from './crm.ts';
import { useDemo } from './use-demo.ts';
import type { Visit, VisitOptions } from './visit.ts';

const demo = useDemo();

const openBoard = (query: string, options: VisitOptions = {}) =>
  demo.visit(`/opportunities.html${query}`, { as: 'owner', ...options });

/** Holds requests of this method back; the answer lets them go on. */
async function hold({ page }: Visit, method: string): Promise<() => Promise<void>> {
  const held: HTTPRequest[] = [];
  let holding = true;
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (holding && request.method() === method) held.push(request);
    else void request.continue();
  });
  return async () => {
    holding = false;
    await Promise.all(held.map((request) => request.continue()));
  };
}

test('leaves the server untouched when a form is cancelled, and asks before anything is lost', async () => {
  const before = [await opportunity(demo.url, 'o1'), await people(demo.url, 'o1')];
  const visitor = await openBoard('');
  const { page } = visitor;
  const sent = writes(visitor);
  await visitor.click('link', 'Harbour Foods: 40 seats');
  await visitor.click('button', 'Remove Rita Sørby');
  await visitor.reads('1 change not saved');
  await visitor.click('button', 'Cancel');
  await visitor.find('alertdialog', 'Discard changes?');
  assert.equal((await visitor.focused())?.name, 'Keep editing');
  await page.keyboard.press('Escape');
  await visitor.gone('alertdialog', 'Discard changes?');
  await visitor.find('dialog', 'Edit opportunity');

  // Escape asks as well, and twice in a row too; a browser alone would close at the second.
  for (let i = 0; i < 2; i++) {
    await page.keyboard.press('Escape');
    await visitor.find('alertdialog', 'Discard changes?');
    await page.keyboard.press('Escape');
    await visitor.gone('alertdialog', 'Discard changes?');
  }
  await page.keyboard.press('Escape');
  await visitor.tabTo('button', 'Discard');
  await page.keyboard.press('Enter');
  await visitor.gone('dialog', 'Edit opportunity');
  assert.deepEqual(sent, []);
  assert.deepEqual([await opportunity(demo.url, 'o1'), await people(demo.url, 'o1')], before);

  // What was not changed is closed at once.
  await visitor.click('link', 'Harbour Foods: 40 seats');
  await visitor.find('button', 'Remove Rita Sørby');
  await page.keyboard.press('Escape');
  await visitor.gone('dialog', 'Edit opportunity');
  await visitor.leave();
});

test('says beside the field what can not be saved as it is, before and after it was sent', async () => {
  const visitor = await openBoard('?add', { expect: [400] });
  const { page } = visitor;
  await visitor.find('dialog', 'Add opportunity');
  const sent = writes(visitor);
  await visitor.click('button', 'Save');
  await visitor.reads('Give it a name.');
  await visitor.reads('Choose a contact.');
  const name = await visitor.focused();
  assert.deepEqual([name?.name, name?.isInvalid, name?.description], ['Name', true, 'Give it a name.']);
  await page.keyboard.type('Too much');
  assert.equal((await visitor.focused())?.isInvalid, false);
  await visitor.click('combobox', 'Contact');
  await page.keyboard.type('Maria Lopez');
  await visitor.click('textbox', 'Value in euros');
  await page.keyboard.type('many');
  await page.keyboard.press('Enter');
  await visitor.reads('Whole euros, such as 18,400.');
  assert.deepEqual(sent, []);

  await retype(visitor, '2000000000000');
  await page.keyboard.press('Enter');
  await visitor.reads('At most a million million euros.');
  const value = await visitor.focused();
  assert.deepEqual([value?.name, value?.isInvalid], ['Value in euros', true]);
  assert.deepEqual(sent, ['POST /crm/opportunities']);
  await retype(visitor, '20');
  await page.keyboard.press('Enter');
  await visitor.reads('“Too much” was created.');
  assert.equal((await named(demo.url, 'Too much')).value, 20);
  await visitor.leave();
});

test('goes on saving when the dialog is closed meanwhile, and says on the page how it ended', async () => {
  const visitor = await openBoard('?id=o1');
  await visitor.find('button', 'Remove Rita Sørby');
  await visitor.click('textbox', 'Value in euros');
  await retype(visitor, '19,000');
  const release = await hold(visitor, 'PATCH');
  await visitor.click('button', 'Save');
  await visitor.find('button', 'Saving…');
  await visitor.click('button', 'Cancel');
  await visitor.gone('dialog', 'Edit opportunity');
  await release();
  await visitor.reads('“Harbour Foods: 40 seats” was saved.');
  assert.equal((await opportunity(demo.url, 'o1')).value, 19_000);
  await visitor.leave();
});

test('brings back a closed form whose save was refused, with all that was written into it', async () => {
  const visitor = await openBoard('?add&contact=c1', { expect: [400] });
  await visitor.find('dialog', 'Add opportunity');
  await visitor.page.keyboard.type('Far too much');
  await visitor.click('textbox', 'Value in euros');
  await visitor.page.keyboard.type('2000000000000');
  const release = await hold(visitor, 'POST');
  await visitor.click('button', 'Save');
  await visitor.click('button', 'Close');
  await visitor.gone('dialog', 'Add opportunity');
  await release();
  await visitor.reads('The opportunity was not saved.');
  await visitor.click('button', 'Review');
  await visitor.find('dialog', 'Add opportunity');
  await visitor.reads('At most a million million euros.');
  const name = await visitor.page.$eval('dialog [name=name]', (input) => (input as HTMLInputElement).value);
  assert.equal(name, 'Far too much');
  await visitor.leave();
});

test('keeps who was refused in a form that was closed before the answer came', async () => {
  const visitor = await openBoard('?add&contact=c1', { expect: [422] });
  await visitor.find('dialog', 'Add opportunity');
  await visitor.page.keyboard.type('Closed early');
  await visitor.page.$eval('dialog crm-followers', (element) => element.addFollower('gone').then(() => {}));
  const release = await hold(visitor, 'POST');
  await visitor.click('button', 'Save');
  await visitor.click('button', 'Close');
  await visitor.gone('dialog', 'Add opportunity');
  await release();
  await visitor.reads("The opportunity was created. Gus Petit wasn't added: the account is inactive.");
  await visitor.click('button', 'Review');
  await visitor.find('dialog', 'Edit opportunity');
  await visitor.find('button', 'Try again Gus Petit');
  const { id } = await named(demo.url, 'Closed early');
  assert.equal(new URL(visitor.page.url()).searchParams.get('id'), id);
  await visitor.leave();
});

test('shows a form to somebody who may only look, and no way to change anything in it', async () => {
  const reader = await openBoard('?id=o1', { as: 'reader' });
  await reader.find('dialog', 'Opportunity');
  await reader.reads('Lena Fischer');
  const controls = await reader.page.$$eval('dialog :is(input, select)', (all) =>
    all.map((control) => control.matches(':read-only, :disabled')),
  );
  assert.deepEqual(controls, [true, true, true, true, true]);
  assert.equal(await reader.count('button', 'Save'), 0);
  assert.equal(await reader.count('button', 'Remove Lena Fischer'), 0);
  assert.equal(await reader.count('combobox', 'Followers'), 0);
  await reader.page.keyboard.press('Escape');
  await reader.gone('dialog', 'Opportunity');
  assert.equal(await reader.count('button', 'Add opportunity'), 0);
  assert.equal(await reader.count('button', 'Move Harbour Foods: 40 seats'), 0);
  await reader.leave();
});

test('tells somebody without access that the opportunity is closed to them, and nothing of it', async () => {
  const rob = await openBoard('?id=o1', { as: 'rob', expect: [404] });
  await rob.find('heading', 'This opportunity isn’t open to you');
  await rob.reads('No opportunities yet.');
  assert.doesNotMatch(await rob.text(), /Harbour Foods|Lopez|Lena Fischer/);
  await rob.passesAxe();
  await rob.click('button', 'Close');
  await rob.gone('dialog', 'Opportunity');
  assert.equal(new URL(rob.page.url()).searchParams.get('id'), null);
  await rob.leave();
});

test('leads somebody who is signed out to a sign-in', async () => {
  const nobody = await openBoard('?id=o1', { as: 'nobody', expect: [401] });
  await nobody.find('heading', 'You’re signed out');
  assert.equal(await nobody.count('dialog'), 0);
  await nobody.click('link', 'Sign in as Priya Mehta');
  await nobody.find('dialog', 'Edit opportunity');
  await nobody.leave();
});

test('takes the card away from somebody who leaves and loses sight of it', async () => {
  const rita = await openBoard('?id=o1', { as: 'rita' });
  await rita.click('button', 'Stop following');
  await rita.find('alertdialog', 'Stop following Harbour Foods: 40 seats?');
  await rita.click('button', 'Stop following');
  await rita.gone('alertdialog', 'Stop following Harbour Foods: 40 seats?');
  assert.deepEqual((await people(demo.url, 'o1')).followers, ['follower', 'rita']);
  await rita.click('button', 'Save');
  await rita.reads('You no longer have access to “Harbour Foods: 40 seats”.');
  await rita.gone('link', 'Harbour Foods: 40 seats');
  assert.deepEqual((await people(demo.url, 'o1')).followers, ['follower']);
  await rita.leave();
});
