/** What the built script leaves in a page whose elements come and go, once everything that can be is collected. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ELEMENT, type Guest, SCRIPT, useHost } from './guest.ts';

/** Whatever is kept for each element shows as a multiple of it. */
const CYCLES = 5;

describe('elements that come and go, by the built script', () => {
  const host = useHost();

  /**
   * Puts an element into the page, does with it what people do, and takes it out again. By keys and scripts only: a node
   * that the driver has a handle of is kept for it.
   */
  async function cycle(guest: Guest): Promise<void> {
    const { page } = guest;
    await page.evaluate((markup) => (document.querySelector('main')!.innerHTML = markup), ELEMENT);
    await guest.reads('Lena Fischer');
    await page.evaluate(() => document.querySelector('crm-followers')!.focus());
    await page.keyboard.type('tom');
    await guest.until('the one option', async () => (await guest.count('option')) === 1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await guest.reads('Tom Becker added. 4 of 10 followers.');
    await page.keyboard.press('Escape');
    await page.evaluate(() => {
      const { shadowRoot } = document.querySelector('crm-followers')!;
      shadowRoot!.querySelector<HTMLElement>('[data-act=undo]')!.click();
    });
    await guest.reads('Undone. 3 of 10 followers.');
    await page.evaluate(() => document.querySelector('main')!.replaceChildren());
  }

  async function left({ page }: Guest) {
    const session = await page.createCDPSession();
    for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
    const prototype = await page.evaluateHandle(() => customElements.get('crm-followers')!.prototype);
    const elements = await page.queryObjects(prototype);
    const count = await elements.evaluate((all) => (all as unknown as object[]).length);
    await Promise.all([prototype.dispose(), elements.dispose()]);
    await session.detach();
    return { elements: count, nodes, listeners: jsEventListeners };
  }

  it('leave neither themselves, nor nodes, nor listeners', async () => {
    const guest = await host.open({ body: `<main></main>${SCRIPT}` });
    await cycle(guest);
    const before = await left(guest);
    for (let i = 0; i < CYCLES; i++) await cycle(guest);
    const after = await left(guest);
    assert.ok(after.elements <= before.elements, `${after.elements} elements of ${before.elements}`);
    assert.ok(after.nodes <= before.nodes, `${after.nodes} nodes of ${before.nodes}`);
    assert.ok(after.listeners <= before.listeners, `${after.listeners} listeners of ${before.listeners}`);
    await guest.leaveNoTrace();
  });
});
