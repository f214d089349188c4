/** Workflows on the running demo: managed and tried on their page, and seen at work on the board and on a contact. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opportunity, people, retype } from './crm.ts';
import { useDemo } from './use-demo.ts';
import type { Visit, VisitOptions } from './visit.ts';

const demo = useDemo();

const openRules = (options: VisitOptions = {}) => demo.visit('/rules.html', { as: 'admin', ...options });
const openBoard = (options: VisitOptions = {}) =>
  demo.visit('/opportunities.html', { as: 'owner', ...options });

const NAME = 'Harbour Foods: 40 seats';

/** By keys alone: opens the menu of the card and goes down it to the stage. */
async function move(visitor: Visit, stage: string): Promise<void> {
  await visitor.click('button', `Move ${NAME}`);
  await visitor.click('menuitemradio', stage);
}

const names = async (visitor: Visit) =>
  (await visitor.tree())
    .filter(({ role, level }) => role === 'heading' && level === 2)
    .map(({ name }) => name);

test('a workflow made by keys adds its person when a card is moved, with its name beside them and in the history', async () => {
  const visitor = await openRules();
  const { page } = visitor;
  await visitor.tabTo('button', 'Add workflow');
  await page.keyboard.press('Enter');
  await visitor.find('dialog', 'Add workflow');
  await page.keyboard.type('Contract review');
  await visitor.tabTo('combobox', 'To stage');
  await page.keyboard.type('Nego');
  await visitor.reads('When an opportunity moves to Negotiation.');
  await visitor.tabTo('combobox', 'Add as followers');
  await page.keyboard.type('siob');
  await visitor.arrowTo("Siobhán O'Connor-Ní Bhriain");
  await page.keyboard.press('Enter');
  await visitor.find('button', "Remove Siobhán O'Connor-Ní Bhriain");
  await page.keyboard.press('Escape');
  await visitor.tabTo('button', 'Save');
  await page.keyboard.press('Enter');
  await visitor.reads('“Contract review” was added.');
  await visitor.gone('dialog', 'Add workflow');
  assert.equal((await visitor.focused())?.name, 'Contract review');
  assert.equal((await names(visitor)).at(-1), 'Contract review');
  await visitor.leave();

  const board = await openBoard();
  await move(board, 'Negotiation');
  await board.reads(
    `“${NAME}” moved to Negotiation. Siobhán O'Connor-Ní Bhriain was added by the workflow Contract review.`,
  );
  // The card shows it by itself, and its panel tells how that came.
  const stack = await board.until('three followers', async () => {
    const node = (await board.tree()).find(({ name }) => name?.startsWith(`${NAME}: 3 followers`));
    return node?.elementHandle();
  });
  await stack.click();
  await board.click('button', 'Details');
  await board.reads('Added by workflow Contract review');
  await board.reads('Auto');
  const history = (await (
    await fetch(new URL('/crm/opportunities/o1/activity', demo.url), {
      headers: { Authorization: 'Bearer owner' },
    })
  ).json()) as { items: { kind: string; source: { name?: string } }[] };
  assert.deepEqual(
    history.items.slice(0, 2).map(({ kind, source }) => [kind, source.name]),
    [
      ['follower-added', 'Contract review'],
      ['stage-changed', undefined],
    ],
  );
  await board.leave();
});

test('a workflow that is saved with the form of an opportunity is told of as well, and undone by another', async () => {
  const visitor = await openBoard();
  const { page } = visitor;
  await visitor.click('link', NAME);
  await visitor.find('dialog', 'Edit opportunity');
  await page.select('dialog select', 'won');
  await visitor.click('button', 'Save');
  await visitor.reads(
    `“${NAME}” was saved. Tom Becker was added by the workflow Won deals to customer success.`,
  );
  assert.ok((await people(demo.url, 'o1')).followers.includes('colleague'));
  await move(visitor, 'Proposal');
  await visitor.reads('Tom Becker was removed by the workflow Reopened deals.');
  assert.equal((await opportunity(demo.url, 'o1')).stage, 'proposal');
  assert.ok(!(await people(demo.url, 'o1')).followers.includes('colleague'));
  await visitor.leave();
});

test('a tag that is saved with the form of an opportunity sets a workflow off, and stands on the card', async () => {
  const visitor = await openBoard();
  await visitor.click('link', NAME);
  await visitor.click('textbox', 'Tags');
  await visitor.page.keyboard.type('Renewal due, VIP');
  await visitor.page.keyboard.press('Enter');
  await visitor.reads(`“${NAME}” was saved. 王小明 was added by the workflow Renewals due.`);
  await visitor.reads('#renewal due #vip');
  await visitor.click('link', NAME);
  await visitor.click('textbox', 'Tags');
  await retype(visitor, 'vip');
  await visitor.page.keyboard.press('Enter');
  await visitor.gone('dialog', 'Edit opportunity');
  assert.deepEqual((await opportunity(demo.url, 'o1')).tags, ['vip']);
  await visitor.leave();
});

test('says who got no place', async () => {
  const visitor = await openBoard();
  await visitor.page.waitForSelector('main:not([aria-busy])');
  await visitor.click('button', 'Move Alto Systems: renewal');
  await visitor.click('menuitemradio', 'Won');
  await visitor.reads(
    '“Alto Systems: renewal” moved to Won. Tom Becker was not added: all places are taken.',
  );
  await visitor.leave();
});

