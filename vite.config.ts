/**
 * How the library is built and the demo is served.
 *
 * `vite build` makes the ES modules for bundlers (Lit stays an import), `vite build --mode bundle` the one
 * self-contained file for a script tag. Served, the root is `demo/`, whose pages import the package by name and
 * get its source.
 */
import { fileURLToPath } from 'node:url';
import { minifyHTMLLiterals } from 'minify-literals';
import { msw } from 'msw/vite';
import { minify } from 'terser';
import { defineConfig, type LibraryOptions, type Plugin, type UserConfig } from 'vite';

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
 * Lit's place for what decorators tell it, on the global object: we have no decorators, and a file
 * for any page leaves no more behind than the three lists by which copies of Lit know each other.
 */
const keepMetadataPrivate: Plugin = {
  name: 'keep-metadata-private',
  transform: {
    filter: { id: /@lit[\\/]reactive-element[\\/]reactive-element\.js$/ },
    handler(code) {
      const kept = code.replace(
        /Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap/,
        'const litPropertyMetadata=new WeakMap',
      );
      if (kept === code) this.error('Lit keeps its property metadata in another way now.');
      return kept;
    },
  },
};

/** A second minifier after Vite's own: each knows tricks that the other doesn't, together they save 1.5 %. */
const minifyTwice: Plugin = {
  name: 'minify-twice',
  generateBundle: async (_, bundle) => {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk')
        chunk.code = (await minify(chunk.code, { ecma: 2020, compress: { passes: 3 } })).code!;
    }
  },
};

const modules: UserConfig['build'] = {
  lib: {
    entry: { index: path('src/index.ts'), define: path('src/define.ts'), policy: path('src/policy.ts') },
    formats: ['es'],
  },
  minify: false,
  rolldownOptions: {
    external: /^(lit|@lit)(\/|$)/,
    // One file a module, so that `sideEffects` in package.json can name the two that register elements.
    output: { preserveModules: true, preserveModulesRoot: path('src') },
  },
};

const script: UserConfig['build'] = {
  lib: {
    entry: path('src/define.ts'),
    formats: ['iife'],
    name: 'crmFollowers',
    fileName: () => 'crm-followers.js',
  } satisfies LibraryOptions,
  emptyOutDir: false,
};

export default defineConfig(({ command, mode }): UserConfig => {
  if (command === 'build') {
    const isScript = mode === 'bundle';
    return {
      publicDir: false,
      plugins: [minifyTemplates, isScript && [keepMetadataPrivate, minifyTwice]],
      build: { target: 'es2022', ...(isScript ? script : modules) },
    };
  }
  return {
    root: path('demo'),
    cacheDir: path('node_modules/.vite'),
    plugins: [msw({ mode: 'worker-only' })],
    resolve: {
      alias: [{ find: /^crm-followers$/, replacement: path('src/index.ts') }],
      conditions: ['module', 'browser'], // Lit as hosts get it, without its warnings for developers.
    },
    // Everything the pages use is ES modules already; looking for more would reload a page in the middle of a test.
    optimizeDeps: { noDiscovery: true },
  };
});
