/** What floats lies in the window, wherever that is on the page. */
import { expect } from '@open-wc/testing';
import { type Page, type Shown, test } from '../support/element.ts';
import type { Panel } from '../support/panel.ts';

/** An element so far below the top of the window, in the middle of a long page. */
async function shownAt(page: Page, top: number, shown: Shown = {}): Promise<Panel> {
  page.room.style.paddingBlock = '2000px';
  const panel = await page.show(shown);
  window.scrollBy(0, panel.element.getBoundingClientRect().top - top);
  await page.settle();
  return panel;
}

const opened = ({ root }: Panel) => [...root.querySelectorAll<HTMLElement>('[popover]:popover-open')].at(-1)!;

function expectInSight(panel: Panel, anchor: Element): void {
  const popup = opened(panel);
  const { top, bottom, left, right } = popup.getBoundingClientRect();
  expect(
    [top, left].map(Math.floor).every((edge) => edge >= 0),
    `begins at ${left}, ${top}`,
  ).to.equal(true);
  expect(bottom).to.be.at.most(innerHeight);
  expect(right).to.be.at.most(innerWidth);
  const its = anchor.getBoundingClientRect();
  expect(Math.min(Math.abs(top - its.bottom), Math.abs(its.top - bottom)), 'beside it').to.be.below(8);
}

for (const top of [20, 250, 600]) {
  test(`opens its list in sight, ${top} pixels below the top of a window that is scrolled`, async (page) => {
    const panel = await shownAt(page, top);
    const field = panel.part('field');
    await panel.open();
    expect(panel.options.length).to.be.above(3);
    expectInSight(panel, field);
    await panel.type('mari');
    expectInSight(panel, field);
    window.scrollBy(0, top - 250);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await page.settle();
    expectInSight(panel, field);
  });

  test(`opens a stack in sight, ${top} pixels below the top of a window that is scrolled`, async (page) => {
    const panel = await shownAt(page, top, { attributes: { view: 'stack' } });
    await panel.click(panel.part('stack'));
    expectInSight(panel, panel.part('stack'));
  });
}

test('opens the list of a stack in sight, too', async (page) => {
  const panel = await shownAt(page, 20, { attributes: { view: 'stack' } });
  await panel.click(panel.part('stack'));
  const outer = opened(panel);
  await panel.open();
  expect(opened(panel)).not.to.equal(outer);
  expectInSight(panel, panel.part('field'));
});
