/** The built script as other media and settings of people show it: forced colours, fingers, large text, paper. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ELEMENT, type Guest, SCRIPT, useHost } from './guest.ts';

describe('for people who see or point otherwise, the built script', () => {
  const host = useHost();

  const show = async (body = ELEMENT, head = '', name = 'Lena Fischer') => {
    const guest = await host.open({ head, body: body + SCRIPT });
    await guest.reads(name);
    return guest;
  };

  for (const scheme of ['light', 'dark']) {
    it(`shows focus, choice and active option in forced colours, ${scheme}`, async () => {
      const guest = await show();
      const session = await guest.page.createCDPSession();
      const features = [
        { name: 'forced-colors', value: 'active' },
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ];
      await session.send('Emulation.setEmulatedMedia', { features });
      assert.ok(await guest.page.evaluate(() => matchMedia('(forced-colors: active)').matches));

      await (await guest.find('button', 'Remove Lena Fischer')).focus();
      await guest.page.keyboard.press('ArrowRight');
      await guest.page.keyboard.press('ArrowLeft');
      const outline = () =>
        guest.page.$eval('crm-followers', ({ shadowRoot }) => {
          const at = shadowRoot!.activeElement!;
          const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(at.closest('.box') ?? at);
          const ground = getComputedStyle(document.documentElement).backgroundColor;
          return [outlineStyle, outlineWidth, outlineColor !== ground];
        });
      assert.deepEqual(await outline(), ['solid', '2px', true]);
      await guest.click('combobox', 'Add followers');
      assert.deepEqual(await outline(), ['solid', '2px', true]);

      await guest.option('Ada Whitlock');
      await guest.arrowTo('Lena Fischer');
      const [active, idle] = await guest.page.$eval('crm-followers', ({ shadowRoot }) =>
        ['.on', '[role=option]:not(.on)'].map((selector) => {
          const option = shadowRoot!.querySelector(selector)!;
          const colours = (of: Element) => getComputedStyle(of).color;
          return {
            ground: getComputedStyle(option).backgroundColor,
            text: colours(option.querySelector('.name')!),
            mark: [...option.querySelectorAll('svg')].some((svg) => svg.checkVisibility()),
            selected: option.getAttribute('aria-selected'),
          };
        }),
      );
      const [ground, text] = await guest.page.evaluate(() => {
        const probe = document.createElement('p');
        probe.style.cssText = 'forced-color-adjust: none; background: Highlight; color: HighlightText';
        document.body.append(probe);
        const { backgroundColor, color } = getComputedStyle(probe);
        probe.remove();
        return [backgroundColor, color];
      });
      assert.deepEqual([active!.ground, active!.text], [ground, text]);
      assert.notEqual(idle!.ground, ground);
      assert.deepEqual([active!.selected, active!.mark], ['true', true], 'a mark, not a colour alone');
      await guest.leaveNoTrace();
    });
  }

  it('has targets of 44 pixels for fingers, and text that needs no zoom to type into', async () => {
    const guest = await show();
    await guest.page.setViewport({ width: 390, height: 800, hasTouch: true, isMobile: true });
    assert.ok(await guest.page.evaluate(() => matchMedia('(pointer: coarse)').matches));
    const small = () =>
      guest.page.$eval('crm-followers', ({ shadowRoot }) =>
        [...shadowRoot!.querySelectorAll('button, [role=option], .box')].flatMap((control) => {
          const { width, height } = control.getBoundingClientRect();
          const name = control.getAttribute('aria-label') ?? control.textContent;
          return control.checkVisibility() && Math.min(width, height) < 43.5
            ? `${name.trim()}: ${width} × ${height}`
            : [];
        }),
      );
    assert.deepEqual(await small(), []);
    const size = await guest.page.$eval('crm-followers', ({ shadowRoot }) =>
      Number.parseFloat(getComputedStyle(shadowRoot!.querySelector('input')!).fontSize),
    );
    assert.ok(size >= 16);
    await (await guest.find('combobox', 'Add followers')).tap();
    await guest.option('Ada Whitlock');
    assert.deepEqual(await small(), []);
    await guest.leaveNoTrace();
  });

  it('picks nobody by a finger that scrolls the list or rests on it', async () => {
    const guest = await show(ELEMENT, '<meta name="viewport" content="width=device-width">');
    await guest.page.setViewport({ width: 400, height: 700, hasTouch: true, isMobile: true });
    await (await guest.find('combobox', 'Add followers')).tap();
    const option = await guest.option('Tom Becker');
    await option.scrollIntoView();
    const { x, y } = await option.clickablePoint();
    const session = await guest.page.createCDPSession();
    const touch = { x, y, gestureSourceType: 'touch' } as const;
    await session.send('Input.synthesizeScrollGesture', { ...touch, yDistance: -90 });
    await session.send('Input.synthesizeTapGesture', { x, y, duration: 900, gestureSourceType: 'touch' });
    assert.equal(await guest.count('button', 'Undo'), 0);
    assert.deepEqual(
      guest.calls.filter((call) => !call.startsWith('GET ')),
      [],
    );
    await (await guest.option('Tom Becker')).tap();
    await guest.reads('Tom Becker added. 4 of 10 followers.');
    await (await guest.find('button', 'Undo')).tap();
    await guest.reads('Undone. 3 of 10 followers.');
    await guest.leaveNoTrace();
  });

  /** What is cut off: text that is longer than its box and not ended by an ellipsis, or sticks out of the element. */
  const cut = (guest: Guest) =>
    guest.page.$eval('crm-followers', (it) => {
      const { right } = it.getBoundingClientRect();
      return [...it.shadowRoot!.querySelectorAll<HTMLElement>('.crm *')].flatMap((element) => {
        if (!element.checkVisibility() || element.closest('.sr, svg') || !element.innerText?.trim())
          return [];
        const { overflow, overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(element);
        const tall =
          overflow !== 'visible' &&
          overflowY !== 'auto' &&
          webkitLineClamp === 'none' &&
          element.scrollHeight > element.clientHeight + 2;
        const wide =
          overflowX === 'hidden' &&
          textOverflow !== 'ellipsis' &&
          element.scrollWidth > element.clientWidth + 2;
        const out = element.getBoundingClientRect().right > right + 1;
        return tall || wide || out ? `${element.className}: ${element.innerText.slice(0, 40)}` : [];
      });
    });
  const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }`;
  for (const [what, css, inside] of [
    ['letters, words and lines spaced as far as people may need', '', SPACED],
    ['text of twice the size', 'crm-followers { font-size: 200%; }', ''],
    ['both', 'crm-followers { font-size: 200%; }', SPACED],
  ] as const) {
    it(`cuts nothing off and needs no sideways scrolling at 320 pixels with ${what}`, async () => {
      const guest = await show(ELEMENT, `<style>body { margin: 0; } ${css}</style>`);
      await guest.page.setViewport({ width: 320, height: 700 });
      await guest.page.$eval(
        'crm-followers',
        ({ shadowRoot }, more) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(more);
          shadowRoot!.adoptedStyleSheets.push(sheet);
        },
        inside,
      );
      assert.deepEqual([await cut(guest), await guest.overflow()], [[], 0]);
      await guest.click('combobox', 'Add followers');
      await guest.option('Ada Whitlock');
      assert.deepEqual([await cut(guest), await guest.overflow()], [[], 0]);
      await guest.page.keyboard.press('Escape');
      await guest.click('button', 'Details');
      assert.deepEqual([await cut(guest), await guest.overflow()], [[], 0]);
      await guest.leaveNoTrace();
    });
  }

  it('prints everybody, and nothing that can only be pressed', async () => {
    const full = ELEMENT.replace('"c1"', '"c-full"');
    const field = ELEMENT.replace('<crm-followers ', '<crm-followers view="field" ');
    for (const [body, name, people] of [
      [full, 'Suryani', 10],
      [field, 'Lena Fischer', 3],
    ] as const) {
      const guest = await show(body, '', name);
      await guest.page.emulateMediaType('print');
      const seen = await guest.page.$eval('crm-followers', ({ shadowRoot }) => {
        const visible = (selector: string) =>
          [...shadowRoot!.querySelectorAll(selector)].filter((each) => each.checkVisibility());
        return [visible('[part~=chip]').length, visible('button, input, [popover]').length];
      });
      assert.deepEqual(seen, [people, 0]);
      await guest.leaveNoTrace();
    }
  });

  it('prints the names of those who are behind a number on the screen', async () => {
    const full = ELEMENT.replace('"c1"', '"c-full" view="field"');
    const guest = await show(full, '', 'José Álvarez');
    const told = () =>
      guest.page.$eval('crm-followers', ({ shadowRoot }) => {
        const chips = [...shadowRoot!.querySelectorAll<HTMLElement>('[part~=chip]')];
        const rest = shadowRoot!.querySelector<HTMLElement>('.rest')!;
        const { content } = getComputedStyle(rest, '::after');
        return { chips: chips.length, number: rest.innerText.trim(), printed: content };
      });
    assert.deepEqual(await told(), { chips: 6, number: '+4', printed: 'none' });
    await guest.page.emulateMediaType('print');
    const { number, printed } = await told();
    assert.equal(number, '');
    assert.equal(printed.split(' · ').length, 4, printed);
    await guest.leaveNoTrace();
  });
});
