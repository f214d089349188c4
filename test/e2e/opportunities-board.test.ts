/** The board of opportunities on the running demo: its columns, and the ways from one to another. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ElementHandle } from 'puppeteer-core';
import { opportunity } from './crm.ts';
import { useDemo } from './use-demo.ts';
import type { Visit, VisitOptions } from './visit.ts';

const demo = useDemo();

const openBoard = (query = '', options: VisitOptions = {}) =>
  demo.visit(`/opportunities.html${query}`, { as: 'owner', ...options });

const NAME = 'Harbour Foods: 40 seats';

/** Heading of the column in which the card is drawn. */
const columnOf = ({ page }: Visit, id: string) =>
  page.$eval(`[data-id="${id}"]`, (card) => card.closest('section')?.querySelector('h2')?.textContent);

/** Waits until all pages of the list are here. */
const settled = ({ page }: Visit) => page.waitForSelector('main:not([aria-busy])');

test('draws a few cards of each stage, asks for the followers of those in view only, and shows more', async () => {
  const visitor = await openBoard();
  await visitor.idle();
  const { page } = visitor;
  const asked: unknown[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') asked.push(...JSON.parse(request.postData()!).records);
  });
  visitor.calls.length = 0;
  await page.reload();
  await settled(visitor);
  await visitor.idle();
  const drawn = await page.$$eval('.opp', (cards) => cards.length);
  assert.equal(drawn, 36);
  // All cards have one backend: what comes into view together is asked for together, and listened to together.
  const kinds = new Set(visitor.calls);
  assert.deepEqual(kinds, new Set(['POST /api/followers:batchGet', 'GET /api/events']));
  assert.ok(asked.length > 0 && asked.length < 36, `${asked.length} records`);

  await visitor.click('button', 'Show 20 more in New');
  const cards = await page.$$('[data-stage=new] .opp');
  assert.equal(cards.length, 26);
  const seventh = await cards[6]!.$eval('h3', (title) => title.textContent);
  assert.equal((await visitor.focused())?.name, seventh);
  await visitor.leave();
});

test('moves a card by keys, says so, and takes it back', async () => {
  const visitor = await openBoard();
  const { page } = visitor;
  await visitor.tabTo('button', `Move ${NAME}`);
  await page.keyboard.press('Enter');
  await visitor.find('menu', `Move ${NAME}`);
  assert.equal((await visitor.focused())?.name, 'Proposal');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await visitor.reads(`“${NAME}” moved to Won.`);
  assert.equal((await visitor.focused())?.name, `Move ${NAME}`);
  assert.equal(await columnOf(visitor, 'o1'), 'Won');
  assert.equal((await opportunity(demo.url, 'o1')).stage, 'won');

  await visitor.click('button', 'Undo');
  await visitor.reads(`“${NAME}” moved to Proposal.`);
  assert.equal(await columnOf(visitor, 'o1'), 'Proposal');
  assert.equal((await opportunity(demo.url, 'o1')).stage, 'proposal');
  await visitor.leave();
});

test('moves a card by dragging it', async () => {
  const visitor = await openBoard();
  await settled(visitor);
  await visitor.idle();
  await drag(visitor, await visitor.find('link', NAME), '[data-stage=negotiation] .opp:nth-child(3)');
  await visitor.reads(`“${NAME}” moved to Negotiation.`);
  assert.equal(await columnOf(visitor, 'o1'), 'Negotiation');
  assert.equal((await opportunity(demo.url, 'o1')).stage, 'negotiation');
  // Its followers came along.
  await visitor.page.waitForSelector('[data-stage=negotiation] [data-id=o1] crm-followers >>> .stack');
  await visitor.leave();
});

test('puts a card back that may not be moved, with the reason', async () => {
  const visitor = await openBoard('', { expect: [403] });
  const { page } = visitor;
  await settled(visitor);
  const before = await columnOf(visitor, 'o-full');
  // Signed in as another person in the meantime, as in another tab: one who may only look.
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const isMove = request.method() === 'PATCH';
    void request.continue(
      isMove ? { headers: { ...request.headers(), authorization: 'Bearer reader' } } : {},
    );
  });
  await visitor.click('button', 'Move Alto Systems: renewal');
  await visitor.click('menuitemradio', 'Lost');
  await visitor.reads(
    '“Alto Systems: renewal” was not moved to Lost. You may look at it, but not change it.',
  );
  assert.equal(await columnOf(visitor, 'o-full'), before);
  await visitor.leave();
});

