/**
 * `npm run screenshots`: a picture of every story in several looks, for people to look at, and a page with all of them.
 * `npm run screenshots -- panel--full field` takes only stories whose id begins so. They are compared with nothing:
 * fonts differ between machines.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { Address } from '../demo/pages/gallery-address.ts';
import { stories } from '../demo/stories/index.ts';
import { launchBrowser } from './support/browser.ts';
import { startStaticDemo } from './support/static-demo.ts';
import { StoryPage } from './support/story-page.ts';

const LOOKS: Record<string, Partial<Address> & { pixels: number }> = {
  light: { pixels: 640 },
  dark: { pixels: 640, theme: 'dark' },
  narrow: { pixels: 320 },
  rtl: { pixels: 480, dir: 'rtl' },
};

const folder = fileURLToPath(new URL('../screenshots', import.meta.url));
const asked = process.argv.slice(2);
const wanted = stories.filter(({ id }) => !asked.length || asked.some((word) => id.startsWith(word)));

await mkdir(folder, { recursive: true });
const [demo, browser] = await Promise.all([startStaticDemo(), launchBrowser({ shell: false })]);
const rows: string[] = [];
try {
  const page = await StoryPage.open(browser, demo.url);
  for (const story of wanted) {
    const images: string[] = [];
    for (const [name, { pixels, ...looks }] of Object.entries(LOOKS)) {
      await page.resize(pixels);
      await page.show(story, looks);
      const file = `${story.id}.${name}.png`;
      await page.page.screenshot({ path: join(folder, file) as `${string}.png` });
      images.push(`<img src="${file}" width="${pixels / 2}" alt="${name}" loading="lazy">`);
    }
    rows.push(`<h2>${story.title}: ${story.name}</h2>${images.join('\n')}`);
  }
} finally {
  await browser.close();
  await demo.stop();
}
const style =
  'body{font:14px system-ui;margin:24px}img{border:1px solid #8886;vertical-align:top;margin:4px}';
const title = '<!doctype html><meta charset="utf-8"><title>Stories</title>';
await writeFile(join(folder, 'index.html'), `${title}<style>${style}</style>${rows.join('\n')}`);
console.error(`${wanted.length} stories: ${join(folder, 'index.html')}`);
