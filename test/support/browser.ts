/** The browsers that tests run in: where they are, how they are got, how Chromium is started. */
import { execFileSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import puppeteer, { type Browser } from 'puppeteer-core';
import type { Engine } from './engines.ts';

const isRoot = process.getuid?.() === 0;
const programs = process.env['PROGRAMFILES'] ?? 'C:\\Program Files';

/** The same engine without the windows around it, which nobody sees here: a quarter less work. */
const SHELL = '/usr/bin/chromium-headless-shell';
const CHROMIUM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  `${programs}\\Google\\Chrome\\Application\\chrome.exe`,
  `${programs} (x86)\\Google\\Chrome\\Application\\chrome.exe`,
  `${programs} (x86)\\Microsoft\\Edge\\Application\\msedge.exe`,
];
const FIREFOX = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/snap/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  `${programs}\\Mozilla Firefox\\firefox.exe`,
];

const firstOf = (places: string[]): string | undefined => places.find((place) => existsSync(place));

export const browserPath = (): string | undefined => process.env['CHROME_PATH'] || firstOf(CHROMIUM);
const shellPath = (): string | undefined => process.env['CHROME_PATH'] || firstOf([SHELL, ...CHROMIUM]);
export const firefoxPath = (): string | undefined => process.env['FIREFOX_PATH'] || firstOf(FIREFOX);
export const webkitDriverPath = (): string | undefined =>
  process.env['WEBKIT_DRIVER_PATH'] || firstOf(['/usr/bin/WebKitWebDriver']);
export const webkitPath = (): string | undefined =>
  process.env['WEBKIT_PATH'] || globSync('/usr/{lib,libexec}/{*/,}webkit2gtk-4.*/MiniBrowser')[0];
const displayPath = (): string | undefined => process.env['DISPLAY'] || firstOf(['/usr/bin/Xvfb']);

interface Needed {
  /** Debian's packages. The fonts are for screenshots: names in the demo are written in many scripts. */
  packages: string[];
  /** What is not on this machine, each with what to do about it. */
  missing(): string[];
}

const absent = (path: string | undefined, what: string): string[] => (path ? [] : [what]);

const NEEDED: Record<Engine, Needed> = {
  chromium: {
    packages: ['chromium', 'chromium-headless-shell', 'fonts-noto-core', 'fonts-noto-cjk'],
    missing: () => absent(browserPath(), 'Chrome or Chromium (or set CHROME_PATH to one)'),
  },
  firefox: {
    packages: ['firefox-esr'],
    missing: () => absent(firefoxPath(), 'Firefox (or set FIREFOX_PATH to one)'),
  },
  webkit: {
    packages: ['webkit2gtk-driver', 'xvfb'],
    missing: () => [
      ...absent(webkitDriverPath(), 'WebKitWebDriver (or set WEBKIT_DRIVER_PATH)'),
      ...absent(webkitPath(), "WebKitGTK's MiniBrowser (or set WEBKIT_PATH)"),
      ...absent(displayPath(), 'Xvfb (or set DISPLAY)'),
    ],
  },
};

const ARGS = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

interface Chromium {
  shell?: boolean;
  args?: readonly string[] | undefined;
}

/** How Puppeteer is to start Chromium: what tests do in it is all the same to the `shell`, where there is one. */
export function chromium({ shell = false, args = [] }: Chromium = {}) {
  return { executablePath: (shell ? shellPath() : browserPath())!, args: [...ARGS, ...args] };
}

/** Installs Debian's packages where an engine is missing and that is possible; throws a plain sentence where not. */
export function ensureBrowser(engine: Engine = 'chromium'): void {
  const { packages, missing } = NEEDED[engine];
  if (missing().length === 0) return;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args: string[]) =>
      execFileSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    apt('update');
    apt('install', '-y', '--no-install-recommends', ...packages);
  }
  const still = missing();
  if (still.length > 0) throw new Error(`Tests in ${engine} can't run. Please install: ${still.join(', ')}.`);
}

/** A headless Chromium for tests that drive whole pages; the `shell` has no tabs that hide each other. */
export function launchBrowser({ shell = true, args }: Chromium = {}): Promise<Browser> {
  ensureBrowser();
  return puppeteer.launch(chromium({ shell, args }));
}
