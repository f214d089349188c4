/** The built script in a dialog of Radix, which listens first, keeps the focus and takes the pointer from the page. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { bundle } from '../hosts/bundle.ts';
import { type Guest, SCRIPT, useHost } from './guest.ts';

const SHEET = `<style>
  .overlay { position: fixed; inset: 0; background: #0005; }
  .content { position: fixed; inset: 20px auto auto 20px; width: 500px; padding: 10px; background: #fff; }
</style>`;

describe('in a dialog of Radix, the built script', () => {
  const host = useHost();
  let script: string;
  before(async () => {
    script = await bundle('React 19', 'radix/client.ts');
  });

  const show = async () => {
    const guest = await host.open({
      head: SHEET,
      body: `<main></main>${SCRIPT}<script src="/page.js"></script>`,
      script,
    });
    await guest.find('dialog', 'Edit contact');
    await guest.find('combobox', 'Add followers');
    return guest;
  };
  const isOpen = async (guest: Guest) => (await guest.count('dialog', 'Edit contact')) === 1;
  const leave = async (guest: Guest) => {
    const said = guest.said.filter((line) => !line.includes('React DevTools'));
    assert.deepEqual([await guest.problems(), said], [[], []]);
    await guest.leave();
  };

  it('does all it does elsewhere, and its list is inside of the dialog for every press', async () => {
    const guest = await show();
    await guest.journey();
    await guest.click('combobox', 'Add followers');
    await (await guest.option('Tom Becker')).click();
    await guest.reads('Tom Becker added. 4 of 10 followers.');
    assert.equal(await isOpen(guest), true);
    await guest.page.keyboard.press('Escape');
    await guest.click('button', 'Remove Tom Becker');
    await guest.reads('Tom Becker removed. 3 of 10 followers.');
    await leave(guest);
  });

  it('closes its list at the first Escape, and the second closes the dialog', async () => {
    const guest = await show();
    await guest.click('combobox', 'Add followers');
    await guest.option('Ada Whitlock');
    await guest.page.keyboard.press('Escape');
    assert.deepEqual([await guest.count('option'), await isOpen(guest)], [0, true]);
    await guest.page.keyboard.press('Escape');
    await guest.gone('dialog', 'Edit contact');
    await leave(guest);
  });

  // Its trap knows nothing of shadow roots: it is passed through only between other stops of the dialog.
  it('lets Tab go through it and round in the dialog, both ways', async () => {
    const guest = await show();
    for (const [role, name] of [
      ['button', 'Details'],
      ['combobox', 'Add followers'],
      ['button', 'Close'],
      ['textbox', 'Title'],
    ] as const)
      await guest.tabTo(role, name);
    await guest.page.keyboard.down('Shift');
    for (const [role, name] of [
      ['button', 'Close'],
      ['combobox', 'Add followers'],
      ['button', 'Details'],
      ['textbox', 'Title'],
    ] as const)
      await guest.tabTo(role, name);
    await guest.page.keyboard.up('Shift');
    assert.equal(await isOpen(guest), true);
    await leave(guest);
  });
});
