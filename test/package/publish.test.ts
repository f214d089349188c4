import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { build } from 'vite';
import { VERSION } from '../../src/version.ts';
import { pack, root, type Packed } from './packed.ts';

describe('the published package', () => {
  let packed: Packed;
  before(() => (packed = pack()));
  after(() => packed.remove());

  it('is clean by publint', async () => {
    const { messages, pkg } = await publint({ pkgDir: root, strict: true });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
  });

  it('holds what is built and nothing else', () => {
    const expected = ['CHANGELOG.md', 'LICENSE', 'README.md', 'custom-elements.json', 'dist', 'package.json'];
    assert.deepEqual(readdirSync(packed.folder).sort(), expected);
  });

  it('says its version', () => {
    const { version } = JSON.parse(readFileSync(join(packed.folder, 'package.json'), 'utf8'));
    assert.equal(VERSION, version);
  });

  it('brings the program that tests backends, which needs nothing but Node', () => {
    const { bin } = JSON.parse(readFileSync(join(packed.folder, 'package.json'), 'utf8'));
    const file = join(packed.folder, bin['crm-followers-conformance']);
    assert.equal(execFileSync(process.execPath, [file, '--version'], { encoding: 'utf8' }).trim(), VERSION);
    const imports = readFileSync(file, 'utf8').matchAll(/^import .* from "(.*)";$/gm);
    assert.deepEqual(
      Array.from(imports, ([, name]) => name!).filter((name) => !name.startsWith('node:')),
      [],
    );
  });

  it('gives the policy to a server without a page', async () => {
    const file = join(packed.host, 'server.mjs');
    writeFileSync(file, `export * from 'crm-followers/policy';`);
    const policy: object = await import(file);
    assert.ok(Object.values(policy).some((it) => typeof it === 'function'));
  });

  it('can be imported where pages are rendered on a server', async () => {
    const file = join(packed.host, 'render.mjs');
    writeFileSync(file, `import 'crm-followers';`);
    await assert.doesNotReject(import(file));
  });

  it('keeps its registration when a bundler drops what is unused', async () => {
    assert.match(await bundle(`import 'crm-followers';`), /customElements/);
    assert.match(await bundle(`import 'crm-followers/define';`), /customElements/);
  });

  it('brings no element along when only the policy is imported', async () => {
    assert.doesNotMatch(await bundle(`export * from 'crm-followers/policy';`), /customElements|LitElement/);
  });

  /** What a host's bundle of one line contains. */
  async function bundle(code: string): Promise<string> {
    const entry = join(packed.host, 'entry.js');
    writeFileSync(entry, code);
    const result = await build({
      configFile: false,
      logLevel: 'error',
      root: packed.host,
      build: { write: false, lib: { entry, formats: ['es'] } },
    });
    const [{ output }] = result as unknown as [{ output: { code?: string }[] }];
    return output.map((chunk) => chunk.code ?? '').join('\n');
  }
});
