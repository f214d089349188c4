/** The built script under the style sheets of other people's pages. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { ELEMENT, type Guest, SCRIPT, useHost } from './guest.ts';
import { root } from './packed.ts';

const FRAMEWORK_RESET = `
  *, ::before, ::after, ::backdrop { box-sizing: border-box; margin: 0; padding: 0; border: 0 solid; }
  html, :host { line-height: 1.5; tab-size: 4; -webkit-text-size-adjust: 100%; }
  ol, ul, menu { list-style: none; }
  img, svg, video { display: block; vertical-align: middle; }
  button, input, select, textarea, ::file-selector-button {
    font: inherit; color: inherit; letter-spacing: inherit; background: transparent; border-radius: 0; opacity: 1;
  }
  ::placeholder { opacity: 1; color: red; }
`;
const TYPE = '* { line-height: 3; letter-spacing: 0.3em; text-transform: uppercase; white-space: nowrap; }';
const MORE_TYPE = `* {
  word-spacing: 1em; text-indent: 3em; text-align: center; text-shadow: 1px 1px red; font-style: italic; font-weight: 900;
  font-variant: small-caps; list-style: square; border-spacing: 9px; quotes: none; -webkit-text-fill-color: red;
}`;

const SHEETS: Record<string, string> = {
  '“* { all: unset }”': '* { all: unset; }',
  '“* { all: unset }” and all it did not think of': '*, ::before, ::after, ::backdrop { all: unset; }',
  'a reset like Tailwind’s': FRAMEWORK_RESET,
  'Bootstrap’s Reboot': readFileSync(
    join(root, 'node_modules/bootstrap/dist/css/bootstrap-reboot.css'),
    'utf8',
  ),
  'a root of 62.5 %': 'html { font-size: 62.5%; }',
  'a root of 24 px': 'html { font-size: 24px; }',
  '“[hidden] { display: block }”': '[hidden] { display: block; }',
  'spaced, shouted and unwrapped type': TYPE,
  'all the rest that is inherited': MORE_TYPE,
};
/** The one thing that is told apart by design: where the element stands, and in which letters. */
const ROOM = '#room { display: block; width: 420px; margin: 30px; font: 16px/1.5 sans-serif; }';

interface Box {
  what: string;
  x: number;
  y: number;
  width: number;
  height: number;
  looks: string;
}

/** Runs in the page: every box inside the element, measured from its upper left corner. */
function boxesOf(element: Element): Box[] {
  const root = element.shadowRoot!;
  const base = root.querySelector('[part=base]')!.getBoundingClientRect();
  return [...root.querySelectorAll('*')]
    .filter((each) => each.checkVisibility())
    .map((each) => {
      const { x, y, width, height } = each.getBoundingClientRect();
      const { color, fontSize, fontWeight, fontStyle, letterSpacing, textTransform, textAlign, whiteSpace } =
        getComputedStyle(each);
      return {
        what: `${each.localName}.${each.getAttribute('class') ?? ''} ${each.getAttribute('part') ?? ''}`,
        ...{ x: x - base.x, y: y - base.y, width, height },
        looks: [
          color,
          fontSize,
          fontWeight,
          fontStyle,
          letterSpacing,
          textTransform,
          textAlign,
          whiteSpace,
        ].join(),
      };
    });
}

/** Boxes that are not where, or not what, they are on a plain page; within one pixel. */
function differences(boxes: Box[], plain: Box[]): string[] {
  const far = (a: number, b: number) => Math.abs(a - b) > 1;
  const different = boxes.flatMap((box, i) => {
    const other = plain[i];
    const same =
      other?.what === box.what &&
      other.looks === box.looks &&
      !(['x', 'y', 'width', 'height'] as const).some((key) => far(other[key], box[key]));
    return same ? [] : [`${JSON.stringify(box)}\nplain: ${JSON.stringify(other)}`];
  });
  return boxes.length === plain.length
    ? different
    : [...different, `${boxes.length} boxes, not ${plain.length}`];
}