test('a tag on a contact sets a workflow off, which the panel and the timeline tell of', async () => {
  const visitor = await demo.visit('/contact.html?id=c-empty', { as: 'owner' });
  await visitor.tabTo('button', 'Add tag');
  await visitor.page.keyboard.press('Enter');
  await visitor.page.keyboard.type('Escalated');
  await visitor.page.keyboard.press('Enter');
  await visitor.find('button', 'Remove the tag escalated');
  assert.equal((await visitor.focused())?.name, 'Add tag');
  await visitor.find('button', 'Remove Tom Becker');
  await visitor.reads('Workflow “Support escalations” added Tom Becker as a follower');
  await visitor.reads('Priya Mehta added the tag “escalated”');
  await visitor.click('button', 'Details');
  await visitor.reads('Added by workflow Support escalations');
  await visitor.click('button', 'Remove the tag escalated');
  await visitor.reads('Priya Mehta removed the tag “escalated”');
  await visitor.leave();
});

test('switches, orders, edits and deletes workflows', async () => {
  const visitor = await openRules();
  await visitor.click('switch', 'Renewals due');
  await visitor.reads('“Renewals due” is off now.');
  await visitor.click('button', 'Move Renewals due up');
  await visitor.reads('“Renewals due” is workflow 2 of');
  assert.deepEqual((await names(visitor)).slice(0, 3), [
    'New leads from the web',
    'Renewals due',
    'Large deals',
  ]);
  assert.equal((await visitor.focused())?.name, 'Move Renewals due up');

  await visitor.click('button', 'Edit Renewals due');
  await visitor.find('dialog', 'Edit workflow');
  await visitor.find('button', 'Remove 王小明');
  await visitor.click('button', 'Remove 王小明');
  await visitor.click('button', 'Save');
  await visitor.reads('Choose somebody.');
  await visitor.page.keyboard.press('Escape');
  await visitor.find('alertdialog', 'Discard changes?');
  await visitor.click('button', 'Discard');
  await visitor.gone('dialog', 'Edit workflow');

  await visitor.click('button', 'Delete Renewals due');
  await visitor.find('alertdialog', 'Delete this workflow? Whom it has added stays.');
  await visitor.page.keyboard.press('Escape');
  await visitor.click('button', 'Delete Renewals due');
  await visitor.click('button', 'Delete');
  await visitor.reads('“Renewals due” was deleted.');
  assert.equal((await visitor.focused())?.name, 'Large deals');
  await visitor.page.reload();
  await visitor.find('heading', 'Large deals');
  assert.ok(!(await names(visitor)).includes('Renewals due'));
  await visitor.leave();
});

test('tries a workflow on a record, person by person, and changes nothing', async () => {
  const visitor = await openRules({ as: 'reader' });
  const { page } = visitor;
  await visitor.reads('Only an administrator can change workflows. You can try them.');
  assert.equal(await visitor.count('switch'), 0);
  assert.equal(await visitor.count('button', 'Add workflow'), 0);
  const before = await people(demo.url, 'o-full');
  await visitor.click('button', 'Try Large deals');
  await visitor.find('dialog', 'Try “Large deals”');
  await page.keyboard.type('Alto Systems: renewal · Marcus Chen');
  await page.keyboard.press('Enter');
  await visitor.reads('It would run on Alto Systems: renewal · Marcus Chen:');
  await visitor.reads("Siobhán O'Connor-Ní Bhriain would not be added: all places are taken.");
  await visitor.reads('Maria Silva follows already.');
  await visitor.reads('Nothing was changed.');
  await page.click('dialog [name=record]', { count: 3 });
  await page.keyboard.type(`${NAME} · Maria Lopez`);
  await page.keyboard.press('Enter');
  await visitor.reads(
    'It would not run on Harbour Foods: 40 seats · Maria Lopez: it is worth less than €50,000.',
  );
  assert.deepEqual(await people(demo.url, 'o-full'), before);
  await visitor.leave();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`breaks no rule of accessibility, with its dialogs open as well, ${scheme}`, async () => {
    const visitor = await openRules({ scheme });
    await visitor.find('heading', 'Large deals');
    await visitor.passesAxe();
    await visitor.click('button', 'Delete Large deals');
    await visitor.passesAxe();
    await visitor.click('button', 'Keep');
    await visitor.click('button', 'Edit Large deals');
    await visitor.find('dialog', 'Edit workflow');
    await visitor.find('button', 'Remove Maria Silva');
    await visitor.passesAxe();
    await visitor.page.keyboard.press('Escape');
    await visitor.click('button', 'Try Large deals');
    await visitor.find('dialog', 'Try “Large deals”');
    await visitor.page.keyboard.press('Enter');
    await visitor.reads('Choose one.');
    await visitor.passesAxe();
    await visitor.leave();
  });
}

test('needs no sideways scrolling at 320 pixels', async () => {
  const visitor = await openRules({ width: 320 });
  await visitor.find('heading', 'Large deals');
  assert.equal(await visitor.overflow(), 0);
  await visitor.click('button', 'Edit Large deals');
  await visitor.find('dialog', 'Edit workflow');
  const sideways = await visitor.page.$eval(
    'dialog [data-body]',
    (body) => body.scrollWidth - body.clientWidth,
  );
  assert.equal(sideways, 0);
  await visitor.leave();
  const contact = await demo.visit('/contact.html?id=c1', { as: 'owner', width: 320 });
  await contact.find('button', 'Add tag');
  assert.equal(await contact.overflow(), 0);
  await contact.leave();
});
