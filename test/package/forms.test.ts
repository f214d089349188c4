/** The built script as a field of a page's form, where only a real navigation shows it: sending, and coming back. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { type Guest, SCRIPT, useHost } from './guest.ts';
import { root } from './packed.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8').split('### In a form')[1]!;
/** The README's form, and what it does where the record has to be created first. */
const [FORM, CREATE] = ['html', 'js'].map(
  (language) => readme.split(`\`\`\`${language}\n`)[1]!.split('```')[0]!,
) as [string, string];

describe('in a form of a page, the built script', () => {
  const host = useHost();
  before(async () => {
    host.website.put('/opportunities', '<!doctype html><title>Sent</title><p>Thank you.</p>');
  });

  const pick = async (guest: Guest, text: string, name: string) => {
    const { keyboard } = guest.page;
    await guest.click('combobox', 'Followers');
    await keyboard.type(text);
    await guest.arrowTo(name);
    await keyboard.press('Enter');
    await keyboard.press('Escape');
    await guest.find('button', `Remove ${name}`);
  };

  /** Where the focus is, into shadow roots. */
  const focused = (guest: Guest) =>
    guest.page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('role'));

  it('keeps a form without followers from being sent, where the browser can show why', async () => {
    const guest = await host.open({ body: FORM + SCRIPT });
    await guest.click('button', 'Save');
    await guest.reads('Add at least one follower.');
    assert.equal(await focused(guest), 'combobox');
    assert.match(guest.page.url(), /\/page-\d+\.html$/);
    await guest.leaveNoTrace();
  });

  for (const [place, page] of [
    ['before', { head: SCRIPT, body: FORM }],
    ['after', { body: FORM + SCRIPT }],
    ['long after', { body: `${FORM}<script src="/crm-followers.js" async></script>` }],
  ] as const) {
    it(`is sent with it, and has its people back when the viewer does, loaded ${place} the form`, async () => {
      // A page with this listener is not kept alive, but built anew.
      const script =
        "addEventListener('unload', () => {}); addEventListener('beforeunload', () => { window.old = 1; });";
      const guest = await host.open({
        ...page,
        body: `${page.body}<script src="/page.js"></script>`,
        script,
      });
      await pick(guest, 'tom', 'Tom Becker');
      await pick(guest, 'ada', 'Ada Whitlock');
      await guest.click('button', 'Remove Tom Becker');
      await pick(guest, 'lena', 'Lena Fischer');
      const sent = guest.page.waitForRequest((request) => request.method() === 'POST');
      await Promise.all([sent, guest.page.waitForNavigation(), guest.click('button', 'Save')]);
      assert.equal((await sent).postData(), 'title=&followers=admin&followers=follower');
      await guest.page.goBack();
      assert.equal(await guest.page.evaluate(() => 'old' in window), false, 'another page');
      await guest.find('button', 'Remove Ada Whitlock');
      await guest.find('button', 'Remove Lena Fischer');
      assert.equal(await guest.count('button', 'Remove Tom Becker'), 0);
      await guest.leave();
    });
  }

  it('saves to a record that the page has created meanwhile', async () => {
    const script = `const createDeal = async () => ({ id: 'o1' });
      ${CREATE.replace('// says', 'log.heard.push(message); // says')}`;
    const body = `${FORM}${SCRIPT}<script src="/page.js"></script>`;
    const guest = await host.open({ body, script });
    await pick(guest, 'tom', 'Tom Becker');
    await guest.click('button', 'Save');
    for (const name of ['Tom Becker', 'Lena Fischer', 'Rita Sørby'])
      await guest.find('button', `Remove ${name}`);
    await guest.until('the message', () => guest.page.evaluate(() => log.heard.length > 0));
    assert.deepEqual(await guest.heard(), ['Followers saved.']);
    await guest.leaveNoTrace();
  });
});
