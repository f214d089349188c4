/** The built script in frames that may do little, in windows it was not made in, and below another base. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ELEMENT, type Guest, SCRIPT, useHost } from './guest.ts';

const PEOPLE = `[{ id: 'u1', name: 'Ada Whitlock' }, { id: 'u2', name: 'Tom Becker' }]`;

describe('in frames and windows, the built script', () => {
  const host = useHost();

  /** A frame's number among the frames of a page is a name on its window. */
  const leave = async (guest: Guest) => {
    const names = (await guest.names()).filter((name) => name !== '0');
    assert.deepEqual([await guest.problems(), guest.said, names], [[], [], []]);
    await guest.leave();
  };

  const FRAMES = {
    'that is sandboxed, without storage, cookies and origin': ['', 'sandbox="allow-scripts"', 'null', true],
    'of another site': ['other', '', 'other', false],
  } as const;
  for (const [what, [site, attributes, origin, denied]] of Object.entries(FRAMES)) {
    it(`works in a frame ${what}, and takes no focus from the page around it`, async () => {
      host.website.put(
        '/frame.html',
        `<!doctype html><meta charset="utf-8"><title>Frame</title>
        <script>
          globalThis.problems = [];
          for (const type of ['error', 'unhandledrejection', 'securitypolicyviolation'])
            addEventListener(type, (event) => problems.push(type + ' ' + (event.message ?? event.reason)));
          globalThis.denied = false;
          try { localStorage; } catch { denied = true; }
        </script>
        <label for="who">Team</label><crm-followers id="who" view="field" name="followers"></crm-followers>
        ${SCRIPT}<script>who.users = ${PEOPLE};</script>`,
      );
      const other = host.website.url.replace('127.0.0.1', 'localhost');
      const guest = await host.open({
        body: `<button id="first">First</button><iframe src="${site && other}/frame.html" ${attributes}
          width="600" height="500" title="Frame"></iframe>`,
      });
      await guest.page.focus('#first');
      const frame = await guest.until('the frame', async () =>
        guest.page.frames().find((each) => each.url().endsWith('/frame.html')),
      );
      const input = await frame.waitForSelector('crm-followers >>> input[role=combobox]');
      assert.equal(await guest.page.evaluate(() => document.activeElement?.id), 'first');
      await input!.click();
      await frame.waitForSelector('crm-followers >>> [role=option]');
      await guest.page.keyboard.type('tom');
      await guest.page.keyboard.press('ArrowDown');
      await guest.page.keyboard.press('Enter');
      await frame.waitForSelector('crm-followers >>> [part~=chip]');
      const seen = await frame.evaluate(() => ({
        ...{ origin: globalThis.origin, denied: Reflect.get(globalThis, 'denied') as boolean },
        value: Reflect.get(document.querySelector('crm-followers')!, 'value') as string[],
        problems: Reflect.get(globalThis, 'problems') as string[],
      }));
      const expected = { origin: origin === 'other' ? other : origin, denied, value: ['u2'], problems: [] };
      assert.deepEqual(seen, expected);
      await leave(guest);
    });
  }

  /** How the element in the frame looks, as seen from the page that has made it. */
  const looks = (guest: Guest) =>
    guest.page.evaluate(() => {
      const { document: there } = document.querySelector('iframe')!.contentWindow!;
      const root = there.querySelector('crm-followers')!.shadowRoot!;
      const style = (selector: string) => there.defaultView!.getComputedStyle(root.querySelector(selector)!);
      return [style('.panel').display, style('.sr').position, root.adoptedStyleSheets.length];
    });
  const FRAME = '<iframe width="600" height="700" title="Frame"></iframe>';
  const DRESSED = ['grid', 'absolute', 1];

  it('keeps its looks when it is moved to another window, and when it is moved back', async () => {
    const guest = await host.open({ body: ELEMENT + FRAME + SCRIPT });
    await guest.reads('Lena Fischer');
    const move = (into: 'frame' | 'page') =>
      guest.page.evaluate((to) => {
        const there = document.querySelector('iframe')!.contentDocument!;
        const element = document.querySelector('crm-followers') ?? there.querySelector('crm-followers')!;
        (to === 'page' ? document : there).body.prepend(element);
      }, into);
    await move('frame');
    assert.deepEqual(await looks(guest), DRESSED);
    const [, frame] = guest.page.frames();
    await frame!.locator('crm-followers >>> input[role=combobox]').click();
    await frame!.waitForSelector('crm-followers >>> [role=option]');
    // A press elsewhere in that window closes the list.
    await guest.page.mouse.click(590, 690);
    await frame!.waitForFunction(
      () => !document.querySelector('crm-followers')!.shadowRoot!.querySelector(':popover-open'),
    );
    await move('page');
    // The driver finds no place to click in what came out of a frame; keys it has.
    await guest.page.$eval('crm-followers', (it) => (it as HTMLElement).focus());
    await guest.page.keyboard.type('tom');
    await guest.until('the one option', async () => (await guest.count('option')) === 1);
    const shown = await guest.page.$eval('crm-followers', ({ shadowRoot: root }) => [
      getComputedStyle(root!.querySelector('.panel')!).display,
      root!.querySelector(':popover-open')!.getBoundingClientRect().width > 200,
    ]);
    assert.deepEqual(shown, ['grid', true]);
    await guest.page.keyboard.press('Escape');
    assert.equal(await guest.count('option'), 0);
    await leave(guest);
  });

  it('can be made in one window and shown first in another', async () => {
    const guest = await host.open({ body: FRAME + SCRIPT });
    await guest.page.evaluate((markup) => {
      const made = document.createElement('template');
      made.innerHTML = markup;
      const element = document.importNode(made.content, true).firstElementChild!;
      document.querySelector('iframe')!.contentDocument!.body.append(element);
    }, ELEMENT);
    await guest.page.waitForFunction(() =>
      document
        .querySelector('iframe')!
        .contentDocument!.querySelector('crm-followers')!
        .shadowRoot?.textContent?.includes('Lena Fischer'),
    );
    assert.deepEqual(await looks(guest), DRESSED);
    await leave(guest);
  });

  it('draws anew what a server has drawn into its shadow root, and has it once', async () => {
    const drawn = ELEMENT.replace(
      '></crm-followers>',
      `><template shadowrootmode="open" shadowrootdelegatesfocus><p>Lena Fischer, by the server</p></template></crm-followers>`,
    );
    const late = SCRIPT.replace('script ', 'script defer ');
    for (const page of [
      { body: drawn + SCRIPT },
      { head: late, body: drawn },
      { head: SCRIPT, body: drawn },
    ]) {
      const guest = await host.open(page);
      await guest.find('combobox', 'Add followers');
      assert.equal(await guest.count('combobox', 'Add followers'), 1);
      assert.doesNotMatch(await guest.text(), /by the server/);
      await guest.journey();
      assert.deepEqual(await guest.problems(), []);
      // Where ours came first, the browser says that it leaves the server's aside.
      const said = guest.said.filter((line) => !line.startsWith('A second declarative shadow root'));
      assert.deepEqual(said, []);
      await (page.head === SCRIPT ? guest.leaveAnyway() : guest.leave());
    }
  });

  it('has its icons, and asks where the base of the page says', async () => {
    const relative = ELEMENT.replace('endpoint="/api"', 'endpoint="../../api"');
    const guest = await host.open({
      head: '<base href="/elsewhere/deep/">',
      body: relative + SCRIPT,
    });
    await guest.journey();
    const icons = await guest.page.$eval('crm-followers', (it) =>
      [...it.shadowRoot!.querySelectorAll('svg')]
        .filter((svg) => svg.checkVisibility())
        .map((svg) => [
          svg.getBoundingClientRect().width > 8,
          svg.querySelectorAll('use, [href], [fill^=url]').length,
          [...svg.querySelectorAll<SVGGeometryElement>('path, circle, rect')].every(
            (shape) => shape.getTotalLength() > 0,
          ),
        ]),
    );
    assert.ok(icons.length > 2);
    for (const icon of icons) assert.deepEqual(icon, [true, 0, true]);
    await guest.leaveNoTrace();
  });
});
