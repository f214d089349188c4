/** The opportunity form in Bootstrap's own modal, whose keys, backdrop and trap of the focus are not ours. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { named, people, writes } from './crm.ts';
import { useDemo } from './use-demo.ts';
import type { Visit, VisitOptions } from './visit.ts';

const demo = useDemo();

const open = (options: VisitOptions = {}) => demo.visit('/bootstrap.html', { as: 'owner', ...options });

/** Opens the form, and waits for the end of the modal's own movement: until then it hears nothing. */
async function openForm(visitor: Visit, button: string, title: string): Promise<void> {
  await visitor.click('button', button);
  await visitor.find('dialog', title);
  await visitor.until('the name to have the focus', async () => (await visitor.focused())?.name === 'Name');
}

const listIsOpen = ({ page }: Visit) =>
  page.$eval('crm-followers', (element) => !!element.shadowRoot?.querySelector('[popover]:popover-open'));

test('closes the list by the first Escape, and the modal by the second', async () => {
  const visitor = await open();
  await openForm(visitor, 'Edit Harbour Foods: 40 seats', 'Edit opportunity');
  await visitor.click('combobox', 'Followers');
  await visitor.option('Ada Whitlock');
  assert.equal(await listIsOpen(visitor), true);
  await visitor.page.keyboard.press('Escape');
  assert.equal(await listIsOpen(visitor), false);
  assert.equal(await visitor.count('dialog', 'Edit opportunity'), 1);
  await visitor.page.keyboard.press('Escape');
  await visitor.gone('dialog', 'Edit opportunity');
  await visitor.until(
    'the focus to be back',
    async () => (await visitor.focused())?.name === 'Edit Harbour Foods: 40 seats',
  );
  await visitor.leave();
});

test('lets people be chosen by keys and by mouse inside the trap of the focus', async () => {
  const visitor = await open();
  const { page } = visitor;
  await openForm(visitor, 'Add opportunity', 'Add opportunity');
  await page.keyboard.type('Harbour Foods: modal');
  await visitor.tabTo('combobox', 'Contact');
  await page.keyboard.type('Maria Lopez');
  await visitor.tabTo('combobox', 'Followers');
  await page.keyboard.type('becker');
  await visitor.arrowTo('Tom Becker');
  await page.keyboard.press('Enter');
  await visitor.find('button', 'Remove Tom Becker');
  await page.keyboard.press('Escape');
  await visitor.click('combobox', 'Followers');
  const option = await visitor.option('Adedayo Oladipupo');
  const isOutside = await option.evaluate((element) => {
    const { top } = element.getBoundingClientRect();
    return top > document.querySelector('.modal-content')!.getBoundingClientRect().bottom;
  });
  assert.ok(isOutside, 'where without the list a press would close the modal');
  await option.click();
  await visitor.find('button', 'Remove Adedayo Oladipupo');
  assert.equal(await visitor.count('dialog', 'Add opportunity'), 1);
  assert.equal((await visitor.focused())?.name, 'Followers');

  const sent = writes(visitor);
  await page.keyboard.press('Escape');
  await visitor.tabTo('button', 'Save');
  await page.keyboard.press('Enter');
  await visitor.reads('“Harbour Foods: modal” was created.');
  await visitor.gone('dialog', 'Add opportunity');
  assert.deepEqual(sent, ['POST /crm/opportunities']);
  const { id } = await named(demo.url, 'Harbour Foods: modal');
  assert.deepEqual(await people(demo.url, id), { owner: 'owner', followers: ['colleague', 'u173'] });
  await visitor.leave();
});

test('keeps the focus in the modal, through the element and round', async () => {
  const visitor = await open();
  await openForm(visitor, 'Edit Harbour Foods: 40 seats', 'Edit opportunity');
  await visitor.find('button', 'Remove Rita Sørby');
  const round = ['Contact', 'Followers', 'Cancel', 'Save', 'Close', 'Name', 'Followers'];
  for (const name of round) {
    await visitor.until(`Tab to come to ${name}`, async () => {
      await visitor.page.keyboard.press('Tab');
      return (await visitor.focused())?.name === name;
    });
    assert.ok(await visitor.page.evaluate(() => !!document.activeElement?.closest('.modal')), name);
  }
  await visitor.leave();
});

test('asks before changes are lost, by Escape and by a press beside the modal', async () => {
  const visitor = await open();
  const { page } = visitor;
  await openForm(visitor, 'Edit Harbour Foods: 40 seats', 'Edit opportunity');
  await visitor.click('button', 'Remove Rita Sørby');
  await visitor.reads('1 change not saved');
  const sent = writes(visitor);
  await page.keyboard.press('Escape');
  await visitor.find('alertdialog', 'Discard changes?');
  await page.keyboard.press('Escape');
  await visitor.gone('alertdialog', 'Discard changes?');
  await page.mouse.click(20, 450);
  await visitor.find('alertdialog', 'Discard changes?');
  await visitor.click('button', 'Discard');
  await visitor.gone('dialog', 'Edit opportunity');
  assert.deepEqual(sent, []);
  assert.deepEqual((await people(demo.url, 'o1')).followers, ['follower', 'rita']);
  await visitor.leave();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`breaks no rule of accessibility, ${scheme}`, async () => {
    const visitor = await open({ scheme });
    await visitor.find('button', 'Edit Harbour Foods: 40 seats');
    await visitor.passesAxe();
    await openForm(visitor, 'Edit Harbour Foods: 40 seats', 'Edit opportunity');
    await visitor.find('button', 'Remove Rita Sørby');
    await visitor.passesAxe();
    await visitor.leave();
  });
}

test('stays within 320 pixels', async () => {
  const visitor = await open({ width: 320 });
  await visitor.find('button', 'Edit Harbour Foods: 40 seats');
  assert.equal(await visitor.overflow(), 0);
  await openForm(visitor, 'Edit Harbour Foods: 40 seats', 'Edit opportunity');
  await visitor.find('button', 'Remove Rita Sørby');
  assert.equal(await visitor.overflow(), 0);
  await visitor.leave();
});
