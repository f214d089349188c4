/** Lists of more people than can be seen: what is drawn of them, and when the others are. */
import { expect } from '@open-wc/testing';
import { textOf } from '../support/accessible.ts';
import { type Page, test } from '../support/element.ts';
import { local } from '../support/form.ts';
import type { Panel } from '../support/panel.ts';

/** How many of those who match are offered. */
const OFFERED = 50;

const people = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    id: `p${i}`,
    name: `${i % 3 ? 'Person' : 'Xavier'} ${i}`,
    active: true,
  }));

async function opened(page: Page, count = 200): Promise<Panel> {
  const panel = await local(page, { properties: { view: 'field', users: people(count) } });
  await panel.open();
  return panel;
}

const listOf = (panel: Panel) => panel.part('listbox');

const places = (panel: Panel) =>
  panel.all('option').map(({ ariaPosInSet, ariaSetSize }) => `${ariaPosInSet}/${ariaSetSize}`);

async function scroll(panel: Panel, page: Page): Promise<void> {
  listOf(panel).scrollTop = 1;
  await page.until(() => panel.options.length === OFFERED);
}

test('draws those who can be seen of a long list, and tells of the others', async (page) => {
  const panel = await opened(page);
  expect(panel.options).to.have.length.within(8, 16);
  expect(places(panel)[1]).to.equal('2/50');
  expect(listOf(panel).scrollHeight, 'enough to scroll').to.be.above(listOf(panel).clientHeight);
});

test('draws a list whole that is little longer than what can be seen', async (page) => {
  const panel = await opened(page, 20);
  expect(places(panel).at(-1)).to.equal('20/20');
});

test('draws the others as soon as somebody scrolls', async (page) => {
  const panel = await opened(page);
  const first = panel.all('option')[0];
  await scroll(panel, page);
  expect(panel.all('option')[0], 'the same node').to.equal(first);
  expect(places(panel).at(-1)).to.equal('50/50');
});

test('draws the others when the popup scrolls instead of the list', async (page) => {
  const panel = await opened(page);
  const list = listOf(panel);
  const popup = list.parentElement!;
  list.style.maxHeight = 'none';
  list.style.flexShrink = '0';
  popup.style.maxHeight = '100px';
  popup.scrollTop = 1;
  await page.until(() => panel.options.length === OFFERED);
});

test('goes on with the keys to those who are not drawn yet, and can pick them', async (page) => {
  const panel = await opened(page);
  const { length } = panel.options;
  for (let i = 0; i <= length; i++) await panel.press('ArrowDown');
  expect(panel.activeName).to.equal(`Person ${length}`);
  await panel.press('Enter');
  expect(panel.element.value).to.deep.equal([`p${length}`]);
});

test('goes up from the text to the last of all', async (page) => {
  const panel = await opened(page);
  await panel.press('ArrowUp');
  expect(panel.activeName).to.equal('Person 49');
  const { bottom } = panel.active!.getBoundingClientRect();
  expect(bottom).to.be.at.most(listOf(panel).getBoundingClientRect().bottom + 1);
});

test('shows what another query finds from the top, and what is found anew by the same one where it was', async (page) => {
  const panel = await opened(page);
  await scroll(panel, page);
  listOf(panel).scrollTop = 400;
  panel.element.requestUpdate();
  await panel.element.updateComplete;
  expect(listOf(panel).scrollTop).to.equal(400);
  await panel.type('x');
  await page.wait(1000);
  expect(textOf(panel.all('option')[0]!)).to.equal('Xavier 0');
  expect(panel.options).to.have.length.within(8, 16);
  expect(listOf(panel).scrollTop).to.equal(0);
});

test('opens at the top again', async (page) => {
  const panel = await opened(page);
  await scroll(panel, page);
  listOf(panel).scrollTop = 400;
  await panel.press('Escape', 'Alt+ArrowDown');
  expect(panel.options).to.have.length.within(8, 16);
  expect(listOf(panel).scrollTop).to.equal(0);
});

test('another query starts at the top in a list that is drawn whole, too', async (page) => {
  const panel = await opened(page, 20);
  await panel.press('ArrowUp');
  expect(listOf(panel).scrollTop).to.be.above(0);
  await panel.type('person');
  expect(panel.options).to.have.length(13);
  expect(listOf(panel).scrollTop).to.equal(0);
});

test('draws all where the page gave the list so much room that there is nothing to scroll', async (page) => {
  const style = document.createElement('style');
  style.textContent =
    'crm-followers::part(listbox) { max-block-size: none } crm-followers { font-size: 6px }';
  page.room.append(style);
  const panel = await opened(page);
  expect(panel.options).to.have.length(OFFERED);
});
