/** How Web Test Runner starts each engine. In each of them pages are light and nothing moves. */
import type { BrowserLauncher } from '@web/test-runner';
import { chromeLauncher, puppeteerCore } from '@web/test-runner-chrome';
import { chromium, firefoxPath, webkitDriverPath, webkitPath } from './browser.ts';
import type { Engine } from './engines.ts';
import { webkitLauncher } from './webkit/launcher.ts';

/** No command changes media features in Firefox. */
const FIREFOX_PREFS = {
  'ui.prefersReducedMotion': 1,
  'ui.systemUsesDarkTheme': 0,
  'layout.css.prefers-color-scheme.content-override': 1,
};

export const launchers: Record<Engine, () => BrowserLauncher> = {
  chromium: () =>
    chromeLauncher({
      concurrency: 2,
      launchOptions: chromium({ shell: true }),
      // Every page believes to have the focus, so that tests which move it can run side by side.
      createPage: async ({ context }) => {
        const page = await context.newPage();
        const session = await page.createCDPSession();
        await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
        await page.emulateMediaFeatures([
          { name: 'prefers-reduced-motion', value: 'reduce' },
          { name: 'prefers-color-scheme', value: 'light' },
        ]);
        return page;
      },
    }),

  // Its windows share one focus.
  firefox: () =>
    chromeLauncher({
      concurrency: 1,
      puppeteer: puppeteerCore,
      launchOptions: {
        browser: 'firefox',
        executablePath: firefoxPath()!,
        // For its accessibility tree, which no command reads.
        args: ['--remote-allow-system-access'],
        extraPrefsFirefox: FIREFOX_PREFS,
      },
    }),

  webkit: () => webkitLauncher({ driver: webkitDriverPath()!, browser: webkitPath()! }),
};
