/** The built script that comes late, beside another version, or to elements that nobody sees yet. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ELEMENT, type Guest, SCRIPT, useHost } from './guest.ts';

describe('on its way into a page, the built script', () => {
  const host = useHost();

  const OTHER = ELEMENT.replace('"c1"', '"c-full"');
  for (const [where, body] of [
    ['at the end of its body', ELEMENT + OTHER + SCRIPT],
    ['at its beginning', SCRIPT + ELEMENT + OTHER],
    ['as a module', ELEMENT + SCRIPT.replace('script ', 'script type="module" ') + OTHER],
  ] as const) {
    it(`asks for the records of all elements in a page’s markup at once, ${where}`, async () => {
      const guest = await host.open({ body });
      await guest.reads('Lena Fischer');
      assert.deepEqual(guest.calls, ['POST /api/followers:batchGet']);
      await guest.leaveNoTrace();
    });
  }

  const OLD = `customElements.define('crm-followers', class extends HTMLElement {
    static version = '0.0.1';
    connectedCallback() { this.textContent = 'The old one.'; }
  });`;
  it('leaves an older version of itself on the page alone, and works when an older one comes later', async () => {
    const early = await host.open({
      body: `<script src="/page.js"></script>${ELEMENT}${SCRIPT}`,
      script: OLD,
    });
    await early.reads('The old one.');
    await early.page.evaluate((element) => document.body.insertAdjacentHTML('beforeend', element), ELEMENT);
    const texts = await early.page.$$eval('crm-followers', (all) =>
      all.map((it) => [it.textContent, it.shadowRoot]),
    );
    assert.deepEqual(texts, [
      ['The old one.', null],
      ['The old one.', null],
    ]);
    await early.leaveNoTrace();

    const late = await host.open({
      body: `${ELEMENT}${SCRIPT}<script src="/page.js"></script>`,
      script: `if (!customElements.get('crm-followers')) { ${OLD} }`,
    });
    await late.journey();
    await late.leaveNoTrace();
  });

  it('says once that a page has another major version of it, whose elements it leaves alone', async () => {
    const guest = await host.open({
      body: `<script src="/page.js"></script>${ELEMENT}${SCRIPT}`,
      script: OLD.replace('0.0.1', '99.1.0'),
    });
    await guest.reads('The old one.');
    assert.equal(guest.said.length, 1);
    assert.match(guest.said[0]!, /^<crm-followers> is version 99\.1\.0 already; \d\S* is not used for it\.$/);
    assert.deepEqual(await guest.problems(), []);
    await guest.leaveAnyway();
  });

  const heightOf = (guest: Guest) =>
    guest.page.$eval('crm-followers', (it) => it.getBoundingClientRect().height);
  it('is laid out as anywhere after it was made in a place that nobody saw', async () => {
    const shown = await host.open({ body: ELEMENT + SCRIPT });
    await shown.reads('Lena Fischer');
    const height = await heightOf(shown);
    await shown.leave();
    const guest = await host.open({ body: `<div id="tab" hidden>${ELEMENT}</div>${SCRIPT}` });
    await guest.page.waitForFunction(() =>
      document.querySelector('crm-followers')!.shadowRoot!.textContent!.includes('Lena Fischer'),
    );
    assert.equal(await heightOf(guest), 0);
    await guest.page.$eval('#tab', (it) => ((it as HTMLElement).hidden = false));
    assert.equal(await heightOf(guest), height);
    await guest.page.$eval('#tab', (it) => it.setAttribute('style', 'display: flow-root'));
    await guest.journey();
    await guest.leave();
  });

  it('moves nothing on a page that keeps the room for it, however late it comes', async () => {
    const guest = await host.open({
      head: '<style>crm-followers { display: block; min-height: 20em; }</style>',
      body: `${ELEMENT}<p id="below">What stands below.</p><script src="/page.js"></script>`,
      script: `log.shift = 0;
        new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (log.shift += value)))
          .observe({ type: 'layout-shift', buffered: true });`,
    });
    const top = () => guest.page.$eval('#below', (it) => it.getBoundingClientRect().top);
    const before = await top();
    await guest.page.addScriptTag({ url: '/crm-followers.js' });
    await guest.reads('Lena Fischer');
    assert.equal(await top(), before);
    await guest.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    const shift = await guest.page.evaluate(() => (log as unknown as { shift: number }).shift);
    assert.ok(shift < 0.02, `${shift}`);
    await guest.leave();
  });
});
