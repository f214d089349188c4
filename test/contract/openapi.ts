/** Holds answers against the OpenAPI description: the operation, its statuses and the schema of each body. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseYaml } from '@redocly/openapi-core';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

interface Media {
  schema?: object;
  examples?: Record<string, { $ref?: string; value?: unknown }>;
}
interface Operation {
  responses: Record<string, { $ref?: string; content?: Record<string, Media> }>;
  requestBody?: { content: Record<string, Media> };
}

export const description = parseYaml(
  readFileSync(new URL('../../src/core/openapi.yaml', import.meta.url), 'utf8'),
) as {
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: object;
    responses: Operation['responses'];
    examples: Record<string, { value: unknown }>;
  };
};

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema({ $id: 'openapi', components: description.components });

const validators = new Map<object, ValidateFunction>();

/** Fails with the places where `value` is not as the schema says. */
export function assertMatches(schema: object, value: unknown, what: string): void {
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')) as object;
  const validate = validators.get(schema) ?? ajv.compile(absolute);
  validators.set(schema, validate);
  assert.ok(validate(value), `${what}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(value)}`);
}

const STREAM = 'text/event-stream';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/** Operations with the pattern that their paths match. */
const operations = Object.entries(description.paths).flatMap(([path, item]) => {
  const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
  return METHODS.flatMap((method) =>
    item[method] ? { method, path, pattern, operation: item[method] } : [],
  );
});

const named = (response: { $ref?: string; content?: Record<string, Media> }) =>
  response.$ref ? description.components.responses[response.$ref.split('/').at(-1)!]! : response;

/** Every media type of the description that has a schema and examples, with a name for each. */
export function* examples(): Generator<{ name: string; schema: object; value: unknown }> {
  for (const { method, path, operation } of operations) {
    const bodies = [
      ['request', operation.requestBody] as const,
      ...Object.entries(operation.responses).map(([status, response]) => [status, named(response)] as const),
    ];
    for (const [status, body] of bodies) {
      for (const media of Object.values(body?.content ?? {})) {
        for (const [key, { $ref, value }] of Object.entries(media.examples ?? {})) {
          const found = $ref ? description.components.examples[$ref.split('/').at(-1)!]!.value : value;
          yield { name: `${method} ${path} ${status} ${key}`, schema: media.schema!, value: found };
        }
      }
    }
  }
}

/** Fails where an answer is not one that the description has for this request. `path` is below the endpoint. */
export async function assertDescribed(method: string, path: string, response: Response): Promise<void> {
  const what = `${method} ${path} → ${response.status}`;
  const found = operations.find((o) => o.method === method.toLowerCase() && o.pattern.test(path));
  const problem = { $ref: '#/components/schemas/Problem' };
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  // A stream has no end to wait for; what it says is looked at by whoever listens.
  const text = type === STREAM ? '' : await response.clone().text();
  // Unknown routes answer problems, too.
  if (!found) return assertMatches(problem, JSON.parse(text), what);
  const described = found.operation.responses[response.status] ?? found.operation.responses['default']!;
  const media = named(described).content;
  if (!media) return assert.equal(text, '', `${what} has no body`);
  assert.ok(media[type], `${what} is ${type}, not ${Object.keys(media).join()}`);
  if (type !== STREAM) assertMatches(media[type].schema!, JSON.parse(text), what);
}
