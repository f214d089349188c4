/** The package as a host gets it: packed by npm and installed into a folder of its own, next to its dependencies. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Packed {
  /** A host's project, with `node_modules`. */
  host: string;
  /** The installed package. */
  folder: string;
  remove(): void;
}

/** Packs what the last build made. */
export function pack(): Packed {
  const host = mkdtempSync(join(tmpdir(), 'crm-followers-host-'));
  const folder = join(host, 'node_modules/crm-followers');
  mkdirSync(folder, { recursive: true });
  const npm = `npm pack --silent --ignore-scripts --pack-destination "${host}"`;
  execFileSync(npm, { cwd: root, shell: true, stdio: ['ignore', 'ignore', 'inherit'] });
  const archive = readdirSync(host).find((name) => name.endsWith('.tgz'))!;
  execFileSync('tar', ['-xzf', archive, '--strip-components=1', '-C', folder], { cwd: host });
  for (const name of ['lit', 'lit-html', 'lit-element', '@lit', '@lit-labs', '@types/trusted-types']) {
    mkdirSync(join(host, 'node_modules', name, '..'), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(host, 'node_modules', name), 'junction');
  }
  return { host, folder, remove: () => rmSync(host, { recursive: true, force: true }) };
}
