/**
 * Writes what is derived from other sources: the wire types (from the OpenAPI description), `custom-elements.json`
 * (from the elements' JSDoc) and the README's tables (from `custom-elements.json`).
 *
 * `node test/generated/generate.ts [wire] [manifest] [readme]`; with `--check` nothing is written, and anything that
 * would differ is named and ends it with code 1.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
// @ts-expect-error It has no types.
import { cli as analyze } from '@custom-elements-manifest/analyzer/cli.js';
import { format, resolveConfig } from 'prettier';
import { fillTables } from './readme-tables.ts';

const root = new URL('../..', import.meta.url);

async function wire(): Promise<string> {
  // openapi-typescript prints with TypeScript's old API, which TypeScript 7 no longer has.
  registerHooks({
    resolve: (specifier, context, next) =>
      next(
        specifier === 'typescript' && !context.parentURL?.includes('typescript6')
          ? '@typescript/typescript6'
          : specifier,
        context,
      ),
  });
  const { default: openapi, astToString } = await import('openapi-typescript');
  const types = astToString(await openapi(new URL('src/core/openapi.yaml', root)));
  return `/** The wire format, generated from openapi.yaml by \`npm run wire\`. */\n\n${types}`;
}

async function manifest(): Promise<string> {
  const argv = ['analyze', '--config', 'src/custom-elements-manifest.config.mjs', '--quiet'];
  const result: unknown = await analyze({ argv, noWrite: true });
  return JSON.stringify(result).replace(/"\/?src\/([^"]+)\.ts"/g, '"dist/$1.js"'); // Hosts get what is built.
}

async function readme(): Promise<string> {
  return fillTables(await readFile('README.md', 'utf8'), JSON.parse(await manifest()));
}

const GENERATORS: Record<string, [file: string, make: () => Promise<string>]> = {
  wire: ['src/core/wire.ts', wire],
  manifest: ['custom-elements.json', manifest],
  readme: ['README.md', readme],
};

process.chdir(fileURLToPath(root));
const asked = process.argv.slice(2).filter((word) => word !== '--check');
const isCheck = process.argv.includes('--check');
for (const name of asked.length > 0 ? asked : Object.keys(GENERATORS)) {
  const [file, make] = GENERATORS[name]!;
  const text = await format(await make(), { ...(await resolveConfig(file)), filepath: file });
  if (!isCheck) await writeFile(file, text);
  else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(`${file} is not up to date: npm run ${name}`);
    process.exitCode = 1;
  }
}
