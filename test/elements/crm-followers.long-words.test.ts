/** Languages that need more room than English, or run the other way, in a window as narrow as they come. */
import { expect } from '@open-wc/testing';
import '../../src/locales/ar.ts';
import '../../src/locales/de.ts';
import '../../src/locales/en-XA.ts';
import { isHidden } from '../support/accessible.ts';
import { test } from '../support/element.ts';
import type { Panel } from '../support/panel.ts';
import { STATES } from '../support/states.ts';

const about = (element: Element) =>
  `${element.localName}.${element.className}: ${element.textContent!.trim()}`;

/** Sentences and words on buttons that can't be read to their end. Names, and what hosts say of people, may be cut. */
function cutOff({ root }: Panel): string[] {
  return [...root.querySelectorAll<HTMLElement>('p, .cap, .btn, .meter, .why, [aria-disabled=true] .sub')]
    .filter((element) => !isHidden(element) && element.scrollWidth > element.clientWidth + 1)
    .map(about);
}

/** Controls that lie on each other. */
function onEachOther({ root }: Panel): string[] {
  const layerOf = (element: Element) => element.closest('[popover], dialog');
  const controls = [...root.querySelectorAll<HTMLElement>('button, input')].filter((each) => !isHidden(each));
  return controls.flatMap((one, at) =>
    controls.slice(at + 1).flatMap((other) => {
      if (layerOf(one) !== layerOf(other) || one.contains(other)) return [];
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
      const apart =
        a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
      return apart ? [] : `${about(one)} and ${about(other)}`;
    }),
  );
}

const SHOWN = [
  'ready',
  'full',
  'details',
  'not added',
  'refused',
  'message with Undo',
  'list open, full',
  'search failed',
  'added, list open',
  'question before leaving',
  'question before a handover',
];

for (const [lang, dir] of [
  ['de', 'ltr'],
  ['en-XA', 'ltr'],
  ['ar', 'rtl'],
] as const) {
  for (const state of SHOWN) {
    test(`can be read and used in ${lang} on 320 pixels when it is: ${state}`, async (page) => {
      await page.resize(320, 640);
      const panel = await STATES[state]!(page);
      await page.change(() => {
        page.room.lang = lang;
        page.room.dir = dir;
      });
      expect(cutOff(panel), 'cut off').to.deep.equal([]);
      expect(onEachOther(panel), 'on each other').to.deep.equal([]);
      expect(page.scrollWidth).to.be.at.most(320);
    });
  }
}

test('says the end of a sentence at its end, whichever way the page runs', async (page) => {
  await page.resize(320, 640);
  page.room.dir = 'rtl';
  const panel = await page.show({ as: 'follower' });
  const [reason] = panel.parts('reason');
  const nodes = [...reason!.querySelector('slot')!.childNodes];
  const sentence = nodes.find((node) => node instanceof Text)!;
  const box = (from: number, to: number) => {
    const range = document.createRange();
    range.setStart(sentence, from);
    range.setEnd(sentence, to);
    return range.getBoundingClientRect();
  };
  const { length } = sentence.data;
  expect(sentence.data).to.match(/\.$/);
  // In English the full stop is right of the last word, also where the page runs to the left.
  expect(box(length - 1, length).left).to.be.at.least(box(length - 2, length - 1).right - 1);
});

test('cuts off the end of a name and not its beginning, whichever way the page runs', async (page) => {
  await page.resize(320, 640);
  page.room.dir = 'rtl';
  page.room.lang = 'ar';
  const backend = page.backend();
  const name = 'Maximiliana Konstantinopoulou-Wertheim von Hohenzollern-Sigmaringen';
  const user = { id: 'u1', name, active: true, description: name };
  const body = {
    ...{ record: { type: 'contact', id: 'c1', version: '1' }, limit: 10, owner: user },
    followers: [{ user: { ...user, id: 'u2' } }],
  };
  backend.plant('GET /followers', { status: 200, body });
  page.guards.allow(/who the viewer is/);
  const panel = await page.show({ backend });
  for (const part of panel.parts('name')) {
    const text = part.querySelector('bdi') ?? part;
    const range = document.createRange();
    const node = [...text.childNodes].find((child) => child instanceof Text)!;
    range.setStart(node, 0);
    range.setEnd(node, 1);
    const first = range.getBoundingClientRect();
    const around = part.getBoundingClientRect();
    expect(first.left, 'the first letter is there').to.be.at.least(around.left - 1);
  }
});

test('begins both lines of an option at the edge where the page begins, whichever way they run', async (page) => {
  await page.resize(320, 640);
  page.room.dir = 'rtl';
  const panel = await page.show();
  await panel.open();
  const edge = (part: Element) => {
    const range = document.createRange();
    range.selectNodeContents(part);
    return range.getBoundingClientRect().right;
  };
  const option = panel.all('option').find((each) => /Tom Becker/.test(each.textContent!))!;
  const [name, about] = [option.querySelector('bdi')!, option.querySelector('.sub')!];
  expect(edge(about)).to.be.closeTo(edge(name), 1);
});
