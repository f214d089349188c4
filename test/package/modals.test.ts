/** The built script inside other people's dialogs and popovers, and what closes those. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ELEMENT, type Guest, SCRIPT, useHost } from './guest.ts';

const SHEET = `<style>
  body { margin: 0; }
  dialog, .modal { width: 500px; padding: 10px; border: 1px solid; }
  .modal { position: fixed; inset: 20px auto auto 20px; }
</style>`;
const BOX = 'Add followers';

describe('among the dialogs of a page, the built script', () => {
  const host = useHost();

  const show = async (body: string, script: string) => {
    const page = { head: SHEET, body: `${body}${SCRIPT}<script src="/page.js"></script>`, script };
    const guest = await host.open(page);
    await guest.find('combobox', BOX);
    return guest;
  };
  const openList = async (guest: Guest) => {
    await guest.click('combobox', BOX);
    await guest.option('Ada Whitlock');
  };
  const isShown = (guest: Guest, id = 'modal') => guest.page.$eval(`#${id}`, (it) => it.checkVisibility());
  const MODAL = `<div id="modal" class="modal" role="dialog"><button>Close</button>${ELEMENT}<button>Save</button></div>`;

  /** How pages tell a press outside of their modal. */
  const OUTSIDE: Record<string, string> = {
    'what its target is in': '!modal.contains(event.target)',
    'the path of the event': '!event.composedPath().includes(modal)',
  };
  for (const [how, outside] of Object.entries(OUTSIDE)) {
    it(`is inside of a modal that goes by ${how}, whatever is pressed and vanishes`, async () => {
      const guest = await show(
        MODAL,
        `const modal = document.querySelector('#modal');
        for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
          document.addEventListener(type, (event) => { if (${outside}) modal.hidden = true; });
        new MutationObserver(() => { if (modal.hidden) modal.remove(); }).observe(modal, { attributes: true });`,
      );
      await openList(guest);
      await (await guest.option('Tom Becker')).click();
      await guest.reads('Tom Becker added. 4 of 10 followers.');
      await guest.page.keyboard.press('Escape');
      await guest.click('button', 'Remove Tom Becker');
      await guest.reads('Tom Becker removed. 3 of 10 followers.');
      await guest.click('button', 'Undo');
      await guest.reads('Undone. 4 of 10 followers.');
      await guest.click('button', 'Remove Tom Becker');
      await guest.reads('Tom Becker removed. 3 of 10 followers.');
      assert.equal(await isShown(guest), true);
      // It does close where a press is outside.
      await guest.page.mouse.click(790, 790);
      assert.equal(await guest.page.$('#modal'), null);
      await guest.leaveNoTrace();
    });
  }

  it('can be picked from below a short dialog that closes by the coordinates of a click', async () => {
    const field = ELEMENT.replace('<crm-followers ', '<crm-followers id="who" view="field" ');
    const guest = await show(
      `<dialog id="modal" style="height: 80px; overflow: hidden; margin-top: 20px"><label for="who">${BOX}</label>${field}</dialog>`,
      `modal.addEventListener('click', ({ clientX: x, clientY: y }) => {
        const { left, right, top, bottom } = modal.getBoundingClientRect();
        if (x < left || x > right || y < top || y > bottom) modal.close();
      });
      modal.showModal();`,
    );
    await guest.page.$eval('crm-followers', (it) =>
      it.shadowRoot!.querySelector('input')!.scrollIntoView({ block: 'center' }),
    );
    await openList(guest);
    const option = await guest.option('Tom Becker');
    const below = await guest.page.$eval('#modal', (it) => it.getBoundingClientRect().bottom);
    assert.ok((await option.boundingBox())!.y > below);
    await option.click();
    await guest.reads('Tom Becker added. 4 of 10 followers.');
    assert.equal(await isShown(guest), true);
    await guest.page.keyboard.press('Escape');
    await guest.click('button', 'Remove Tom Becker');
    await guest.gone('button', 'Remove Tom Becker');
    await guest.page.mouse.click(700, 700);
    assert.equal(await isShown(guest), false);
    await guest.leaveNoTrace();
  });

  it('keeps its list open while text is selected by a drag that ends elsewhere', async () => {
    const guest = await show(MODAL, '');
    await openList(guest);
    await guest.page.keyboard.type('tom becker');
    const box = (await (await guest.find('combobox', BOX)).boundingBox())!;
    const { mouse } = guest.page;
    await mouse.move(box.x + 60, box.y + box.height / 2);
    await mouse.down();
    await mouse.move(780, 780, { steps: 4 });
    await mouse.up();
    await guest.option('Tom Becker');
    const selected = await guest.page.$eval('crm-followers', ({ shadowRoot }) => {
      const { selectionStart, selectionEnd } = shadowRoot!.querySelector('input')!;
      return selectionEnd! - selectionStart!;
    });
    assert.ok(selected > 1);
    await mouse.click(780, 780);
    assert.equal(await guest.count('option'), 0);
    await guest.leaveNoTrace();
  });

  it('closes its list when the page opens a dialog over it, and is as before when that is gone', async () => {
    const guest = await show(`${ELEMENT}<dialog id="modal"><button>OK</button></dialog>`, '');
    await openList(guest);
    await guest.page.$eval('#modal', (it) => (it as HTMLDialogElement).showModal());
    const listed = () =>
      guest.page.$eval('crm-followers', (it) => !!it.shadowRoot!.querySelector(':popover-open'));
    assert.equal(await listed(), false);
    // Out of reach now, it takes no key and opens nothing.
    await guest.page.$eval('crm-followers', (it) => (it as HTMLElement).focus());
    await guest.page.keyboard.type('tom');
    assert.equal(await listed(), false);
    await guest.page.keyboard.press('Escape');
    assert.equal(await isShown(guest), false);
    await guest.journey();
    await guest.leaveNoTrace();
  });

  it('belongs to a popover of the page: neither a pick nor the first Escape closes that', async () => {
    const guest = await show(
      `<div id="modal" popover class="modal">${ELEMENT}</div>`,
      'modal.showPopover();',
    );
    await openList(guest);
    await (await guest.option('Tom Becker')).click();
    await guest.reads('Tom Becker added. 4 of 10 followers.');
    await guest.page.keyboard.press('Escape');
    assert.deepEqual([await guest.count('option'), await isShown(guest)], [0, true]);
    await guest.click('button', 'Remove Tom Becker');
    await guest.reads('Tom Becker removed. 3 of 10 followers.');
    await guest.page.keyboard.press('Escape');
    assert.equal(await isShown(guest), false);
    await guest.leaveNoTrace();
  });

  it('goes with a dialog that is asked to close, as by a gesture, and leaves no list behind', async () => {
    const guest = await show(`<dialog id="modal">${ELEMENT}</dialog>`, 'modal.showModal();');
    await openList(guest);
    await guest.page.$eval('#modal', (it) => (it as HTMLDialogElement).requestClose());
    assert.deepEqual([await isShown(guest), await guest.count('option')], [false, 0]);
    await guest.page.$eval('#modal', (it) => (it as HTMLDialogElement).showModal());
    await guest.find('combobox', BOX);
    assert.equal(await guest.count('option'), 0);
    await guest.journey();
    await guest.leaveNoTrace();
  });

  it('fires nothing under a name that dialogs and menus of pages listen to', async () => {
    const guest = await show(
      `<dialog id="modal">${ELEMENT}</dialog>`,
      `for (const name of ['close', 'hide', 'cancel', 'select', 'toggle', 'open', 'show', 'search', 'remove', 'clear',
          'beforetoggle', 'dismiss', 'invalid', 'submit', 'reset', 'load', 'error', 'ready', 'opened', 'closed'])
        document.addEventListener(name, ({ type }) => log.heard.push(type));
      modal.showModal();`,
    );
    await guest.journey();
    assert.deepEqual(await guest.heard(), []);
    await guest.leaveNoTrace();
  });

  const TRAP = `const known = () => [...modal.querySelectorAll('button, input, a[href], [tabindex="0"]')];
      modal.addEventListener('keydown', (event) => {
        if (event.key !== 'Tab') return;
        const [first, last] = [known().at(0), known().at(-1)];
        if (document.activeElement !== (event.shiftKey ? first : last)) return;
        event.preventDefault();
        (event.shiftKey ? last : first).focus();
      });
      known()[0].focus();`;
  const INSIDE = ['Change owner', 'Details', 'Remove Lena Fischer', BOX];

  /** Names of what Tab comes to, until it comes to this. */
  async function stops(guest: Guest, key: 'Tab' | 'Shift+Tab', end: string): Promise<string[]> {
    const passed: string[] = [];
    for (let i = 0; i < 20 && passed.at(-1) !== end; i++) {
      if (key === 'Shift+Tab') await guest.page.keyboard.down('Shift');
      await guest.page.keyboard.press('Tab');
      await guest.page.keyboard.up('Shift');
      passed.push((await guest.focused())!.name!);
    }
    return passed;
  }

  it('is passed through by Tab both ways inside a trap that knows nothing of shadow roots', async () => {
    const guest = await show(MODAL, TRAP);
    const there = await stops(guest, 'Tab', 'Save');
    assert.deepEqual(
      INSIDE.filter((name) => !there.includes(name)),
      [],
    );
    assert.deepEqual(await stops(guest, 'Tab', 'Close'), ['Close']);
    assert.deepEqual(await stops(guest, 'Shift+Tab', 'Save'), ['Save']);
    const back = await stops(guest, 'Shift+Tab', 'Close');
    assert.deepEqual(
      INSIDE.filter((name) => !back.includes(name)),
      [],
    );
    assert.equal(back.length, there.length);
    // What such a trap can be taught: the host takes the focus for its text.
    await guest.page.$eval('crm-followers', (it) => (it as HTMLElement).focus());
    assert.equal((await guest.focused())!.name, BOX);
    await guest.leaveNoTrace();
  });

  for (const [place, before, after] of [
    ['first', '', '<button>Save</button>'],
    ['last', '<button>Close</button>', ''],
    ['only', '', ''],
  ] as const) {
    it(`is passed through as the ${place} stop of such a trap, as a stop of its own`, async () => {
      const element = ELEMENT.replace('<crm-followers', '<crm-followers tabindex="0"');
      const guest = await show(
        `<div id="modal" role="dialog" class="modal">${before}${element}${after}</div>`,
        TRAP,
      );
      await guest.find('combobox', BOX);
      for (const key of ['Tab', 'Shift+Tab'] as const) {
        // Twice round and nowhere stuck.
        const [first, second] = [await stops(guest, key, 'Details'), await stops(guest, key, 'Details')];
        for (const name of [...INSIDE, ...[before, after].flatMap((stop) => stop.match(/\w+(?=<\/)/) ?? [])])
          assert.ok(
            [...first, ...second].includes(name),
            `${key} comes to ${name}: ${[...first, ...second].join()}`,
          );
      }
      await guest.leaveNoTrace();
    });
  }
});
