/** Pages with a strict Content Security Policy, with and without Trusted Types. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ELEMENT, SCRIPT, useHost } from './guest.ts';
import { root } from './packed.ts';

const BASE =
  "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; style-src 'self'; " +
  "font-src 'none'; worker-src 'none'";
const REQUIRED = `${BASE}; require-trusted-types-for 'script'`;

describe('under a strict policy, the built script', () => {
  const host = useHost();

  const WORKING = {
    'no Trusted Types': BASE,
    'Trusted Types required': REQUIRED,
    'Trusted Types required and our policy allowed': `${REQUIRED}; trusted-types crm-followers`,
  };
  for (const [name, csp] of Object.entries(WORKING)) {
    for (const [times, scripts] of [
      ['once', SCRIPT],
      ['twice', SCRIPT + SCRIPT],
    ]) {
      it(`works and violates nothing: ${name}, loaded ${times}`, async () => {
        const guest = await host.open({ csp, body: ELEMENT + scripts });
        await guest.journey();
        await guest.leaveNoTrace();
      });
    }
  }

  const REFUSING = {
    'another policy allowed': `${REQUIRED}; trusted-types other`,
    'no policy allowed': `${REQUIRED}; trusted-types 'none'`,
  };
  const script = `
    globalThis.later = 'ran';
    document.addEventListener('crm-followers-problem', ({ detail }) => (document.title = detail.code + ': ' + detail.message));
  `;
  for (const [name, csp] of Object.entries(REFUSING)) {
    for (const [times, scripts] of [
      ['once', SCRIPT],
      ['twice', SCRIPT + SCRIPT],
    ]) {
      it(`says in plain text that it can’t be shown, and breaks nothing: ${name}, loaded ${times}`, async () => {
        const body = `<crm-followers-provider><p>The page’s own.</p>${ELEMENT}</crm-followers-provider>
          ${scripts}<script src="/page.js"></script>`;
        const guest = await host.open({ csp, body, script });
        const sentence = "Followers aren't set up on this page.";
        await guest.reads(`setup: ${sentence}`);
        assert.equal(await guest.page.evaluate(() => Reflect.get(globalThis, 'later')), 'ran');
        const element = await guest.page.$eval('crm-followers', async (it) => [
          customElements.get('crm-followers') === it.constructor,
          await Reflect.get(it, 'ready'),
          it.shadowRoot!.textContent,
          getComputedStyle(it.shadowRoot!.firstElementChild!).display,
        ]);
        assert.deepEqual(element, [true, 'setup', sentence, 'block']);
        assert.equal(await guest.page.$eval('p', (it) => it.checkVisibility()), true);
        // One policy was refused, one attempt to draw; nothing was thrown, and nothing asked of the server.
        const problems = (await guest.problems()).map((problem) => problem.split(':')[0]);
        assert.deepEqual(problems, ['trusted-types', 'require-trusted-types-for']);
        assert.equal(guest.said.filter((line) => line.startsWith('<crm-followers>')).length, 1);
        assert.deepEqual(guest.calls, []);
        await guest.leaveAnyway();
      });
    }
  }

  it('shows nothing of its own where the page shows a message instead', async () => {
    const csp = REFUSING['no policy allowed'];
    const prevent = "document.addEventListener('crm-followers-problem', (event) => event.preventDefault());";
    const body = `${ELEMENT}${SCRIPT}<script src="/page.js"></script>`;
    const guest = await host.open({ csp, body, script: prevent });
    await guest.page.$eval('crm-followers', (it) => Reflect.get(it, 'ready') as Promise<string>);
    assert.equal(await guest.page.$eval('crm-followers', (it) => it.shadowRoot!.textContent), '');
    await guest.leaveAnyway();
  });

  it('works where policies are listed but not required, without one of its own', async () => {
    const csp = `${BASE}; trusted-types 'none'`;
    const guest = await host.open({ csp, body: ELEMENT + SCRIPT });
    await guest.journey();
    await guest.leaveAnyway();
  });

  it('takes a policy that the page made for it', async () => {
    const csp = `${REQUIRED}; trusted-types theirs`;
    const made = `globalThis[Symbol.for('crm-followers.policy')] =
      trustedTypes.createPolicy('theirs', { createHTML: (markup) => markup });`;
    const body = `<script src="/page.js"></script>${ELEMENT}${SCRIPT}`;
    const guest = await host.open({ csp, body, script: made });
    await guest.journey();
    await guest.leaveNoTrace();
  });

  it('leaves another Lit on the page its own policy', async () => {
    host.website.put('/lit.js', litOfThePage());
    const csp = `${REQUIRED}; trusted-types crm-followers lit-html`;
    const draw = `import { html, render } from '/lit.js'; render(html\`<p>Drawn by \${'the page'}.</p>\`, document.querySelector('main'));`;
    const body = `${SCRIPT}${ELEMENT}<main></main><script src="/page.js" type="module"></script>`;
    const guest = await host.open({ csp, body, script: draw });
    await guest.reads('Drawn by the page.');
    await guest.reads('Lena Fischer');
    assert.deepEqual(await guest.problems(), []);
    assert.deepEqual(guest.said, []);
    await guest.leave();
  });

  it('uses the nonce that Lit’s users set where sheets can’t be constructed', async () => {
    const csp = BASE.replace("style-src 'self'", "style-src 'nonce-abc'");
    const old = "delete Document.prototype.adoptedStyleSheets; globalThis.litNonce = 'abc';";
    const body = `<script src="/page.js"></script>${ELEMENT}${SCRIPT}`;
    const guest = await host.open({ csp, body, script: old });
    await guest.reads('Lena Fischer');
    const styles = await guest.page.$eval('crm-followers', ({ shadowRoot }) => [
      shadowRoot!.querySelectorAll('style').length > 0,
      getComputedStyle(shadowRoot!.querySelector('.panel')!).display,
    ]);
    assert.deepEqual(styles, [true, 'grid']);
    assert.deepEqual([await guest.problems(), guest.said], [[], []]);
    await guest.leave();
  });

  it('has its looks, and its list in place, where the page forbids all styles', async () => {
    const csp = BASE.replace("style-src 'self'", "style-src 'none'");
    const guest = await host.open({ csp, body: ELEMENT + SCRIPT });
    await guest.click('combobox', 'Add followers');
    await guest.option('Ada Whitlock');
    const seen = await guest.page.$eval('crm-followers', ({ shadowRoot }) => {
      const box = shadowRoot!.querySelector('.box')!.getBoundingClientRect();
      const list = shadowRoot!.querySelector('.pop:popover-open')!;
      const { left, top, width } = list.getBoundingClientRect();
      const near = [left - box.left, top - box.bottom, width - box.width].map((px) => Math.abs(px) < 8);
      return [...near, getComputedStyle(list).backgroundColor];
    });
    assert.deepEqual(seen, [true, true, true, 'rgb(255, 255, 255)']);
    await guest.leaveNoTrace();
  });

  it('runs from another place, under another name, with its hash and a nonce instead of a list of hosts', async () => {
    const file = readFileSync(join(root, 'dist/crm-followers.js'));
    host.website.put('/assets/v7/f.0a1b.js', file);
    const hash = createHash('sha384').update(file).digest('base64');
    const csp = BASE.replace("script-src 'self'", "script-src 'nonce-n1' 'strict-dynamic'");
    const tag = `<script src="/assets/v7/f.0a1b.js" integrity="sha384-${hash}" nonce="n1"></script>`;
    const guest = await host.open({ csp, body: ELEMENT + tag });
    await guest.journey();
    await guest.leaveNoTrace();
  });

  it('says that followers can’t be shown where the policy lets nothing be asked, and asks again on request', async () => {
    const csp = BASE.replace("connect-src 'self'", "connect-src 'none'");
    const guest = await host.open({ csp, body: ELEMENT + SCRIPT });
    await guest.reads("Followers can't be shown right now.");
    await guest.find('button', 'Try again');
    const problems = new Set((await guest.problems()).map((problem) => problem.split(':')[0]));
    assert.deepEqual([...problems], ['connect-src']);
    assert.equal(guest.said.filter((line) => !/Content Security Policy/.test(line)).length, 0);
    await guest.leaveAnyway();
  });

  it('shows initials where the policy lets no picture in', async () => {
    host.website.put('/ada.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    const csp = BASE.replace("img-src 'self'", "img-src 'none'");
    const script =
      "who.users = [{ id: 'u1', name: 'Ada Whitlock', avatarUrl: '/ada.svg' }]; who.value = ['u1'];";
    const body = `<crm-followers id="who" view="field"></crm-followers>${SCRIPT}<script src="/page.js"></script>`;
    const guest = await host.open({ csp, body, script });
    await guest.reads('Ada Whitlock');
    await guest.until('the refusal', async () => (await guest.problems()).length);
    const avatar = await guest.page.$eval('crm-followers', ({ shadowRoot }) => {
      const shown = shadowRoot!.querySelector('.av')!;
      return [getComputedStyle(shown, '::before').content, shown.querySelector('img.shown')];
    });
    assert.deepEqual(avatar, ['"AW"', null]);
    assert.deepEqual(
      new Set((await guest.problems()).map((problem) => problem.split(':')[0])),
      new Set(['img-src']),
    );
    await guest.leaveAnyway();
  });

  it('needs nothing that a policy can forbid', () => {
    const code = readFileSync(join(root, 'dist/crm-followers.js'), 'utf8');
    // Lit's own, behind the policy.
    assert.equal(code.match(/\.innerHTML\b/g)?.length, 1);
    const forbidden =
      /\beval\(|new Function|\bFunction\(|new Worker|insertAdjacentHTML|outerHTML|document\.write|\bimport\(|[\s"'`]style=|url\(|["'`](data|blob):/g;
    assert.deepEqual(code.match(forbidden), null);
  });
});

/** Lit as a module of the page's own. */
function litOfThePage(): string {
  return readFileSync(join(root, 'node_modules/lit-html/lit-html.js'), 'utf8');
}
