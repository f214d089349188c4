/**
 * How the library is built and the demo is served.
 *
 * `vite build` makes the ES modules for bundlers (Lit stays an import), `vite build --mode bundle` the one
 * self-contained file for a script tag, and one beside it for each language, `vite build --mode conformance` the
 * program that tests backends. Served, the root is `demo/`, whose pages import the package by name and get its source.
 */
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minifyHTMLLiterals } from 'minify-literals';
import { msw } from 'msw/vite';
import { minify } from 'terser';
import { build, defineConfig, type LibraryOptions, type Plugin, type UserConfig } from 'vite';
import { sidebar } from './demo/sidebar.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Minifies the markup and the styles inside html`` and css`` literals, which a JavaScript minifier leaves alone. */
const minifyTemplates: Plugin = {
  name: 'minify-templates',
  enforce: 'pre',
  transform: {
    filter: { id: /[\\/]src[\\/].*\.ts$/, code: /\b(html|css|svg)`/ },
    handler: async (code, id) => await minifyHTMLLiterals(code, { fileName: id }),
  },
};

/**
 * Lit as a guest on any page: what each of its files does there to others, and what our copy does instead.
 *
 * Its policy for Trusted Types bears our name, and a page that has the script twice has it once: behind a symbol that
 * all copies share, and where a page may put one of its own beforehand. A refusal is kept there as `null`, so that it
 * is met once; what is shown then is `src/controllers/markup.ts`.
 *
 * Of the lists by which copies of Lit count each other and of a place for what decorators say there is no need.
 */
const LIT: Record<string, [found: RegExp, instead: string][]> = {
  'lit-html/lit-html.js': [
    [
      /=(\w+)\?(\w+)\.createPolicy\("lit-html",(\{createHTML:\w+=>\w+\})\):void 0/,
      `=$1?((place,slot)=>{
        if(place[slot]===void 0)try{place[slot]=$2.createPolicy("crm-followers",$3)}catch{place[slot]=null}
        return place[slot]??void 0
      })(globalThis,Symbol.for("crm-followers.policy")):void 0`,
    ],
    [/\(\w+\.litHtmlVersions\?\?=\[\]\)\.push\("[\d.]+"\)/, '0'],
  ],
  'lit-element/lit-element.js': [[/\(\w+\.litElementVersions\?\?=\[\]\)\.push\("[\d.]+"\)/, '0']],
  '@lit/reactive-element/reactive-element.js': [
    [/\(\w+\.reactiveElementVersions\?\?=\[\]\)\.push\("[\d.]+"\)/, '0'],
    [
      /Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap/,
      'const litPropertyMetadata=new WeakMap',
    ],
  ],
};
const keepLitToItself: Plugin = {
  name: 'keep-lit-to-itself',
  transform: {
    filter: { id: /[\\/](lit-html|lit-element|reactive-element)\.js$/ },
    handler(code, id) {
      const file = Object.keys(LIT).find((end) => id.replaceAll('\\', '/').endsWith(`/${end}`));
      for (const [found, instead] of file ? LIT[file]! : []) {
        if (!found.test(code)) this.error(`${file} is written in another way now: ${found} is not in it.`);
        code = code.replace(found, instead);
      }
      return code;
    },
  },
};

/** Makes a browser read UTF-8, whatever the page is written in and the server says. */
const MARK = '\ufeff';

/** A second minifier after Vite's own: each knows tricks that the other doesn't, together they save 1.5 %. */
const minifyTwice: Plugin = {
  name: 'minify-twice',
  generateBundle: async (_, bundle) => {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk')
        chunk.code = MARK + (await minify(chunk.code, { ecma: 2020, compress: { passes: 3 } })).code!;
    }
  },
};

/** Tags of the languages besides English, which is part of everything: one file each. */
const LANGUAGES = globSync('??{,-??}.ts', { cwd: path('src/locales') })
  .map((file) => basename(file, '.ts'))
  .filter((tag) => tag !== 'en');

const languageFiles = LANGUAGES.map((tag) => [`locales/${tag}`, path(`src/locales/${tag}.ts`)]);

/** A script of this kind can have one entry only, so each language is built by itself. */
const languageScripts: Plugin = {
  name: 'language-scripts',
  async closeBundle() {
    for (const tag of LANGUAGES) {
      const entry = path(`src/locales/${tag}.ts`);
      await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        plugins: [minifyTwice],
        build: { target: TARGET, ...scriptOf(entry, `crm-followers.${tag}.js`) },
      });
    }
  },
};

const modules: UserConfig['build'] = {
  lib: {
    entry: {
      index: path('src/index.ts'),
      define: path('src/define.ts'),
      policy: path('src/policy.ts'),
      react: path('src/react.ts'),
      ...Object.fromEntries(languageFiles),
    },
    formats: ['es'],
  },
  minify: false,
  rolldownOptions: {
    external: /^(lit|@lit|react)(\/|$)/,
    // One file a module, so that `sideEffects` in package.json can name the two that register elements.
    output: { preserveModules: true, preserveModulesRoot: path('src') },
  },
};

const TARGET = 'es2022';

function scriptOf(entry: string, file: string): UserConfig['build'] {
  const lib: LibraryOptions = { entry, formats: ['iife'], name: 'crmFollowers', fileName: () => file };
  return { lib, emptyOutDir: false };
}
const script = scriptOf(path('src/define.ts'), 'crm-followers.js');

/** Left readable: whoever's backend fails a case reads what the case does. */
const conformance: UserConfig['build'] = {
  target: 'node20',
  lib: { entry: path('src/conformance/main.ts'), formats: ['es'], fileName: 'conformance' },
  minify: false,
  emptyOutDir: false,
  rolldownOptions: { external: /^node:/ },
};

export default defineConfig(({ command, mode }): UserConfig => {
  if (command === 'build' && mode === 'conformance') return { publicDir: false, build: conformance };
  if (command === 'build') {
    const isScript = mode === 'bundle';
    return {
      publicDir: false,
      plugins: [minifyTemplates, isScript && [keepLitToItself, minifyTwice, languageScripts]],
      build: { target: TARGET, ...(isScript ? script : modules) },
    };
  }
  return {
    root: path('demo'),
    cacheDir: path('node_modules/.vite'),
    plugins: [sidebar, msw({ mode: 'worker-only' })],
    resolve: {
      alias: [
        { find: /^crm-followers$/, replacement: path('src/index.ts') },
        { find: /^crm-followers\/(locales\/.+)$/, replacement: path('src/$1.ts') },
      ],
      conditions: ['module', 'browser'], // Lit as hosts get it, without its warnings for developers.
    },
    // Everything the pages use is ES modules already; looking for more would reload a page in the middle of a test.
    optimizeDeps: { noDiscovery: true },
  };
});
