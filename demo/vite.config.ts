/**
 * `npm run build:demo`: the demo as files, for any static server and below any path. Instead of the backend each page
 * starts the mock before its own script; the gallery does so by itself. With `--mode server` the pages are for the
 * demo's own server (`PAGES`), and ask its backend.
 */
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { msw } from 'msw/vite';
import { defineConfig, type Plugin } from 'vite';
import { sidebar } from './sidebar.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const SCRIPT = /<script type="module" src="\/(pages\/(?!gallery)[^"]+)"><\/script>/;

const mockedPages: Plugin = {
  name: 'mocked-pages',
  transformIndexHtml: {
    order: 'pre',
    handler: (html) =>
      html.replace(
        SCRIPT,
        // One after the other: a page asks for its data as soon as it runs.
        (_, page) => `<script type="module">
          import '/mocks/static.ts';
          import('/${page}');
        </script>`,
      ),
  },
};

/** The data as it is, in place of what makes it: no page should load Faker. */
const madeData: Plugin = {
  name: 'made-data',
  load: {
    filter: { id: /[\\/]mocks[\\/]static-data\.ts$/ },
    async handler() {
      const { staticData } = await import('./mocks/static-data.ts');
      return `export const staticData = () => (${JSON.stringify(staticData())});`;
    },
  },
};

/** Links of the pages, which begin at the root of a server, begin at the demo's own folder. */
const relativeLinks: Plugin = {
  name: 'relative-links',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replaceAll(/(<a\b[^>]*?\shref=")\/(?!\/)/g, '$1./'),
  },
};

export default defineConfig(({ mode }) => ({
  root: path('.'),
  base: mode === 'server' ? '/' : './',
  cacheDir: path('../node_modules/.vite-demo'),
  publicDir: false,
  plugins: [
    sidebar,
    ...(mode === 'server' ? [] : [mockedPages, relativeLinks]),
    madeData,
    msw({ mode: 'worker-only' }),
  ],
  resolve: {
    alias: [
      { find: /^crm-followers$/, replacement: path('../src/index.ts') },
      { find: /^crm-followers\/(locales\/.+)$/, replacement: path('../src/$1.ts') },
    ],
    conditions: ['module', 'browser'],
  },
  build: {
    outDir: path('dist'),
    emptyOutDir: true,
    target: 'es2022',
    // The first that have all that the element needs. For older ones light-dark() would be written anew, in a way that
    // follows the system only and not what is chosen on the page.
    cssTarget: ['chrome129', 'firefox147', 'safari26'],
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { input: globSync(path('*.html')) },
  },
}));
