/** Many fields on one page: those out of sight are not laid out, and are there all the same. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Guest, SCRIPT, useHost } from './guest.ts';

const FIELDS = 60;

describe('a long page of fields, by the built script', () => {
  // As when a screen reader runs.
  const host = useHost({ args: ['--force-renderer-accessibility'] });

  async function open(): Promise<Guest> {
    const guest = await host.open({
      body: `<main></main><p id="end">The end</p>${SCRIPT}<script src="/page.js"></script>`,
      script: `const users = ['Ana Ruiz', 'Bo Lund', 'Cai Wen'].map((name) => ({ id: name, name, active: true }));
        for (let i = 1; i <= ${FIELDS}; i++) {
          const field = document.createElement('crm-followers');
          Object.assign(field, { view: 'field', label: 'Followers ' + i, users, value: ['Ana Ruiz', 'Bo Lund'] });
          document.querySelector('main').append(field);
        }`,
    });
    await guest.find('combobox', 'Followers 1');
    return guest;
  }

  it('tells assistive technology of every field, and of no list that is closed', async () => {
    const guest = await open();
    assert.deepEqual(
      [
        await guest.count('combobox'),
        await guest.count('button', 'Remove Bo Lund'),
        await guest.count('listbox'),
      ],
      [FIELDS, FIELDS, 0],
    );
    await guest.leaveNoTrace();
  });

  it('goes by Tab into what nobody has seen yet, and picks there', async () => {
    const guest = await open();
    const { page } = guest;
    // The last field, backwards from behind it.
    await page.$eval('#end', (end) => {
      (end as HTMLElement).tabIndex = 0;
      (end as HTMLElement).focus({ preventScroll: true });
    });
    await page.keyboard.down('Shift');
    await guest.tabTo('combobox', `Followers ${FIELDS}`);
    await page.keyboard.up('Shift');
    await page.keyboard.type('cai');
    await guest.arrowTo('Cai Wen');
    await page.keyboard.press('Enter');
    await guest.find('button', 'Remove Cai Wen');
    const top = await page.$eval('crm-followers:last-of-type', (field) => field.getBoundingClientRect().top);
    assert.ok(top >= 0 && top < 800, `at ${top}`);
    await page.keyboard.press('Escape');
    await guest.leaveNoTrace();
  });
});
