import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pack, root, type Packed } from './packed.ts';

const COMPILERS = {
  'TypeScript 7': 'node_modules/typescript/bin/tsc',
  'TypeScript 6': 'node_modules/@typescript/typescript6/bin/tsc6',
};

describe('the published types', () => {
  let packed: Packed;
  before(() => {
    packed = pack();
    cpSync(fileURLToPath(new URL('consumer', import.meta.url)), packed.host, { recursive: true });
  });
  after(() => packed.remove());

  for (const [name, compiler] of Object.entries(COMPILERS)) {
    for (const [module, moduleResolution] of [
      ['NodeNext', 'NodeNext'],
      ['ESNext', 'Bundler'],
    ]) {
      it(`are found and hold under ${name} with moduleResolution ${moduleResolution}`, () => {
        const compilerOptions = {
          ...{
            module,
            moduleResolution,
            target: 'ES2022',
            lib: ['ES2022', 'DOM', 'DOM.Iterable'],
            types: [],
          },
          ...{ strict: true, skipLibCheck: false, exactOptionalPropertyTypes: true, noEmit: true },
        };
        writeFileSync(
          join(packed.host, 'tsconfig.json'),
          JSON.stringify({ compilerOptions, files: ['host.ts'] }),
        );
        const { stdout } = spawnSync(process.execPath, [join(root, compiler), '-p', packed.host]);
        assert.equal(String(stdout), '');
      });
    }
  }
});
