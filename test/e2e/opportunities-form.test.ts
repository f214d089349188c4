/** Adding and editing an opportunity in a dialog, by keys alone and by mouse, against the real backend. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { named, opportunity, people, retype, writes } from './crm.ts';
import { useDemo } from './use-demo.ts';
import type { VisitOptions } from './visit.ts';

const demo = useDemo();

const openBoard = (query: string, options: VisitOptions = {}) =>
  demo.visit(`/opportunities.html${query}`, { as: 'owner', ...options });

test('adds an opportunity with owner and followers by keys alone, in one request', async () => {
  const visitor = await openBoard('?contact=c1');
  const { page } = visitor;
  await visitor.find('link', 'Harbour Foods: 40 seats');
  const sent = writes(visitor);
  await visitor.tabTo('button', 'Add opportunity');
  await page.keyboard.press('Enter');
  await visitor.find('dialog', 'Add opportunity');
  assert.equal((await visitor.focused())?.name, 'Name');
  await page.keyboard.type('Harbour Foods: pilot');
  await visitor.tabTo('combobox', 'Contact');
  await page.keyboard.type('maria lopez');
  await visitor.tabTo('combobox', 'Stage');
  await page.keyboard.type('Qualified');
  await visitor.tabTo('textbox', 'Value in euros');
  await page.keyboard.type('7 500');
  await visitor.tabTo('textbox', 'Tags');

  await page.keyboard.press('Tab');
  assert.match((await visitor.focused())?.name ?? '', /^Priya Mehta ?\. Change owner$/);
  await page.keyboard.press('Enter');
  await page.keyboard.type('becker');
  await visitor.arrowTo('Tom Becker');
  await page.keyboard.press('Enter');
  assert.match((await visitor.focused())?.name ?? '', /^Tom Becker ?\. Change owner$/);

  await visitor.tabTo('combobox', 'Followers');
  for (const name of ['Lena Fischer', 'Rita Sørby']) {
    await page.keyboard.type(name.split(' ')[1]!);
    await visitor.arrowTo(name);
    await page.keyboard.press('Enter');
    await visitor.find('button', `Remove ${name}`);
  }
  // The first Escape is the list's.
  await page.keyboard.press('Escape');
  assert.equal(await visitor.count('listbox', 'People'), 0);
  await visitor.tabTo('button', 'Save');
  assert.deepEqual(sent, []);
  await page.keyboard.press('Enter');
  await visitor.reads('“Harbour Foods: pilot” was created.');
  await visitor.gone('dialog', 'Add opportunity');
  assert.equal((await visitor.focused())?.name, 'Add opportunity');
  await visitor.find('link', 'Harbour Foods: pilot');
  assert.deepEqual(sent, ['POST /crm/opportunities']);

  const made = await named(demo.url, 'Harbour Foods: pilot');
  assert.equal(made.value, 7500);
  assert.equal(made.stage, 'qualified');
  assert.deepEqual(await people(demo.url, made.id), { owner: 'colleague', followers: ['follower', 'rita'] });
  await visitor.leave();
});

test('adds an opportunity by mouse', async () => {
  const visitor = await openBoard('');
  await visitor.click('button', 'Add opportunity');
  await visitor.click('textbox', 'Name');
  await visitor.page.keyboard.type('Harbour Foods: training');
  await visitor.click('combobox', 'Contact');
  await visitor.page.keyboard.type('Maria Lopez · Harbour Foods');
  await visitor.click('combobox', 'Followers');
  await (await visitor.option('Ada Whitlock')).click();
  await visitor.find('button', 'Remove Ada Whitlock');
  // A press beside the list closes the list, and nothing else.
  await visitor.click('heading', 'Add opportunity');
  assert.equal(await visitor.count('listbox', 'People'), 0);
  await visitor.click('button', 'Save');
  await visitor.reads('“Harbour Foods: training” was created.');

  const made = await named(demo.url, 'Harbour Foods: training');
  assert.deepEqual(await people(demo.url, made.id), { owner: 'owner', followers: ['admin'] });
  await visitor.leave();
});

test('keeps the dialog open on what was created when one of three followers is refused', async () => {
  const visitor = await openBoard('?add&contact=c1', { expect: [422] });
  const { page } = visitor;
  await visitor.find('dialog', 'Add opportunity');
  await visitor.click('textbox', 'Name');
  await page.keyboard.type('Harbour Foods: renewal');
  // A pick of the page's own, by an id that nobody has looked up: that account is closed.
  await page.$eval('dialog crm-followers', (element) =>
    element.addFollower('gone').then(({ outcome }) => outcome),
  );
  await visitor.click('combobox', 'Followers');
  for (const name of ['Ada Whitlock', 'Lena Fischer']) {
    await page.keyboard.type(name);
    await (await visitor.option(name)).click();
    await visitor.find('button', `Remove ${name}`);
  }
  await page.keyboard.press('Escape');
  const sent = writes(visitor);
  await visitor.click('button', 'Save');
  await visitor.find('dialog', 'Edit opportunity');
  await visitor.reads("The opportunity was created. Gus Petit wasn't added: the account is inactive.");
  const made = await named(demo.url, 'Harbour Foods: renewal');
  assert.deepEqual(await people(demo.url, made.id), { owner: 'owner', followers: ['admin', 'follower'] });
  assert.equal(new URL(page.url()).searchParams.get('id'), made.id);
  // What is in already is not sent again, nor who is known to be refused; they can be tried again where they stand.
  assert.deepEqual(sent, ['POST /crm/opportunities']);
  await visitor.find('button', 'Remove Ada Whitlock');
  await visitor.find('button', 'Try again Gus Petit');
  await visitor.click('button', 'Cancel');
  await visitor.gone('dialog', 'Edit opportunity');
  await visitor.find('link', 'Harbour Foods: renewal');
  await visitor.leave();
});

test('edits fields, owner and followers by keys alone, and sends nothing before Save', async () => {
  const visitor = await openBoard('');
  const { page } = visitor;
  const sent = writes(visitor);
  await visitor.tabTo('link', 'Harbour Foods: 40 seats');
  await page.keyboard.press('Enter');
  await visitor.find('dialog', 'Edit opportunity');
  await visitor.find('button', 'Remove Rita Sørby');
  await visitor.until('the name to have the focus', async () => (await visitor.focused())?.name === 'Name');
  await retype(visitor, 'Harbour Foods: 50 seats');
  await visitor.tabTo('textbox', 'Value in euros');
  await retype(visitor, '€ 23,000');
  await visitor.tabTo('combobox', 'Followers');
  await page.keyboard.type('becker');
  await visitor.arrowTo('Tom Becker');
  await page.keyboard.press('Enter');
  await visitor.find('button', 'Remove Tom Becker');
  await page.keyboard.press('Escape');
  await page.keyboard.down('Shift');
  await page.keyboard.press('Tab');
  await page.keyboard.up('Shift');
  assert.equal((await visitor.focused())?.name, 'Remove Lena Fischer');
  await page.keyboard.press('ArrowRight');
  assert.equal((await visitor.focused())?.name, 'Remove Rita Sørby');
  await page.keyboard.press('Enter');
  await visitor.gone('button', 'Remove Rita Sørby');
  await visitor.reads('2 changes not saved');
  assert.deepEqual(sent, []);
  await visitor.tabTo('button', 'Save');
  await page.keyboard.press('Enter');
  await visitor.reads('“Harbour Foods: 50 seats” was saved.');
  await visitor.gone('dialog', 'Edit opportunity');
  assert.equal((await visitor.focused())?.name, 'Harbour Foods: 50 seats');
  assert.deepEqual(sent, ['PATCH /crm/opportunities/o1', 'POST /api/records/opportunity/o1/followers']);
  const { name, value } = await opportunity(demo.url, 'o1');
  assert.deepEqual({ name, value }, { name: 'Harbour Foods: 50 seats', value: 23_000 });
  assert.deepEqual(await people(demo.url, 'o1'), { owner: 'owner', followers: ['colleague', 'follower'] });
  await visitor.leave();
});

test('hands over by mouse, asked what becomes of the previous owner, together with the other fields', async () => {
  const visitor = await openBoard('?id=o-full');
  const { page } = visitor;
  await visitor.find('button', 'Remove José Álvarez');
  const sent = writes(visitor);
  await visitor.click('button', 'Remove José Álvarez');
  await (await page.waitForSelector('dialog crm-followers >>> [part~=owner] button'))!.click();
  await page.keyboard.type('becker');
  await (await visitor.option('Tom Becker')).click();
  await visitor.find('alertdialog', 'Make Tom Becker the owner?');
  await visitor.click('button', 'Make owner');
  await visitor.gone('alertdialog', 'Make Tom Becker the owner?');
  await visitor.click('combobox', 'Stage');
  await page.select('dialog select', 'won');
  assert.deepEqual(sent, []);
  await visitor.click('button', 'Save');
  await visitor.reads('“Alto Systems: renewal” was saved.');
  assert.equal((await opportunity(demo.url, 'o-full')).stage, 'won');
  const { owner, followers } = await people(demo.url, 'o-full');
  assert.equal(owner, 'colleague');
  assert.ok(followers.includes('owner'));
  assert.ok(!followers.includes('u101'));
  await visitor.leave();
});
