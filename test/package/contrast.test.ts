/** Contrast of every pair of colours that the built script makes, as the browser computes them, in light and dark. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ELEMENT, type Guest, SCRIPT, useHost } from './guest.ts';

/** A colour in front of layers, the lowest first; names are tokens, anything else is CSS. */
type Pair = readonly [front: string, ...behind: string[]];

const ACTIVE = 'color-mix(in oklab, var(--accent) 12%, transparent)';
const MORE = 'color-mix(in oklab, var(--text) 9%, var(--surface))';
const GROUNDS: readonly string[][] = [
  ['surface'],
  ['overlay'],
  ['surface', 'sunken'],
  ['overlay', 'sunken'],
  ['surface', 'hover'],
  ['overlay', 'hover'],
  ['overlay', ACTIVE],
];
/** The ground of a message. */
const tint = (colour: string) => ['surface', `color-mix(in oklab, var(--${colour}) 9%, transparent)`];

const TEXT: Pair[] = [
  ...['text', 'muted', 'accent'].flatMap((front) => GROUNDS.map((ground): Pair => [front, ...ground])),
  ...['danger', 'warning', 'success'].flatMap((front): Pair[] => [
    ...GROUNDS.slice(0, 4).map((ground): Pair => [front, ...ground]),
    [front, ...tint(front)],
    ['text', ...tint(front)],
  ]),
  ['on-accent', 'accent'],
  ['surface', 'danger'],
  ['text', ...tint('muted')],
  ['accent', ...tint('muted')],
  ['muted', ...tint('muted')],
  ['muted', MORE],
];
/** Borders of fields, marks, icons and the focus. */
const BOUNDARIES: Pair[] = [
  ['edge', 'surface'],
  ['edge', 'overlay'],
  ['accent', 'surface'],
  ['accent', 'overlay'],
  ['accent', 'overlay', ACTIVE],
  ['danger', 'surface'],
];

/** Runs in the page: the ratio of each pair, by WCAG. */
function ratios(element: Element, pairs: Pair[]): number[] {
  const probe = document.createElement('i');
  element.shadowRoot!.querySelector('.crm')!.append(probe);
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  const css = (colour: string) => {
    probe.style.setProperty('color', /^[\w-]+$/.test(colour) ? `var(--${colour})` : colour);
    return getComputedStyle(probe).color;
  };
  const luminance = (layers: string[]) => {
    context.clearRect(0, 0, 1, 1);
    for (const layer of layers) {
      context.fillStyle = css(layer);
      context.fillRect(0, 0, 1, 1);
    }
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((byte) => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const result = pairs.map(([front, ...behind]) => {
    const [a, b] = [luminance([...behind, front]), luminance(behind)].toSorted((x, y) => y - x);
    return (a! + 0.05) / (b! + 0.05);
  });
  probe.remove();
  return result;
}

/** Runs in the page: colours of letters and ground of an avatar of each hue. */
function avatars(element: Element): [front: string, behind: string][] {
  const base = element.shadowRoot!.querySelector('.crm')!;
  return Array.from({ length: 10 }, (_, hue) => {
    const avatar = document.createElement('span');
    avatar.className = 'av';
    avatar.dataset['h'] = String(hue);
    base.append(avatar);
    const { color, backgroundColor } = getComputedStyle(avatar);
    avatar.remove();
    return [color, backgroundColor];
  });
}

describe('the colours of the built script', () => {
  const host = useHost();

  const tooWeak = async (guest: Guest, pairs: Pair[], least: number) => {
    const all = await guest.page.$eval('crm-followers', ratios, pairs);
    return pairs.flatMap((pair, i) =>
      all[i]! < least ? `${pair[0]} on ${pair.slice(1).join(', ')}: ${all[i]!.toFixed(2)}` : [],
    );
  };

  for (const scheme of ['light', 'dark']) {
    it(`can be read, and seen, on every ground they stand on, ${scheme}`, async () => {
      const guest = await host.open({
        head: `<style>html { color-scheme: ${scheme}; }</style>`,
        body: ELEMENT + SCRIPT,
      });
      await guest.reads('Lena Fischer');
      assert.deepEqual(await tooWeak(guest, TEXT, 4.5), []);
      assert.deepEqual(await tooWeak(guest, BOUNDARIES, 3), []);
      const hues = await guest.page.$eval('crm-followers', avatars);
      assert.equal(new Set(hues.map(([, ground]) => ground)).size, 10);
      assert.deepEqual(await tooWeak(guest, hues, 4.5), []);
      await guest.leaveNoTrace();
    });
  }
});
