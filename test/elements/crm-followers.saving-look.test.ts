/** What can't be saved, and what was not, is readable where it stands: in every view, in 320 pixels. */
import { expect } from '@open-wc/testing';
import { type Page, test as inPage } from '../support/element.ts';
import { contact } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';
import { manual, pick, save } from '../support/picking.ts';

const CLOSED = { status: 422, body: { code: 'user-not-assignable', reason: 'user-inactive' } };
const SENTENCE = "Rob Keller wasn't added: the account is inactive.";

const test = (title: string, run: (page: Page) => Promise<void>) =>
  inPage(title, async (page) => {
    await page.resize(320, 800);
    await run(page);
  });

/** What is wider than its own box, or sticks out of the box around it. */
function cutOff(panel: Panel, within: Element): string[] {
  const outer = within.getBoundingClientRect();
  return [...panel.root.querySelectorAll('.chip *')]
    .filter((each) => each.checkVisibility() && !each.closest('.sr, svg'))
    .filter((each) => {
      const { left, right } = each.getBoundingClientRect();
      return left < outer.left || right > outer.right || each.scrollWidth > Math.ceil(right - left) + 1;
    })
    .map((each) => each.textContent!.trim());
}

async function refused(page: Page, view: string): Promise<Panel> {
  const backend = page.backend('owner', { without: ['bulk'] });
  const panel = await manual(page, { backend, record: 'contact/c-empty', attributes: { view } });
  backend.plant('PUT /followers/rob', CLOSED);
  await pick(panel, 'tom', 'rob');
  await save(panel);
  return panel;
}

for (const view of ['panel', 'field']) {
  test(`shows who was refused, why, and the ways on whole and inside its box (${view})`, async (page) => {
    const panel = await refused(page, view);
    expect(panel.chips.at(-1)).to.equal(`Rob Keller, not added ${SENTENCE}`);
    const box = view === 'field' ? panel.part('field') : panel.part('panel');
    expect(cutOff(panel, box)).to.deep.equal([]);
    await panel.clickButton('Try again Rob Keller');
    expect(panel.chips.at(-1)).to.equal('Rob Keller not saved yet');
  });
}

test('points to the chips where they stand: above what is said', async (page) => {
  for (const view of ['panel', 'field']) {
    const panel = await refused(page, view);
    expect(panel.alert).to.equal("1 added. 1 person wasn't: see above.");
    const chip = panel.parts('chip').at(-1)!.getBoundingClientRect();
    expect(chip.bottom <= panel.get('alert').getBoundingClientRect().top, view).to.equal(true);
    await page.change(() => panel.element.remove());
  }
});

test('shows why a pick can’t be saved any more in whole', async (page) => {
  const records = [contact('k1', ['u101', 'u102', 'u103', 'u104', 'u105', 'u106', 'u107', 'u108', 'u109'])];
  const backend = page.backend('owner', { records });
  const panel = await manual(page, { backend, record: 'contact/k1' });
  await pick(panel, 'rob');
  await backend.elsewhere('admin', 'PUT /records/contact/k1/followers/u110');
  await panel.element.refresh();
  await page.settle();
  expect(panel.chips.at(-1)).to.include('All 10 places are taken. Remove someone to add another.');
  const sub = panel.parts('chip').at(-1)!.querySelector('.sub')!;
  // Both heights are rounded, and not the same way.
  expect([sub.scrollWidth <= sub.clientWidth, sub.scrollHeight <= sub.clientHeight + 1]).to.deep.equal([
    true,
    true,
  ]);
});

test('says of a badge once that somebody was not made the owner, with the buttons on the page', async (page) => {
  const backend = page.backend('admin', { without: ['bulk'] });
  const panel = await manual(page, { backend, attributes: { view: 'owner' } });
  backend.plant('PUT /owner', CLOSED);
  await panel.element.changeOwner('follower');
  await save(panel);
  expect(panel.alert).to.equal("Lena Fischer wasn't made the owner: the account is inactive.");
  expect(panel.text.match(/inactive/g)).to.have.length(1);
  await panel.clickButton('Try again');
  expect([panel.alert, panel.element.owner]).to.deep.equal(['', 'follower']);
});
