/** The Chromium that the tests run in: where it is, how it is got, how it is started. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import puppeteer, { type Browser } from 'puppeteer-core';

const isRoot = process.getuid?.() === 0;
const programs = process.env['PROGRAMFILES'] ?? 'C:\\Program Files';

const PLACES = [
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

/** The fonts are for screenshots: names in the demo are written in many scripts. */
const DEBIAN_PACKAGES = ['chromium', 'fonts-noto-core', 'fonts-noto-cjk'];

export const BROWSER_ARGS = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Path of a browser on this machine; `CHROME_PATH` wins over the usual places. */
export function browserPath(): string | undefined {
  return process.env['CHROME_PATH'] || PLACES.find((place) => existsSync(place));
}

/** Installs Debian's Chromium where there is no browser and that is possible; throws a plain sentence where not. */
export function ensureBrowser(): void {
  if (browserPath()) return;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args: string[]) =>
      execFileSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    apt('update');
    apt('install', '-y', '--no-install-recommends', ...DEBIAN_PACKAGES);
  }
  if (!browserPath())
    throw new Error('No browser found: install Chrome or Chromium, or set CHROME_PATH to one.');
}

/** A headless browser for tests that drive whole pages. */
export function launchBrowser(): Promise<Browser> {
  ensureBrowser();
  return puppeteer.launch({ executablePath: browserPath()!, args: BROWSER_ARGS });
}
