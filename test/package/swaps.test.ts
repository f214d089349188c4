/** The built script on pages whose markup is replaced or patched under it, by Turbo and by morphdom. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { ELEMENT, type Guest, SCRIPT, useHost } from './guest.ts';
import { root } from './packed.ts';

const file = (path: string) => readFileSync(join(root, 'node_modules', path));

describe('under markup that changes, the built script', () => {
  const host = useHost();
  before(async () => {
    host.website.put('/turbo.js', file('@hotwired/turbo/dist/turbo.es2017-umd.js'));
    host.website.put('/morphdom.js', file('morphdom/dist/morphdom-umd.js'));
  });

  const typed = (guest: Guest) =>
    guest.page.$eval('crm-followers', ({ shadowRoot }) => {
      const { value, selectionStart } = shadowRoot!.querySelector('input')!;
      return [value, selectionStart, shadowRoot!.activeElement?.localName];
    });

  it('goes with a page of Turbo and is there once, and fresh, when Turbo restores its copy', async () => {
    const head = `<script src="/turbo.js"></script>${SCRIPT}`;
    host.website.put(
      '/other.html',
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Other</title>${head}</head>
      <body><a href="#">Here</a></body></html>`,
    );
    const guest = await host.open({
      head,
      body: `${ELEMENT}<a href="/other.html">Other page</a><script src="/page.js"></script>`,
      script: 'globalThis.visit ??= 1;',
    });
    await guest.reads('Lena Fischer');
    const release = host.website.hold('/api/records/contact/c1/followers/');
    await guest.click('combobox', 'Add followers');
    await guest.arrowTo('Tom Becker');
    await guest.page.keyboard.press('Enter');
    await guest.page.keyboard.type('ad');
    await guest.option('Ada Whitlock');
    await guest.page.$eval('a', (it) => (it as HTMLElement).click());
    await guest.until('the other page', async () => (await guest.page.title()) === 'Other');
    assert.equal(await guest.page.evaluate(() => document.querySelectorAll('crm-followers').length), 0);
    // What was being saved is saved.
    release();
    await guest.page.goBack();
    await guest.until('the first page', async () => (await guest.page.title()) === 'Host');
    await guest.find('button', 'Remove Tom Becker');
    const seen = await guest.page.evaluate(() => [
      Reflect.get(globalThis, 'visit') as number,
      document.querySelectorAll('crm-followers').length,
      document.querySelectorAll('crm-followers *').length,
    ]);
    assert.deepEqual(seen, [1, 1, 0], 'the same window, one element, no markup inside of it');
    assert.deepEqual([await guest.count('option'), (await typed(guest))[0]], [0, '']);
    await guest.click('button', 'Remove Tom Becker');
    await guest.reads('Tom Becker removed. 3 of 10 followers.');
    assert.deepEqual([await guest.problems(), guest.said], [[], []]);
    await guest.leave();
  });

  it('keeps the text, the caret and the list while morphdom brings the page in line with a server', async () => {
    const guest = await host.open({
      body: `<main>${ELEMENT}<p>0</p></main>${SCRIPT}<script src="/morphdom.js"></script><script src="/page.js"></script>`,
      script: `log.patch = (n) => {
        const main = document.querySelector('main').cloneNode(true);
        main.querySelector('p').textContent = n;
        main.querySelector('crm-followers').className = n % 2 ? 'odd' : '';
        main.querySelector('crm-followers').removeAttribute('lang');
        morphdom(document.querySelector('main'), main.outerHTML);
      };`,
    });
    const patch = (n: number) =>
      guest.page.evaluate((each) => (log as unknown as { patch(n: number): void }).patch(each), n);
    await guest.click('combobox', 'Add followers');
    await guest.option('Ada Whitlock');
    let patches = 0;
    for (const letter of 'tom b') {
      await guest.page.keyboard.type(letter);
      await patch(++patches);
    }
    await guest.page.keyboard.press('ArrowLeft');
    await patch(++patches);
    assert.deepEqual(await typed(guest), ['tom b', 4, 'input']);
    await guest.until('the one option', async () => (await guest.count('option')) === 1);
    await guest.arrowTo('Tom Becker');
    await patch(++patches);
    assert.match(await guest.active(), /Tom Becker/);
    await guest.page.keyboard.press('Enter');
    await guest.reads('Tom Becker added. 4 of 10 followers.');
    await patch(++patches);
    await guest.page.keyboard.press('Escape');
    await guest.click('button', 'Remove Tom Becker');
    await guest.reads('Tom Becker removed. 3 of 10 followers.');
    assert.equal(guest.calls.filter((call) => call.startsWith('GET /api/records')).length, 1);
    assert.equal(await guest.page.$eval('p', (it) => it.textContent), String(patches));
    assert.deepEqual([await guest.problems(), guest.said], [[], []]);
    await guest.leave();
  });

  it('copied while its list is open, is a second element of its own', async () => {
    const guest = await host.open({ body: `<main>${ELEMENT}</main>${SCRIPT}` });
    await guest.reads('Lena Fischer');
    await guest.click('combobox', 'Add followers');
    await guest.option('Ada Whitlock');
    await guest.page.evaluate(() => {
      const main = document.querySelector('main')!;
      main.after(main.cloneNode(true));
    });
    const states = () =>
      guest.page.$$eval('crm-followers', (all) =>
        all.map(({ shadowRoot }) => [
          !!shadowRoot!.querySelector(':popover-open'),
          shadowRoot!.querySelectorAll('[part~=chip]').length,
        ]),
      );
    await guest.until('the second one', async () => (await states())[1]?.[1] === 3);
    assert.deepEqual(await states(), [
      [true, 3],
      [false, 3],
    ]);
    await guest.leaveNoTrace();
  });
});
