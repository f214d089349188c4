/**
 * The built script as a field in dialogs of strict pages whose style sheets unset everything: which keys and events
 * are ours, which the dialog's, the form's and the page's.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { type Guest, type HostPage, SCRIPT, useHost } from './guest.ts';
import { root } from './packed.ts';

const CSP =
  "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; style-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types crm-followers";
const SHEET = `*, ::before, ::after { all: unset; }
  dialog, .modal { display: block; width: 500px; padding: 20px; background: white; }
  dialog:not([open]), .modal[hidden] { display: none; }`;

const EDIT = `<label for="who">Team</label><crm-followers id="who" view="field" name="followers" endpoint="/api"
  record-type="contact" record-id="c1"></crm-followers>`;
const ADD = `<label for="who">Team</label><crm-followers id="who" view="field" name="followers" owner-name="owner"
  endpoint="/api" record-type="opportunity" draft></crm-followers>`;
const form = (field: string) => `<form id="form">${field}<button>Save</button></form>`;

describe('in a dialog of a strict page, the built script', () => {
  const host = useHost();
  before(async () => {
    host.website.put('/page.css', SHEET);
    host.website.put(
      '/bootstrap.js',
      readFileSync(join(root, 'node_modules/bootstrap/dist/js/bootstrap.bundle.js')),
    );
    host.website.put(
      '/bootstrap.css',
      readFileSync(join(root, 'node_modules/bootstrap/dist/css/bootstrap.css')),
    );
  });

  const show = (page: HostPage) =>
    host.open({ csp: CSP, head: '<link rel="stylesheet" href="/page.css">', ...page });

  /** A native dialog, open, with this field in a form; everything the page hears is noted. */
  const inDialog = async (field: string, script = '', content = form(field)) => {
    const guest = await show({
      body: `<dialog id="dialog">${content}</dialog>${SCRIPT}<script src="/page.js"></script>`,
      script: `
        const { heard } = log;
        form.addEventListener('submit', (event) => { event.preventDefault(); heard.push('submit'); });
        ${script}
        dialog.showModal();`,
    });
    await guest.find('combobox', 'Team');
    return guest;
  };
  const isOpen = (guest: Guest) =>
    guest.page.evaluate(() => document.querySelector<HTMLDialogElement>('#dialog')!.open);
  const openList = async (guest: Guest) => {
    await guest.click('combobox', 'Team');
    await guest.option('Ada Whitlock');
  };
  const typed = (guest: Guest) =>
    guest.page.$eval(
      'crm-followers',
      (it) => it.shadowRoot!.querySelector<HTMLInputElement>('#followers, input')!.value,
    );

  it('edits a record from beginning to end', async () => {
    const guest = await inDialog(EDIT);
    await guest.journey('Team');
    await guest.page.keyboard.press('Escape');
    assert.equal(await isOpen(guest), false);
    await guest.leaveNoTrace();
  });

  it('fills in the form for a new record and asks for nothing but people', async () => {
    const guest = await inDialog(ADD);
    await openList(guest);
    await guest.page.keyboard.type('tom');
    await guest.arrowTo('Tom Becker');
    await guest.page.keyboard.press('Enter');
    await guest.find('button', 'Remove Tom Becker');
    await guest.page.keyboard.press('Escape');
    const sent = await guest.page.evaluate(() => [
      ...new FormData(document.querySelector<HTMLFormElement>('#form')!),
    ]);
    assert.deepEqual(sent, [['followers', 'colleague']]);
    assert.deepEqual(
      guest.calls.filter((call) => !call.startsWith('GET /api/users')),
      [],
    );
    assert.equal(await isOpen(guest), true);
    await guest.leaveNoTrace();
  });

  it('closes its list at the first Escape and leaves the second to the dialog, whatever is typed', async () => {
    const guest = await inDialog(EDIT);
    const { keyboard } = guest.page;
    await openList(guest);
    await keyboard.type('le');
    await keyboard.press('Escape');
    assert.deepEqual([await guest.count('option'), await isOpen(guest), await typed(guest)], [0, true, 'le']);
    await keyboard.press('Escape');
    assert.deepEqual([await isOpen(guest), await typed(guest)], [false, 'le']);
    await guest.leaveNoTrace();
  });

  it('lets the first Escape pass while no list is open', async () => {
    const guest = await inDialog(EDIT);
    await (await guest.find('button', 'Remove Lena Fischer')).focus();
    await guest.page.keyboard.press('Escape');
    assert.equal(await isOpen(guest), false);
    await guest.leaveNoTrace();
  });

  it('uses up Enter while its list is open, with an active option, without one, and while it searches', async () => {
    const script =
      "for (const type of ['keydown', 'keyup']) form.addEventListener(type, ({ key }) => heard.push(type + ' ' + key));";
    const guest = await inDialog(EDIT, script);
    const { keyboard } = guest.page;
    const release = host.website.hold('/api/users');
    await guest.click('combobox', 'Team');
    await guest.reads('Searching…');
    await keyboard.press('Enter');
    assert.deepEqual(await guest.heard(), []);
    release();

    await openList(guest);
    await keyboard.press('Enter');
    assert.deepEqual(await guest.heard(), []);
    await openList(guest);
    await guest.arrowTo('Tom Becker');
    await keyboard.press('Enter');
    await guest.click('button', 'Remove Tom Becker');
    await guest.gone('button', 'Remove Tom Becker');
    assert.deepEqual(await guest.heard(), []);
    await guest.leave();
  });

  it('hands Enter on while its list is closed, and sends no form by itself', async () => {
    const guest = await inDialog(EDIT, "form.addEventListener('keydown', ({ key }) => heard.push(key));");
    await openList(guest);
    await guest.page.keyboard.press('Escape');
    assert.deepEqual(await guest.heard(), []);
    await guest.page.keyboard.press('Enter');
    assert.deepEqual(await guest.heard(), ['Enter']);
    await guest.leaveNoTrace();
  });

  it('lets a form be sent that sends itself at Enter', async () => {
    const script = "form.addEventListener('keydown', ({ key }) => key === 'Enter' && form.requestSubmit());";
    const guest = await inDialog(EDIT, script);
    await openList(guest);
    await guest.arrowTo('Tom Becker');
    await guest.page.keyboard.press('Enter');
    await guest.find('button', 'Remove Tom Becker');
    assert.deepEqual(await guest.heard(), []);
    await guest.page.keyboard.press('Escape');
    await guest.page.keyboard.press('Enter');
    assert.deepEqual(await guest.heard(), ['submit']);
    await guest.click('button', 'Remove Tom Becker');
    await guest.gone('button', 'Remove Tom Becker');
    await guest.leaveNoTrace();
  });

  it('keeps what is typed from the shortcuts of the page, and every other key not', async () => {
    const script = `for (const type of ['keydown', 'keypress', 'keyup'])
      document.addEventListener(type, ({ key }) => heard.push(key));`;
    const guest = await inDialog(EDIT, script);
    const { keyboard } = guest.page;
    const chord = async (
      modifier: 'Control' | 'Alt' | 'Shift',
      key: 'a' | 'k' | 'z' | '?' | 'ArrowLeft' | 'Backspace',
    ) => {
      await keyboard.down(modifier);
      await keyboard.press(key);
      await keyboard.up(modifier);
    };
    await openList(guest);
    await keyboard.press('Escape');
    await guest.heard();
    for (const key of ['s', '/', '?', 'j', 'e', '1', ' ', 'é'] as const) await keyboard.sendCharacter(key);
    assert.equal(await typed(guest), 's/?je1 é');
    for (const key of [
      's',
      '/',
      'j',
      'e',
      'Space',
      'Delete',
      'Backspace',
      'Home',
      'End',
      'ArrowLeft',
    ] as const)
      await keyboard.press(key);
    await chord('Shift', '?');
    await chord('Control', 'z');
    await chord('Control', 'ArrowLeft');
    await chord('Control', 'Backspace');
    await chord('Control', 'a');
    const modifiers = new Set(['Shift', 'Control', 'Alt']);
    assert.deepEqual(
      (await guest.heard()).filter((key) => !modifiers.has(key)),
      [],
    );
    await keyboard.press('Delete');
    assert.equal(await typed(guest), '');

    await keyboard.press('Escape');
    await guest.heard();
    await keyboard.press('F2');
    await chord('Control', 'k');
    const passed = new Set((await guest.heard()).filter((key) => !modifiers.has(key)));
    assert.deepEqual([...passed], ['F2', 'k']);
    await keyboard.press('Tab');
    assert.ok((await guest.heard()).includes('Tab'));
    await guest.leaveNoTrace();
  });

  it('tells the page of input and change when the followers change, and of nothing else', async () => {
    const script = `for (const type of ['input', 'change'])
      form.addEventListener(type, ({ target }) => heard.push(type + ' ' + target.id));`;
    const guest = await inDialog(EDIT, script);
    await openList(guest);
    await guest.page.keyboard.type('tom');
    await guest.arrowTo('Tom Becker');
    assert.deepEqual(await guest.heard(), []);
    await guest.page.keyboard.press('Enter');
    await guest.reads('Tom Becker added. 4 of 10 followers.');
    assert.deepEqual(await guest.heard(), ['input who', 'change who']);
    await guest.page.keyboard.press('Escape');
    await guest.click('button', 'Remove Tom Becker');
    await guest.reads('Tom Becker removed. 3 of 10 followers.');
    assert.deepEqual(await guest.heard(), ['input who', 'change who']);
    await guest.leaveNoTrace();
  });

  it('tells the page of a draft’s picks at once, and not of what the page itself puts in', async () => {
    const script = `for (const type of ['input', 'change'])
      form.addEventListener(type, ({ target }) => heard.push(type + ' ' + target.id));`;
    const guest = await inDialog(ADD, script);
    await guest.page.$eval('crm-followers', (it) => Reflect.set(it, 'value', ['colleague']));
    await openList(guest);
    await guest.page.keyboard.type('ada');
    await guest.arrowTo('Ada Whitlock');
    assert.deepEqual(await guest.heard(), []);
    await guest.page.keyboard.press('Enter');
    await guest.find('button', 'Remove Ada Whitlock');
    assert.deepEqual(await guest.heard(), ['input who', 'change who']);
    const { value } = await guest.page.$eval('crm-followers', (it) => ({
      value: Reflect.get(it, 'value') as string[],
    }));
    assert.deepEqual(value, ['colleague', 'admin']);
    await guest.leaveNoTrace();
  });

  /** Dialogs made of script: how each of them hears of Escape. */
  const MODALS: Record<string, string> = {
    'listens to Escape on itself': "modal.addEventListener('keydown', close);",
    'listens to Escape on the document, before everybody else':
      "document.addEventListener('keydown', close, true); document.body.classList.add('taken');",
    'listens to the end of Escape': "document.addEventListener('keyup', close);",
  };
  for (const [name, listen] of Object.entries(MODALS)) {
    it(`closes its list at the first Escape, and the second closes a modal that ${name}`, async () => {
      const guest = await show({
        body: `<div id="modal" class="modal" role="dialog" tabindex="-1">${form(EDIT)}</div>${SCRIPT}
          <script src="/page.js"></script>`,
        script: `const close = ({ key, defaultPrevented }) => { if (key === 'Escape') modal.hidden = true; }; ${listen}`,
      });
      const isHidden = () => guest.page.$eval('#modal', (it) => (it as HTMLElement).hidden);
      await openList(guest);
      await guest.page.keyboard.press('Escape');
      assert.deepEqual([await guest.count('option'), await isHidden()], [0, false]);
      await guest.page.keyboard.press('Escape');
      assert.equal(await isHidden(), true);
      await guest.leaveNoTrace();
    });
  }

  it('works in Bootstrap’s modal, which keeps the focus and closes at Escape', async () => {
    const guest = await show({
      csp: CSP.replace("img-src 'self'", "img-src 'self' data:"),
      head: '<link rel="stylesheet" href="/bootstrap.css">',
      body: `<div id="modal" class="modal" tabindex="-1"><div class="modal-dialog"><div class="modal-content">
          <div class="modal-body">${form(EDIT)}</div></div></div></div>
        <script src="/bootstrap.js"></script>${SCRIPT}<script src="/page.js"></script>`,
      script: `modal.addEventListener('hidden.bs.modal', () => (document.title = 'closed'));
        new bootstrap.Modal(modal).show();`,
    });
    await guest.find('combobox', 'Team');
    await guest.journey('Team');
    await openList(guest);
    await guest.page.keyboard.press('Escape');
    assert.deepEqual([await guest.count('option'), await guest.page.title()], [0, 'Host']);
    await guest.page.keyboard.press('Escape');
    await guest.until('the end of the modal', async () => (await guest.page.title()) === 'closed');
    // Bootstrap hides its modal before it takes the focus out of it, whatever has it.
    const said = guest.said.filter((line) => !line.startsWith('Blocked aria-hidden'));
    assert.deepEqual([await guest.problems(), said], [[], []]);
    await guest.leaveAnyway();
  });
});