test('has an address for each form, and Back closes it', async () => {
  const visitor = await openBoard();
  const { page } = visitor;
  await visitor.click('link', NAME);
  await visitor.find('dialog', 'Edit opportunity');
  assert.equal(new URL(page.url()).searchParams.get('id'), 'o1');
  await page.goBack();
  await visitor.gone('dialog', 'Edit opportunity');
  assert.equal(new URL(page.url()).search, '?as=owner');
  await page.goForward();
  await visitor.find('dialog', 'Edit opportunity');
  await visitor.find('button', 'Remove Rita Sørby');

  // With something to lose, Back asks as the other ways do, and stays where it is.
  await visitor.click('button', 'Remove Rita Sørby');
  await visitor.reads('1 change not saved');
  await page.goBack();
  await visitor.find('alertdialog', 'Discard changes?');
  assert.equal(new URL(page.url()).searchParams.get('id'), 'o1');
  await visitor.click('button', 'Discard');
  await visitor.gone('dialog', 'Edit opportunity');
  await visitor.until('the address of the board', async () => new URL(page.url()).search === '?as=owner');
  await visitor.leave();
});

test('leads from a contact to its opportunity, as the same person', async () => {
  const visitor = await demo.visit('/contact.html?id=c1', { as: 'follower' });
  await visitor.click('link', NAME);
  await visitor.find('dialog', 'Edit opportunity');
  const owner = await visitor.page.waitForSelector('dialog crm-followers >>> button[part~=owner]');
  await owner!.click();
  await visitor.reads("Followers can't change the owner. Priya Mehta or an admin can.");
  await visitor.leave();
});

test('opens the panel of a card, where followers change at once', async () => {
  const visitor = await openBoard();
  await settled(visitor);
  await (await stackOf(visitor, '2 followers')).click();
  await visitor.click('button', 'Remove Lena Fischer');
  await visitor.reads('Lena Fischer removed. 1 of 10 followers.');
  await visitor.page.keyboard.press('Escape');
  await stackOf(visitor, '1 follower');
  await visitor.leave();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`breaks no rule of accessibility, with the form and the menu open as well, ${scheme}`, async () => {
    const visitor = await openBoard('', { scheme });
    await settled(visitor);
    await visitor.idle();
    await visitor.passesAxe();
    await visitor.click('button', `Move ${NAME}`);
    await visitor.find('menu', `Move ${NAME}`);
    await visitor.passesAxe();
    await visitor.page.keyboard.press('Escape');
    await visitor.click('button', 'Add opportunity');
    await visitor.find('dialog', 'Add opportunity');
    await visitor.click('button', 'Save');
    await visitor.reads('Give it a name.');
    await visitor.passesAxe();
    await visitor.page.keyboard.type('x');
    await visitor.page.keyboard.press('Escape');
    await visitor.find('alertdialog', 'Discard changes?');
    await visitor.passesAxe();
    await visitor.leave();
  });
}

test('needs no sideways scrolling but that of the board at 320 pixels', async () => {
  const visitor = await openBoard('', { width: 320 });
  await settled(visitor);
  assert.equal(await visitor.overflow(), 0);
  await visitor.click('button', 'Add opportunity');
  await visitor.find('dialog', 'Add opportunity');
  await visitor.click('combobox', 'Followers');
  await visitor.option('Ada Whitlock');
  assert.equal(await visitor.overflow(), 0);
  const sideways = await visitor.page.$eval(
    'dialog [data-body]',
    (body) => body.scrollWidth - body.clientWidth,
  );
  assert.equal(sideways, 0);
  await visitor.leave();
});

/** The button of the card's followers, once it says that there are so many. */
const stackOf = (visitor: Visit, count: string) =>
  visitor.until(count, async () => {
    const node = (await visitor.tree()).find(({ name }) => name?.startsWith(`${NAME}: ${count}`));
    return node?.elementHandle() as Promise<ElementHandle<Element> | undefined>;
  });

/** With a real mouse, pressed on `what` and let go over `where`. */
async function drag({ page }: Visit, what: ElementHandle<Element>, where: string): Promise<void> {
  const target = await page.waitForSelector(where);
  const middle = async (element: ElementHandle<Element>) => {
    const { x, y, width, height } = (await element.boundingBox())!;
    return { x: x + width / 2, y: y + height / 2 };
  };
  const [from, to] = [await middle(what), await middle(target!)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 10, from.y + 10, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}
