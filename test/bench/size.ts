/**
 * What the script-tag file costs: its total, and each module's share, so that a change which makes it grow can be
 * seen where it happened. Writes `test/bench/sizes.json`.
 *
 * A module's share is what the file would lose without it, minified and compressed by Brotli, scaled so that the
 * shares add up to the total (modules that repeat each other cost less together than apart).
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, minifySync, type Plugin } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
process.chdir(root);

const codes = new Map<string, string>();
const collect: Plugin = {
  name: 'collect',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      for (const [id, { code }] of Object.entries(chunk.modules)) {
        const path = relative(root, id)
          .replaceAll('\\', '/')
          .replace(/^.*node_modules\//, '');
        if (code) codes.set(path, minifySync('module.js', code).code);
      }
    }
  },
};
await build({ mode: 'bundle', logLevel: 'error', plugins: [collect] });

const file = await readFile('dist/crm-followers.js');
const brotli = (text: string | Buffer) => brotliCompressSync(text).length;
const total = { raw: file.length, gzip: gzipSync(file, { level: 9 }).length, brotli: brotli(file) };

const without = (path?: string) =>
  brotli(
    [...codes]
      .filter(([it]) => it !== path)
      .map(([, code]) => code)
      .join('\n'),
  );
const all = without();
const lost = new Map([...codes.keys()].map((path) => [path, Math.max(0, all - without(path))]));
const scale = total.brotli / [...lost.values()].reduce((sum, bytes) => sum + bytes, 0);
const modules = [...codes]
  .map(([module, code]) => ({ module, raw: code.length, brotli: Math.round(lost.get(module)! * scale) }))
  .sort((a, b) => b.brotli - a.brotli);

await mkdir('test/bench', { recursive: true });
await writeFile(
  'test/bench/sizes.json',
  `${JSON.stringify({ file: 'dist/crm-followers.js', total, modules }, null, 2)}\n`,
);
console.log(
  `dist/crm-followers.js: ${total.raw} bytes, gzip ${total.gzip}, brotli ${total.brotli} (${kib(total.brotli)} KiB)`,
);
console.table(modules);

function kib(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}
