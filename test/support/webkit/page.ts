/**
 * WebKit's window with the face of a page of Puppeteer, as far as the commands of Web Test Runner look at it: keys,
 * mouse, size.
 */
import type { WebKitDriver } from './driver.ts';

/** Keys that are no characters, as WebDriver writes them. */
const KEYS: Record<string, string> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  Meta: '\uE03D',
  F2: '\uE032',
};

type Button = 'left' | 'middle' | 'right';
const BUTTONS: Button[] = ['left', 'middle', 'right'];

interface Action {
  type: string;
  [detail: string]: unknown;
}

/** How often to look whether the window has its new size, one look each frame or so. */
const LOOKS = 60;

export function pageOf(driver: WebKitDriver) {
  const perform = (actions: object) => driver.call('POST', '/actions', { actions: [actions] });
  const keysOf = (id: string, ...actions: Action[]) => perform({ type: 'key', id, actions });
  const keys = (...actions: Action[]) => keysOf('keyboard', ...actions);
  const pointer = (...actions: Action[]) =>
    perform({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions });
  const down = (key: string): Action => ({ type: 'keyDown', value: KEYS[key] ?? key });
  const up = (key: string): Action => ({ type: 'keyUp', value: KEYS[key] ?? key });
  const move = (x: number, y: number): Action => ({ type: 'pointerMove', duration: 0, x, y });
  const press = (button: Button = 'left'): Action => ({
    type: 'pointerDown',
    button: BUTTONS.indexOf(button),
  });
  const release = (button: Button = 'left'): Action => ({
    type: 'pointerUp',
    button: BUTTONS.indexOf(button),
  });

  const held = new Set<string>();
  let repeats = 0;
  /** WebDriver says of a key once that it is down. Said of another keyboard, WebKit takes it for the key's repetition. */
  const hold = (key: string) => {
    if (held.has(key)) return keysOf(`repetition ${repeats++}`, down(key));
    held.add(key);
    return keys(down(key));
  };
  const letGo = (key: string) => {
    held.delete(key);
    return keys(up(key));
  };

  return {
    keyboard: {
      type: (text: string) => keys(...[...text].flatMap((key) => [down(key), up(key)])),
      press: (key: string) => keys(down(key), up(key)),
      down: hold,
      up: letGo,
    },
    mouse: {
      move: (x: number, y: number) => pointer(move(x, y)),
      click: (x: number, y: number, { button }: { button?: Button } = {}) =>
        pointer(move(x, y), press(button), release(button)),
      down: ({ button }: { button?: Button } = {}) => pointer(press(button)),
      up: ({ button }: { button?: Button } = {}) => pointer(release(button)),
      reset: () => {
        held.clear();
        return driver.call('DELETE', '/actions');
      },
    },

    /** The window's own frame is known only by what is left of its size. */
    async setViewport({ width, height }: { width: number; height: number }): Promise<void> {
      const inner = () => driver.evaluate(() => [innerWidth, innerHeight] as const);
      for (let look = 0; look < LOOKS; look++) {
        const [w, h] = await inner();
        if (w === width && h === height) return;
        if (look % 20 === 0) {
          const outer = await driver.call<{ width: number; height: number }>('GET', '/window/rect');
          await driver.call('POST', '/window/rect', {
            width: outer.width + width - w,
            height: outer.height + height - h,
          });
        }
        await new Promise((resolve) => setTimeout(resolve, 16));
      }
      throw new Error(`The window is ${(await inner()).join(' × ')}, and can't be ${width} × ${height}.`);
    },
  };
}

export type WebKitPage = ReturnType<typeof pageOf>;
