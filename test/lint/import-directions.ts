/**
 * Lint rule: which folder may import which.
 *
 * Rules and words know nothing of the page, data nothing of Lit, and the demo uses the package as any host would.
 * A table and not a set of path patterns, so that the architecture can be read in one place.
 */
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Folder → what its files may import besides each other: folders, single files, or packages by the start of their name. */
const MAY_IMPORT: Record<string, string[]> = {
  'src/core': [],
  'src/locales': ['src/core'],
  'src/data': ['src/core'],
  'src/controllers': ['src/core', 'src/data', 'lit', '@lit/'],
  'src/elements': [
    'src/core',
    'src/data',
    'src/controllers',
    'src/locales',
    'src/version.ts',
    'lit',
    '@lit/',
  ],
  'src/policy.ts': ['src/core'],
  'src/define.ts': ['src/elements'],
  'src/react.ts': ['src/elements', 'src/define.ts', 'react'],
  'src/index.ts': ['src/core', 'src/data', 'src/locales', 'src/elements', 'src/define.ts', 'src/policy.ts'],
  'src/conformance/cases': [
    'src/conformance/case.ts',
    'src/conformance/ask.ts',
    'src/conformance/expect.ts',
    'src/conformance/listening.ts',
  ],
  'src/conformance': ['src/core', 'src/version.ts', 'node:'],
  'demo/pages': ['crm-followers', 'demo/stories', 'demo/mocks', 'bootstrap'],
  'demo/stories': ['crm-followers', 'demo/pages', 'demo/mocks', 'lit'],
  'demo/mocks': ['demo/server', 'msw'],
  'demo/server': [
    'src/core',
    'node:',
    'hono',
    '@hono/',
    '@electric-sql/',
    '@faker-js/',
    'pg',
    'valibot',
    'vite',
  ],
};

/** Never, from anywhere: they turn text into markup. */
const UNSAFE = /^lit\/directives\/unsafe-/;

const isWithin = (path: string, place: string) =>
  path === place || path.startsWith(place.endsWith('/') || place.endsWith(':') ? place : `${place}/`);

/** Why `file` may not import `specifier`; nothing when it may. Paths are relative to the project. */
export function objection(file: string, specifier: string): string | undefined {
  const target = specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier;
  if (UNSAFE.test(target)) return 'Text from a host or a server must never become markup.';
  if (target === 'src/index.ts') return 'The index is for hosts; import the file that has what you need.';
  const zone = Object.keys(MAY_IMPORT).find((place) => isWithin(file, place));
  if (!zone || [zone, ...MAY_IMPORT[zone]!].some((place) => isWithin(target, place))) return;
  return `${zone} may not import ${target} (see test/lint/import-directions.ts).`;
}

interface Import {
  source: { value: string } | null;
}
interface Context {
  filename: string;
  report(descriptor: { node: unknown; message: string }): void;
}

export default {
  meta: { name: 'project' },
  rules: {
    'import-directions': {
      create(context: Context) {
        const file = relative(root, context.filename).split(sep).join('/');
        const check = (node: Import) => {
          const message = typeof node.source?.value === 'string' && objection(file, node.source.value);
          if (message) context.report({ node: node.source, message });
        };
        return {
          ImportDeclaration: check,
          ImportExpression: check,
          ExportNamedDeclaration: check,
          ExportAllDeclaration: check,
        };
      },
    },
  },
};
