/**
 * Reading what a stranger sent. Each function returns what is well formed and throws `invalid-request` for
 * the rest; whether a thing exists, or may be done, is not asked here.
 */
import type { Context as HonoContext } from 'hono';
import * as v from 'valibot';
import { isId, isType, type RecordRef } from '../../src/core/record.ts';
import { Refusal } from './problems.ts';

const MAX_BODY = 64 * 1024;
/** Ids in one query. */
const MOST_IDS = 100;

export function malformed(detail: string, status?: number): Refusal {
  return new Refusal('invalid-request', { detail, ...(status ? { status } : {}) });
}

/** No text of ours holds a null character: databases can't store it. */
const isStorable = (text: string) => !text.includes('\0');

export const isStorableId = (id: unknown): id is string => isId(id) && isStorable(id);

const NO_ID = 'An id has 1 to 200 characters and is not "." or "..".';

/** An id as a body may name it. */
export const Id = v.custom<string>(isStorableId, NO_ID);

const NO_TYPE = 'A type is a lower-case word of at most 64 characters.';

/** A type of records as a body may name it. */
export const Type = v.custom<string>(isType, NO_TYPE);

/** Ids as a body may list them; naming one twice is naming it once. */
export const Ids = v.pipe(
  v.array(Id, 'A list of ids.'),
  v.transform((ids) => [...new Set(ids)]),
);

/** Text of at most `max` characters; lone surrogates can't be stored either. */
export const text = (max: number, message = `Text of at most ${max} characters.`) =>
  v.pipe(
    v.string(message),
    v.maxLength(max, message),
    v.check((value) => isStorable(value) && !/[\uD800-\uDFFF]/u.test(value), message),
  );

export function userIdOf(c: HonoContext): string {
  return idFrom(c.req.param('userId'));
}

export function idFrom(id: string | undefined): string {
  if (!isStorableId(id)) throw malformed(NO_ID);
  return id;
}

function recordFrom(type: string | undefined, id: string | undefined): RecordRef {
  if (!isType(type)) throw malformed(NO_TYPE);
  return { type, id: idFrom(id) };
}

export function recordOf(c: HonoContext): RecordRef {
  return recordFrom(c.req.param('type'), c.req.param('id'));
}

/** What the query says under this name; saying it twice is saying nothing definite. */
export function parameter(c: HonoContext, name: string): string | null {
  const [value = null, ...others] = new URL(c.req.url).searchParams.getAll(name);
  if (others.length) throw malformed(`"${name}" is there more than once.`);
  return value;
}

export function searchOf(c: HonoContext): string {
  const query = parameter(c, 'query') ?? '';
  if (query.length > 200) throw malformed('A query has at most 200 characters.');
  return query;
}

/** A record given as `type:id`. */
function refFrom(value: string): RecordRef {
  const colon = value.indexOf(':');
  return recordFrom(value.slice(0, Math.max(colon, 0)), value.slice(colon + 1));
}

/** The record of `for=type:id`, if the request names one. */
export function forOf(c: HonoContext): RecordRef | undefined {
  const value = parameter(c, 'for');
  return value === null ? undefined : refFrom(value);
}

/** The records of `record=type:id`, at least one; naming one twice is naming it once. */
export function recordsOf(c: HonoContext, most: number): RecordRef[] {
  const values = new Set(new URL(c.req.url).searchParams.getAll('record'));
  if (!values.size || values.size > most) {
    throw malformed(`"record" is there from 1 to ${most} times, each as type:id.`);
  }
  return [...values].map(refFrom);
}

/** The ids of `id=…&id=…`, each once; `undefined` where the request names none. */
export function idsOf(c: HonoContext): string[] | undefined {
  const { searchParams } = new URL(c.req.url);
  const ids = [...new Set(searchParams.getAll('id'))];
  if (!ids.length) return undefined;
  if (ids.length > MOST_IDS) throw malformed(`At most ${MOST_IDS} people can be named at once.`);
  const other = ['query', 'limit', 'cursor'].find((name) => searchParams.has(name));
  if (other) throw malformed(`Who is named by id is not searched: "${other}" says nothing.`);
  return ids.map(idFrom);
}

/** The contact whose opportunities are asked for, if the request names one. */
export function contactOf(c: HonoContext): string | undefined {
  const value = parameter(c, 'contact');
  return value === null ? undefined : idFrom(value);
}

/**
 * The versions an `If-Match` accepts, as a question; `undefined` when the header is missing.
 * `*` is refused: it would mean "whoever the owner is now". Weak tags are read and never match (RFC 9110 §13.1.1).
 */
export function ifMatchOf(c: HonoContext): ((version: string) => boolean) | undefined {
  const header = c.req.header('if-match');
  if (header === undefined) return undefined;
  if (
    !/^\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")*\s*$/.test(header)
  ) {
    throw malformed('If-Match is the version of the record in quotes.');
  }
  const tags = new Set(header.split(',').map((tag) => tag.trim()));
  return (version) => tags.has(`"${version}"`);
}

/** Reads no more than allowed, whatever the header says. */
async function bytesOf(request: Request): Promise<Uint8Array> {
  const tooLarge = malformed('A body has at most 64 KiB.', 413);
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY) throw tooLarge;
  // Where this runs behind a mock, in Firefox, there is no stream.
  if (!request.body) {
    const all = new Uint8Array(await request.arrayBuffer());
    if (all.byteLength > MAX_BODY) throw tooLarge;
    return all;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  // A stream can't be iterated in WebKit.
  const reader = request.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > MAX_BODY) {
      reader.cancel().catch(() => {});
      throw tooLarge;
    }
    chunks.push(part.value);
  }
  const bytes = new Uint8Array(size);
  chunks.reduce((at, chunk) => (bytes.set(chunk, at), at + chunk.byteLength), 0);
  return bytes;
}

/** The body as JSON: an object, whatever it holds. */
export async function jsonOf(c: HonoContext): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) {
    throw malformed('A body is application/json.', 415);
  }
  const bytes = await bytesOf(c.req.raw).catch((error: unknown) => {
    // The only thing that can fail here is the connection, and nobody reads the answer then.
    throw error instanceof Refusal ? error : malformed('The body was cut off.');
  });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw malformed('The body is not JSON.');
  }
  if (typeof value !== 'object' || !value || Array.isArray(value)) {
    throw malformed('The body is not an object.');
  }
  return value;
}

/** The body as the schema has it; members the schema doesn't name are dropped. */
export async function bodyOf<S extends v.GenericSchema>(
  c: HonoContext,
  schema: S,
): Promise<v.InferOutput<S>> {
  const result = v.safeParse(schema, await jsonOf(c));
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  // What our own schemas add to the types, they say in their own words.
  if (issue.kind === 'validation') throw malformed(issue.message);
  throw malformed(`The body is not as it should be${path ? ` at "${path}"` : ''}.`);
}
