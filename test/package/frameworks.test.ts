/**
 * The package in pages of React 18 and 19, drawn in the browser or by a server, and of Vue 3: the same for all of them.
 * Everything a page says in its console is a failure, and so are the complaints of the frameworks.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { bundle, type Framework, rendered } from '../hosts/bundle.ts';
import type { Wishes } from '../hosts/wishes.ts';
import { type Guest, useHost } from './guest.ts';

const PEOPLE = [
  { id: 'p1', name: 'Ana Ruiz', active: true },
  { id: 'p2', name: 'Bo Lund', active: true },
];

const HOSTS: [framework: Framework, isRendered: boolean][] = [
  ['React 18', false],
  ['React 18', true],
  ['React 19', false],
  ['React 19', true],
  ['Vue 3', false],
];

const host = useHost();

describe('the components of React', () => {
  // What is no property becomes an attribute.
  for (const [name, tag] of [
    ['CrmFollowers', 'crm-followers'],
    ['CrmFollowersProvider', 'crm-followers-provider'],
  ] as const) {
    it(`know each property and each event of <${tag}> that the manifest has`, async () => {
      const { modules } = JSON.parse(
        readFileSync(new URL('../../custom-elements.json', import.meta.url), 'utf8'),
      );
      const { members, events = [] } = modules
        .flatMap(({ declarations }: { declarations: object[] }) => declarations)
        .find(({ tagName }: { tagName?: string }) => tagName === tag);
      const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1);
      const listener = (type: string) => {
        const words =
          type === 'crm-followers-change' ? 'followers-change' : type.replace('crm-followers-', '');
        return `on${words.split('-').map(capital).join('')}`;
      };
      const names = [
        ...members
          .filter(({ kind, readonly }: Record<string, unknown>) => kind === 'field' && !readonly)
          .map((member: { name: string }) => member.name)
          .filter((each: string) => each !== 'lang'),
        ...events.map((event: { name: string }) => listener(event.name)),
      ];
      const components = await import(new URL('../../dist/react.js', import.meta.url).href);
      const props = Object.fromEntries(names.map((each) => [each, 'x']));
      const html = renderToString(createElement(components[name], props));
      assert.ok(names.length > 6);
      assert.equal(html, `<${tag}></${tag}>`);
    });
  }
});

for (const [framework, isRendered] of HOSTS) {
  describe(`in ${framework}${isRendered ? ', after a server has drawn the page' : ''}`, () => {
    let script: string;
    let html = '';
    before(async () => {
      script = await bundle(framework);
      if (isRendered) html = await rendered(framework);
    });

    async function show(wishes: Wishes = { recordId: 'c1' }): Promise<Guest> {
      const body = `<div id="root" data-of="host">${html}</div>
        <script>document.body.dataset.wishes = '${JSON.stringify(wishes)}'</script><script src="/page.js"></script>`;
      return host.open({ body, script });
    }
    const wish = (guest: Guest, detail: Wishes) =>
      guest.page.evaluate((given) => {
        dispatchEvent(new CustomEvent('host', { detail: given }));
      }, detail);
    /** What a framework says of its own tools. */
    const isAdvice = (line: string) => /DevTools|Vue Devtools/i.test(line);
    /** As `leaveNoTrace()`, but for names on `window`: here the frameworks and Lit are the host's own. */
    async function leave(guest: Guest): Promise<void> {
      assert.deepEqual(await guest.problems(), []);
      assert.deepEqual(
        guest.said.filter((line) => !isAdvice(line)),
        [],
      );
      await guest.leave();
    }
    const changes = async (guest: Guest) => (await guest.heard()).filter((line) => line.includes('change: '));
    async function pick(guest: Guest, box: string, name: string): Promise<void> {
      await guest.click('combobox', box);
      await guest.arrowTo(name);
      await guest.page.keyboard.press('Enter');
    }

    it('works from the first tag to Undo, and tells the page', async () => {
      const guest = await show();
      await guest.journey();
      const heard = await changes(guest);
      assert.match(heard[0]!, /^change: .*,colleague$/);
      assert.equal(heard.length, 4);
      await leave(guest);
    });

    it('has its functions before it asks for anything', async () => {
      const guest = await show();
      const tokens: (string | undefined)[] = [];
      guest.page.on('request', (request) => {
        if (request.url().includes('/api/')) tokens.push(request.headers()['authorization']);
      });
      await guest.page.reload();
      await guest.find('button', 'Remove Lena Fischer');
      assert.ok(tokens.length > 0);
      assert.deepEqual([...new Set(tokens)], ['Bearer owner']);
      await leave(guest);
    });

    it('keeps what the page says of the tag itself', async () => {
      const guest = await show();
      await guest.find('button', 'Remove Lena Fischer');
      assert.deepEqual(await guest.page.$eval('crm-followers', ({ id, className }) => [id, className]), [
        'people',
        'card',
      ]);
      await leave(guest);
    });

    it('calls the listener that was given last, once', async () => {
      const guest = await show();
      await guest.find('button', 'Remove Lena Fischer');
      await wish(guest, { mark: 'second ' });
      await wish(guest, { mark: 'third ' });
      await guest.click('button', 'Remove Rita Sørby');
      await guest.reads('Rita Sørby removed. 2 of 10 followers.');
      assert.deepEqual(await changes(guest), ['third change: follower,reader']);
      await guest.click('button', 'Undo');
      await guest.reads('Undone. 3 of 10 followers.');
      await leave(guest);
    });

    it('waits for its record, and shows another one when it is told', async () => {
      const guest = await show({});
      await guest.until('an element', async () => (await guest.page.$('crm-followers')) !== null);
      assert.deepEqual(guest.calls, []);
      await wish(guest, { recordId: 'c1' });
      await guest.find('button', 'Remove Lena Fischer');
      await wish(guest, { recordId: 'c-empty' });
      await guest.reads('0 of 10');
      await guest.gone('button', 'Remove Lena Fischer');
      await leave(guest);
    });

    it('reads nothing again when it is given the same once more', async () => {
      const guest = await show({ recordId: 'c1', users: PEOPLE });
      await guest.find('button', 'Remove Lena Fischer');
      const before = [...guest.calls];
      for (const mark of ['1', '2', '3'])
        await wish(guest, { mark, users: structuredClone(PEOPLE), recordId: 'c1' });
      await pick(guest, 'Add followers', 'Ana Ruiz');
      await guest.until('the request', async () => guest.calls.length > before.length);
      assert.deepEqual(
        guest.calls.slice(before.length).filter((call) => call.startsWith('GET')),
        [],
      );
      await guest.leaveAnyway();
    });

    it('takes the page’s own people, and gives the page a draft to keep', async () => {
      const guest = await show({ draft: true, users: PEOPLE, isControlled: true });
      await pick(guest, 'Add followers', 'Bo Lund');
      await guest.find('button', 'Remove Bo Lund');
      await guest.arrowTo('Ana Ruiz');
      await guest.page.keyboard.press('Enter');
      await guest.find('button', 'Remove Ana Ruiz');
      const values = (await guest.heard()).filter((line) => line.startsWith('value: '));
      assert.deepEqual(values, ['value: p2', 'value: p2,p1']);
      assert.equal(await guest.count('button', 'Remove Bo Lund'), 1);
      await leave(guest);
    });

    it('asks the check that was given last, also in a list that is open', async () => {
      const guest = await show();
      await guest.click('combobox', 'Add followers');
      await guest.option('Tom Becker');
      await wish(guest, { refused: 'Tom Becker' });
      await guest.reads('Refused by the page.');
      await wish(guest, { refused: 'Nobody' });
      await guest.until('the end of it', async () => !(await guest.text()).includes('Refused by the page.'));
      await leave(guest);
    });

    it('can be locked and unlocked', async () => {
      const guest = await show({ recordId: 'c1', readonly: true });
      await guest.reads('Lena Fischer');
      assert.equal(await guest.count('button', 'Remove Lena Fischer'), 0);
      await wish(guest, { readonly: false });
      await guest.find('button', 'Remove Lena Fischer');
      await wish(guest, { readonly: true });
      await guest.gone('button', 'Remove Lena Fischer');
      await leave(guest);
    });

    it('goes back to its own words when the page takes its own away', async () => {
      const guest = await show({ recordId: 'c1', label: 'Watchers' });
      await guest.reads('Watchers');
      await guest.page.evaluate(`dispatchEvent(new CustomEvent('host', { detail: { label: undefined } }))`);
      await guest.reads('Contact followers');
      await leave(guest);
    });

    it('leaves nothing behind, and can come again', async () => {
      const guest = await show();
      await guest.find('button', 'Remove Lena Fischer');
      await wish(guest, { isGone: true });
      await guest.gone('button', 'Remove Lena Fischer');
      assert.equal(await guest.page.$('crm-followers'), null);
      await wish(guest, { isGone: false });
      await guest.find('button', 'Remove Lena Fischer');
      await leave(guest);
    });

    if (framework !== 'Vue 3') {
      it('gives the element to a ref', async () => {
        const guest = await show();
        await guest.find('button', 'Remove Lena Fischer');
        assert.ok((await guest.heard()).includes('ref: crm-followers'));
        await leave(guest);
      });
    }
  });
}
