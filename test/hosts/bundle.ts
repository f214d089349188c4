/** Bundles a host's page of a framework with the built package, as the host's own build would. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { type Alias, build, type InlineConfig } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const PACKAGE: Alias[] = [
  { find: /^crm-followers$/, replacement: path('../../dist/index.js') },
  { find: /^crm-followers\/(.+)$/, replacement: path('../../dist/$1.js') },
];

export type Framework = 'React 18' | 'React 19' | 'Vue 3';

const EIGHTEEN: Alias[] = ['react', 'react-dom'].map((name) => ({
  find: new RegExp(`^${name}(?=/|$)`),
  replacement: path(`react-18/node_modules/${name}`),
}));

function config(framework: Framework): InlineConfig {
  return {
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    // The frameworks then say in the console what they don't like.
    mode: 'development',
    define: {
      'process.env.NODE_ENV': '"development"',
      ...{ __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('crm-') } } })],
    resolve: { alias: [...PACKAGE, ...(framework === 'React 18' ? EIGHTEEN : [])] },
  };
}

/** The script of the page that is the same in all frameworks, or of another one here. */
export async function bundle(framework: Framework, page?: string): Promise<string> {
  const entry = path(page ?? (framework === 'Vue 3' ? 'vue/client.ts' : 'react/client.tsx'));
  const result = await build({
    ...config(framework),
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'host' } },
  });
  const [output] = [result].flat() as { output: { code: string }[] }[];
  return output!.output[0]!.code;
}

/** What a server sends of the page in React. */
export async function rendered(framework: Framework): Promise<string> {
  const outDir = path(`../../node_modules/.hosts/${framework.replace(' ', '-')}`);
  const common = config(framework);
  await build({
    ...common,
    ssr: { noExternal: true },
    build: { outDir, emptyOutDir: true, minify: false, ssr: path('react/server.tsx') },
  });
  try {
    const { html } = (await import(pathToFileURL(join(outDir, 'server.js')).href)) as { html: () => string };
    return html();
  } finally {
    rmSync(outDir, { recursive: true });
  }
}
