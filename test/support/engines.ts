/**
 * The engines that element tests run in, and what each can't do for a test; `test/README.md` says the same in prose.
 */
export const ENGINES = ['chromium', 'firefox', 'webkit'] as const;
export type Engine = (typeof ENGINES)[number];

/** What a test may need of its engine besides keys, the mouse and a window. */
export type Need = 'descriptions' | 'moveBefore' | 'narrow windows' | 'transferable streams';

/** Why a test that needs something does not run in an engine. Other means come first; this list should stay short. */
export const LACKING: Record<Engine, Partial<Record<Need, string>>> = {
  chromium: {},
  firefox: {},
  webkit: {
    descriptions: 'WebDriver tells the role and name of an element, not its description',
    moveBefore: 'WebKitGTK has no moveBefore',
    'transferable streams': 'WebKit hands no stream to a worker, and msw then waits for its end',
    'narrow windows':
      'the window of MiniBrowser is at least 447 pixels wide, and a dialog is laid out by the window',
  },
};

/** Smallest width of a window in CSS pixels, where that is more than a test would ask for. */
export const NARROWEST: Record<Engine, number> = { chromium: 0, firefox: 0, webkit: 447 };

const { userAgent } = navigator;

/** The engine of this page, by the name it gives itself. */
export const ENGINE: Engine = userAgent.includes('Firefox/')
  ? 'firefox'
  : userAgent.includes('Chrome/')
    ? 'chromium'
    : 'webkit';
