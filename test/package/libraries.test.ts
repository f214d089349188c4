/** The built script beside the page's own scripts: loaders, libraries of shortcuts, and those that change built-ins. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { ELEMENT, SCRIPT, useHost } from './guest.ts';
import { root } from './packed.ts';

const FILES = {
  '/require.js': 'requirejs/require.js',
  '/zone.js': 'zone.js/bundles/zone.umd.js',
  '/hotkeys.js': 'hotkeys-js/dist/hotkeys-js.umd.cjs',
};

/** What Prototype.js 1.6 did to arrays, as their JSON and as what `for … in` meets. */
const OLD_PROTOTYPE = `
  Array.prototype.toJSON = function () { return '[' + this.map((each) => JSON.stringify(each)).join(', ') + ']'; };
  String.prototype.toJSON = function () { return '"' + this + '"'; };
  Array.prototype.each = Array.prototype.forEach;
  Array.prototype.include = Array.prototype.includes;
  Object.prototype.extended = () => {};`;

describe('beside the page’s own scripts, the built script', () => {
  const host = useHost();
  before(async () => {
    for (const [path, file] of Object.entries(FILES))
      host.website.put(path, readFileSync(join(root, 'node_modules', file)));
  });

  const REQUIRE = '<script src="/require.js"></script>';
  for (const [where, scripts] of [
    ['before', SCRIPT + REQUIRE],
    ['after', REQUIRE + SCRIPT],
  ] as const) {
    it(`is no module of RequireJS, loaded ${where} it, and modules of the page resolve`, async () => {
      host.website.put('/team.js', "define([], () => ({ name: 'Team' }));");
      const script = "require(['/team.js'], ({ name }) => (document.title = name + ' is here'));";
      const guest = await host.open({
        body: `${ELEMENT}${scripts}<script src="/page.js"></script>`,
        script,
      });
      await guest.reads('Team is here');
      await guest.journey();
      assert.deepEqual([await guest.problems(), guest.said], [[], []]);
      const names = ['define', 'require', 'requirejs'];
      assert.deepEqual(
        (await guest.names()).filter((name) => !names.includes(name)),
        [],
      );
      await guest.leave();
    });
  }

  it('sends lists as lists where Prototype.js has made text of them', async () => {
    const manual = ELEMENT.replace('<crm-followers ', '<crm-followers save-mode="manual" ');
    const other = ELEMENT.replace('"c1"', '"c-full"').replace('Maria Lopez', 'Other');
    const guest = await host.open({
      head: '<script src="/page.js"></script>',
      body: `<crm-followers-provider endpoint="/api">${manual}${other}</crm-followers-provider>${SCRIPT}`,
      script: OLD_PROTOTYPE,
    });
    const bodies: unknown[] = [];
    guest.page.on('request', (request) => {
      if (request.method() === 'POST') bodies.push(JSON.parse(request.postData() ?? 'null'));
    });
    await guest.page.reload();
    await guest.reads('Lena Fischer');
    const records = [
      { type: 'contact', id: 'c1' },
      { type: 'contact', id: 'c-full' },
    ];
    assert.deepEqual(bodies, [{ records }]);

    await guest.click('combobox', 'Add followers');
    await guest.arrowTo('Tom Becker');
    await guest.page.keyboard.press('Enter');
    await guest.page.keyboard.press('Escape');
    const save = () =>
      guest.page.$eval('crm-followers', (it) => (it as HTMLElement & { save(): Promise<unknown> }).save());
    await save();
    assert.deepEqual(bodies.splice(1), [{ add: ['colleague'], remove: [] }]);
    await guest.click('button', 'Remove Tom Becker');
    await save();
    assert.deepEqual(bodies.splice(1), [{ add: [], remove: ['colleague'] }]);
    assert.deepEqual([await guest.problems(), guest.said], [[], []]);
    await guest.leave();
  });

  it('works in a zone of zone.js, and leaves no listener in it', async () => {
    const guest = await host.open({
      head: '<script src="/zone.js"></script><script src="/page.js"></script>',
      body: ELEMENT + SCRIPT,
      script: `log.listeners = () => [window, document].flatMap((each) =>
        ['keydown', 'pointerdown', 'online', 'focus', 'pageshow', 'visibilitychange', 'crm-followers-locale']
          .flatMap((type) => each.eventListeners(type).map(() => type)));`,
    });
    const listeners = () =>
      guest.page.evaluate(() => (log as unknown as { listeners(): string[] }).listeners());
    await guest.journey();
    assert.ok((await listeners()).length > 3);
    await guest.click('combobox', 'Add followers');
    await guest.option('Ada Whitlock');
    await guest.page.$eval('crm-followers', (it) => it.remove());
    await guest.until('the last listener', async () => !(await listeners()).length);
    assert.deepEqual([await guest.problems(), guest.said], [[], []]);
    await guest.leave();
  });

  it('calls the fetch that the page has by then, with nothing that an old one refuses', async () => {
    const known = 'method headers body credentials cache keepalive redirect signal';
    const guest = await host.open({
      body: `${ELEMENT}${SCRIPT}<script src="/page.js"></script>`,
      script: `const real = fetch;
        globalThis.fetch = function (url, init, ...rest) {
          if (this !== undefined && this !== globalThis) throw new TypeError('Illegal invocation');
          const unknown = Object.keys(init).filter((key) => !'${known}'.split(' ').includes(key));
          if (unknown.length || rest.length || !(init.signal instanceof AbortSignal)) throw new TypeError('unknown ' + unknown);
          log.heard.push(init.method);
          return real(url, init);
        };`,
    });
    await guest.journey();
    const heard = await guest.heard();
    assert.deepEqual(
      ['PUT', 'DELETE'].filter((method) => !heard.includes(method)),
      [],
    );
    await guest.leaveNoTrace();
  });

  it('keeps what is typed from the shortcuts of hotkeys-js', async () => {
    const guest = await host.open({
      body: `${ELEMENT}<button id="page">The page’s</button>${SCRIPT}<script src="/hotkeys.js"></script><script src="/page.js"></script>`,
      // As pages set it whose shortcuts are to work in fields, too.
      script: `hotkeys.filter = () => true;
        hotkeys('s,j,e,/,ctrl+a,delete,space,backspace', (event, { key }) => log.heard.push(key));`,
    });
    const { keyboard } = guest.page;
    await guest.page.focus('#page');
    await keyboard.press('s');
    assert.deepEqual(await guest.heard(), ['s']);
    await guest.click('combobox', 'Add followers');
    await guest.option('Ada Whitlock');
    for (const key of ['s', 'j', 'e', '/', 'Space', 'Backspace', 'Delete'] as const)
      await keyboard.press(key);
    await keyboard.down('Control');
    await keyboard.press('a');
    await keyboard.up('Control');
    assert.deepEqual(await guest.heard(), []);
    await guest.page.focus('#page');
    await keyboard.press('j');
    assert.deepEqual(await guest.heard(), ['j']);
    assert.deepEqual([await guest.problems(), guest.said], [[], []]);
    await guest.leave();
  });

  it('asks password managers to stay away, and goes on under one that does not', async () => {
    const guest = await host.open({
      body: `${ELEMENT}${SCRIPT}<script src="/page.js"></script>`,
      script: `log.inject = (input) => {
        input.setAttribute('data-com.onepassword.filled', 'light');
        input.setAttribute('autocomplete', 'username');
        input.style.setProperty('background-image', 'none');
        const icon = document.createElement('their-icon');
        icon.textContent = 'Fill';
        input.after(icon);
        input.before(icon.cloneNode(true));
        document.body.append(document.createElement('their-menu'));
      };`,
    });
    await guest.reads('Lena Fischer');
    const field = await guest.page.$eval('crm-followers', (it) => {
      const input = it.shadowRoot!.querySelector('input')!;
      return {
        attributes: Object.fromEntries([...input.attributes].map(({ name, value }) => [name, value])),
        words: [input.id, input.name, input.className].join(' '),
      };
    });
    for (const [name, value] of Object.entries({
      ...{
        type: 'text',
        autocomplete: 'off',
        autocapitalize: 'off',
        autocorrect: 'off',
        spellcheck: 'false',
      },
      ...{ enterkeyhint: 'done', 'data-1p-ignore': '', 'data-lpignore': 'true', 'data-bwignore': '' },
      'data-form-type': 'other',
    }))
      assert.equal(field.attributes[name], value, name);
    assert.doesNotMatch(field.words, /name|mail|user|login|pass/i);

    await guest.page.$eval('crm-followers', (it) =>
      (log as unknown as { inject(input: Element): void }).inject(it.shadowRoot!.querySelector('input')!),
    );
    await guest.journey();
    assert.deepEqual([await guest.problems(), guest.said], [[], []]);
    await guest.leave();
  });
});