describe('under the page’s style sheets, the built script', () => {
  const host = useHost();
  let plain: Awaited<ReturnType<typeof look>>;
  before(async () => {
    const guest = await show('');
    plain = await look(guest);
    await guest.leave();
  });

  /** A page with this sheet, the element in it, and more around it where that is asked for. */
  const show = async (
    css: string,
    around: (element: string) => string = (element) => element,
    quirks = false,
  ) => {
    const guest = await host.open({
      head: `<style>${css} ${ROOM}</style>`,
      body: `<main id="room">${around(ELEMENT)}</main>${SCRIPT}`,
      quirks,
    });
    await guest.reads('Lena Fischer');
    return guest;
  };

  /** What there is to measure: at rest, and with the list open. */
  const look = async (guest: Guest) => {
    const rest = await guest.page.$eval('crm-followers', boxesOf);
    await guest.click('combobox', 'Add followers');
    await guest.option('Ada Whitlock');
    const list = await guest.page.$eval('crm-followers', boxesOf);
    await guest.page.keyboard.press('Escape');
    return { rest, list };
  };

  for (const [name, css] of Object.entries(SHEETS)) {
    it(`looks as on a plain page, within a pixel: ${name}`, async () => {
      const guest = await show(css);
      const { rest, list } = await look(guest);
      assert.ok(rest.length > 40 && list.length > rest.length + 50);
      assert.deepEqual(differences(rest, plain.rest), []);
      assert.deepEqual(differences(list, plain.list), []);
      await guest.leaveNoTrace();
    });
  }

  it('looks as on a plain page where a page has no doctype', async () => {
    const guest = await show('', undefined, true);
    assert.equal(await guest.page.evaluate(() => document.compatMode), 'BackCompat');
    const { rest, list } = await look(guest);
    assert.deepEqual(differences(rest, plain.rest), []);
    assert.deepEqual(differences(list, plain.list), []);
    await guest.leaveNoTrace();
  });

  it('measures in the text around it, never in that of the root, and never below 13 pixels', async () => {
    const code = readFileSync(join(root, 'dist/crm-followers.js'), 'utf8');
    assert.doesNotMatch(code, /[\d.]rem\b/);
    const sizes: string[] = [];
    for (const size of ['10px', '16px', '24px']) {
      const guest = await show(`html { font-size: 40px; } crm-followers { font-size: ${size}; }`);
      sizes.push(
        await guest.page.$eval(
          'crm-followers',
          (it) => getComputedStyle(it.shadowRoot!.querySelector('.crm')!).fontSize,
        ),
      );
      await guest.leave();
    }
    assert.deepEqual(sizes, ['13px', '16px', '24px']);
  });

  it('is away while it is hidden, whatever the page says of hidden things', async () => {
    const guest = await show('[hidden], * { display: block !important; }');
    const shown = (hidden: boolean) =>
      guest.page.$eval(
        'crm-followers',
        (it, hide) => {
          (it as HTMLElement).hidden = hide;
          return it.checkVisibility();
        },
        hidden,
      );
    assert.deepEqual([await shown(true), await shown(false)], [false, true]);
    await guest.leave();
  });

  it('can’t be clicked, nor its list, while the page takes no pointer', async () => {
    const guest = await show('');
    await guest.click('combobox', 'Add followers');
    await guest.option('Ada Whitlock');
    const hits = await guest.page.$eval('crm-followers', (it) => {
      const hit = (selector: string) => {
        const { x, y, width, height } = it.shadowRoot!.querySelector(selector)!.getBoundingClientRect();
        return document.elementFromPoint(x + width / 2, y + height / 2) === it;
      };
      const all = () => ['[part=remove]', '[role=option]', 'input'].map(hit);
      const before = all();
      document.body.style.setProperty('pointer-events', 'none');
      return [before, all()];
    });
    assert.deepEqual(hits, [
      [true, true, true],
      [false, false, false],
    ]);
    await guest.leave();
  });

  it('is out of sight and out of reach while the page is', async () => {
    const guest = await show('');
    await guest.click('combobox', 'Add followers');
    await guest.option('Ada Whitlock');
    const seen = await guest.page.$eval('crm-followers', (it) => {
      const visible = () =>
        [...it.shadowRoot!.querySelectorAll('*')].filter((each) =>
          each.checkVisibility({ visibilityProperty: true }),
        ).length;
      const before = visible();
      document.body.style.setProperty('visibility', 'hidden');
      return [before > 100, visible()];
    });
    assert.deepEqual(seen, [true, 0]);
    await guest.leave();
  });

  const AROUND: Record<string, string> = {
    'cuts off what is too much': 'overflow: hidden; height: 150px',
    'is clipped': 'clip-path: inset(0)',
    scrolls: 'overflow: auto; height: 150px',
    'is moved by a transform and cuts off':
      'transform: translate(60px, 40px); overflow: hidden; height: 150px',
    'contains its paint and layout': 'contain: paint layout; height: 150px; overflow: hidden',
    'contains everything': 'contain: strict; height: 350px; width: 380px; overflow: auto',
    'is a container': 'container-type: size; height: 150px; overflow: hidden',
    'has a filter': 'filter: brightness(1.0001); overflow: hidden; height: 150px',
    'lies below others': 'position: relative; z-index: 0; opacity: 0.9',
    'is about to move': 'will-change: transform; perspective: 300px; overflow: hidden; height: 150px',
    'is a cell of a table that scrolls sideways': 'overflow-x: auto; width: 300px; height: 150px',
  };
  for (const [name, style] of Object.entries(AROUND)) {
    it(`lets its first and its last option be reached where what is around it ${name}`, async () => {
      const cell = (element: string) =>
        `<div id="around">${name.includes('table') ? `<table><td width="600">${element}</table>` : element}</div>
        <div id="below"></div>`;
      const below = '#below { position: relative; z-index: 999; height: 400px; background: #eee; }';
      const guest = await show(`#around { ${style} } ${below}`, cell);
      await guest.page.$eval('crm-followers', (it) =>
        it.shadowRoot!.querySelector('input')!.scrollIntoView({ block: 'center' }),
      );
      await guest.click('combobox', 'Add followers');
      await guest.option('Ada Whitlock');
      const seen = await guest.page.$eval('crm-followers', seeList);
      assert.deepEqual(seen, { first: true, last: true, tied: true });
      // Scrolled away under it, the list goes along or goes away.
      await guest.page.$eval('#around', (it) => it.scrollBy(0, -25));
      await guest.page.evaluate(() => new Promise(requestAnimationFrame));
      assert.equal((await guest.page.$eval('crm-followers', seeList)).tied, true);
      await guest.leaveNoTrace();
    });
  }
});

/** Runs in the page: which options a pointer can reach, and whether the list is at its field. */
function seeList(element: Element): { first: boolean; last: boolean; tied: boolean } {
  const root = element.shadowRoot!;
  const list = root.querySelector('.pop:popover-open');
  if (!list) return { first: false, last: false, tied: true };
  const options = [...list.querySelectorAll('[role=option]')];
  const reach = (option: Element) => {
    option.scrollIntoView({ block: 'nearest' });
    const { x, y, width, height } = option.getBoundingClientRect();
    const point = [x + width / 2, y + height / 2] as const;
    return (
      document.elementFromPoint(...point) === element && option.contains(root.elementFromPoint(...point))
    );
  };
  const at = list.getBoundingClientRect();
  const box = list.parentElement!.querySelector('.box')!.getBoundingClientRect();
  const near = (a: number, b: number) => Math.abs(a - b) < 10;
  const tied = near(at.left, box.left) && (near(at.top, box.bottom) || near(at.bottom, box.top));
  return { first: reach(options[0]!), last: reach(options.at(-1)!), tied };
}
