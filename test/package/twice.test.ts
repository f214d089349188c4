/** A page that runs the built script more than once, as pages do: by two tags, by a swap of their body. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ELEMENT, type Guest, SCRIPT, useHost } from './guest.ts';

const MODULE = SCRIPT.replace('script ', 'script type="module" ');

/** The script, as a tag that comes later asks for it: told apart from the first where it is seen at work. */
const AGAIN = '/crm-followers.js?again';

/** Notes whatever that one does to the page. */
const SPY = `
  const done = (globalThis.done = []);
  const watch = (of, name) => {
    const original = of[name];
    of[name] = function (...args) {
      if (new Error().stack.includes('${AGAIN}')) done.push(name + ' ' + args[0]);
      return original.apply(this, args);
    };
    return () => (of[name] = original);
  };
  globalThis.symbols = Object.getOwnPropertySymbols(globalThis).map(String);
  globalThis.stop = [
    [CustomElementRegistry.prototype, 'define'],
    [TrustedTypePolicyFactory.prototype, 'createPolicy'],
    [EventTarget.prototype, 'addEventListener'],
    [Element.prototype, 'attachShadow'],
    [Node.prototype, 'appendChild'],
    [globalThis, 'setTimeout'],
    [globalThis, 'requestAnimationFrame'],
    [globalThis, 'queueMicrotask'],
    [globalThis, 'fetch'],
  ].map(([of, name]) => watch(of, name));
`;

describe('the built script, run again', () => {
  const host = useHost();

  /** Runs the script once more, as a tag that is put into the page. */
  const again = (guest: Guest) =>
    guest.page.evaluate(async (src) => {
      const script = document.createElement('script');
      script.src = src;
      await new Promise((resolve) => {
        script.addEventListener('load', resolve);
        document.body.append(script);
      });
      script.remove();
    }, AGAIN);

  for (const [name, scripts] of [
    ['two classic scripts', SCRIPT + SCRIPT],
    ['a classic script and a module', SCRIPT + MODULE],
    ['a module and a classic script', MODULE + SCRIPT],
  ]) {
    it(`does no harm as ${name}`, async () => {
      const guest = await host.open({ body: ELEMENT + scripts });
      await guest.journey();
      await guest.leaveNoTrace();
    });
  }

  it('does nothing at all to the page', async () => {
    const guest = await host.open({ body: ELEMENT + SCRIPT });
    await guest.reads('Lena Fischer');
    const seen = await guest.page.evaluateHandle(() => customElements.get('crm-followers'));
    await guest.page.evaluate(SPY);
    await again(guest);
    const noticed = await guest.page.evaluate((first) => {
      const page = globalThis as unknown as { done: string[]; stop: (() => void)[]; symbols: string[] };
      for (const stop of page.stop) stop();
      return {
        done: page.done,
        same: customElements.get('crm-followers') === first,
        symbols: Object.getOwnPropertySymbols(globalThis)
          .map(String)
          .filter((symbol) => !page.symbols.includes(symbol)),
      };
    }, seen);
    assert.deepEqual(noticed, { done: [], same: true, symbols: [] });
    await guest.leave();
  });

  it('leaves an open list and what is typed alone', async () => {
    const guest = await host.open({ body: ELEMENT + SCRIPT });
    await guest.click('combobox', 'Add followers');
    await guest.option('Ada Whitlock');
    await guest.page.keyboard.type('tom');
    await again(guest);
    await guest.until('the one option', async () => (await guest.count('option')) === 1);
    await guest.arrowTo('Tom Becker');
    const typed = await guest.page.$eval(
      'crm-followers',
      ({ shadowRoot }) => shadowRoot!.querySelector('input')!.value,
    );
    assert.equal(typed, 'tom');
    await guest.leaveNoTrace();
  });

  it('goes on after the page swapped its body and ran every script in it again', async () => {
    const guest = await host.open({ body: ELEMENT + SCRIPT });
    await guest.click('combobox', 'Add followers');
    await guest.option('Ada Whitlock');
    await guest.page.evaluate(async () => {
      const body = document.body.cloneNode(true) as HTMLBodyElement;
      const loaded = [...body.querySelectorAll('script')].map((old) => {
        // A clone of a script that has run does not run.
        const script = document.createElement('script');
        script.src = old.src;
        old.replaceWith(script);
        return new Promise((resolve) => script.addEventListener('load', resolve));
      });
      document.body.replaceWith(body);
      await Promise.all(loaded);
    });
    assert.equal(await guest.count('option'), 0);
    await guest.journey();
    await guest.leaveNoTrace();
  });
});
