/** Files of one language beside the built script: on any page, in any order, as often as the page likes. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { before, describe, it } from 'node:test';
import { ELEMENT, SCRIPT, useHost } from './guest.ts';
import { root } from './packed.ts';

const PREFIX = 'crm-followers.';
const FILES = globSync(`${PREFIX}*.js`, { cwd: join(root, 'dist') }).filter((file) => file !== `${PREFIX}js`);
const TAGS = FILES.map((file) => basename(file, '.js').slice(PREFIX.length)).sort();

const CSP = [
  "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'",
  "require-trusted-types-for 'script'; trusted-types crm-followers",
].join('; ');

const GERMAN = '<script src="/crm-followers.de.js"></script>';
const asModule = (script: string) => script.replace('script ', 'script type="module" ');
const IN_GERMAN = ELEMENT.replace('<crm-followers ', '<crm-followers lang="de" ');

describe('the files of languages', () => {
  const host = useHost();
  before(async () => {
    for (const file of FILES) host.website.put(`/${file}`, readFileSync(join(root, 'dist', file)));
  });

  it('are all there, as scripts and for bundlers, and package.json offers each', () => {
    assert.deepEqual(TAGS, ['ar', 'de', 'en-XA', 'es', 'fr', 'ja', 'pt-BR']);
    const { exports, sideEffects } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    for (const tag of TAGS) {
      const path = `./dist/locales/${tag}.js`;
      assert.equal(exports[`./locales/${tag}`].default, path);
      assert.ok(sideEffects.includes(path), tag);
      assert.match(readFileSync(join(root, path), 'utf8'), /import .*languages\.js/, tag);
    }
  });

  it('are small, and bring nothing of the element along', () => {
    for (const file of FILES) {
      const code = readFileSync(join(root, 'dist', file), 'utf8');
      assert.ok(code.length < 18_000, `${file} has ${code.length} characters`);
      assert.doesNotMatch(code, /customElements|HTMLElement|createPolicy/, file);
    }
  });

  const ORDERS: Record<string, string> = {
    'before the script': GERMAN + SCRIPT,
    'after the script': SCRIPT + GERMAN,
    'as a module before a classic script': asModule(GERMAN) + SCRIPT,
    'as a classic script before a module': GERMAN + asModule(SCRIPT),
    twice: GERMAN + SCRIPT + GERMAN,
    'with the script twice': SCRIPT + GERMAN + SCRIPT,
    'after a pause': `${SCRIPT}<script src="/crm-followers.de.js" async></script>`,
  };
  for (const [how, scripts] of Object.entries(ORDERS)) {
    it(`are spoken when they are loaded ${how}, under a strict policy, and leave no trace`, async () => {
      const guest = await host.open({ csp: CSP, body: IN_GERMAN + scripts });
      await guest.reads('Zuständig');
      await guest.find('button', 'Lena Fischer entfernen');
      await guest.leaveNoTrace();
    });
  }

  it('are read as they are written on a page of another encoding, by a server that names none', async () => {
    const headers = { 'Content-Type': 'text/html; charset=iso-8859-1' };
    host.website.put(
      '/latin.html',
      `<!doctype html><title>Latin</title>${IN_GERMAN}${SCRIPT}${GERMAN}`,
      headers,
    );
    for (const file of ['crm-followers.js', 'crm-followers.de.js']) {
      host.website.put(`/${file}`, readFileSync(join(root, 'dist', file)), {
        'Content-Type': 'text/javascript',
      });
    }
    const guest = await host.open({ body: '' });
    await guest.page.goto(`${host.website.url}/latin.html`);
    await guest.reads('Zuständig');
    assert.equal(await guest.page.evaluate(() => document.characterSet), 'windows-1252');
    await guest.leave();
  });
});
