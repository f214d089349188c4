/**
 * The plain fields of contacts and opportunities: which there are, what may be written into them, and the sentence
 * that a form puts beside the field where it may not.
 */
import type { Context as HonoContext } from 'hono';
import * as v from 'valibot';
import { Refusal } from '../problems.ts';
import type { Reader } from '../repository.ts';
import { Id, Ids, isStorableId, jsonOf, text } from '../request.ts';
import { type Context, keyOf } from '../service.ts';
import { sees } from '../visibility.ts';

export const LIFECYCLES = ['lead', 'opportunity', 'customer', 'former customer'] as const;
export const STAGES = ['new', 'qualified', 'proposal', 'negotiation', 'won', 'lost'] as const;

const MISSING = 'This is needed.';
const UNSEEN = 'There is no such contact among those you see.';
const WHOLE = 'A whole number of euros, 0 or more.';

export const oneOf = (words: readonly string[]) => `One of: ${words.join(', ')}.`;

const name = v.pipe(text(200), v.trim(), v.minLength(1, MISSING));
const line = v.nullable(text(200));
/** Whole euros. */
export const euros = v.pipe(
  v.number(WHOLE),
  v.integer(WHOLE),
  v.minValue(0, WHOLE),
  v.maxValue(1e12, 'At most a million million euros.'),
);
const value = v.nullable(euros);
export const stage = v.picklist(STAGES, oneOf(STAGES));
export const lifecycle = v.picklist(LIFECYCLES, oneOf(LIFECYCLES));
const contactId = v.custom<string>(isStorableId, ({ input }) => (input ? UNSEEN : MISSING));

/** Tags of one record. */
export const MOST_TAGS = 20;

const TAG = 'A tag has 1 to 40 characters.';

/** Upper and lower case and the spaces around make no difference to what a tag is. */
export const Tag = v.pipe(
  text(200, TAG),
  v.transform((tag) => tag.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()),
  v.minLength(1, TAG),
  v.maxLength(40, TAG),
);

const Tags = v.optional(
  v.pipe(v.array(Tag, 'A list of tags.'), v.maxLength(MOST_TAGS, `At most ${MOST_TAGS} tags.`)),
  [],
);
const tags = v.strictObject({ add: Tags, remove: Tags }, 'Tags to add and to remove.');

/** What a `PATCH` may hold. Owner and followers are none of the CRM's fields. */
export const PATCHES = {
  contact: v.partial(
    v.object({
      name,
      jobTitle: line,
      company: line,
      email: line,
      phone: line,
      city: line,
      lifecycle,
      nextStep: line,
      tags,
    }),
  ),
  opportunity: v.partial(v.object({ name, value, stage, contactId, tags })),
};

export const NewOpportunity = v.object(
  {
    name,
    contactId,
    value: v.optional(value, null),
    stage: v.optional(stage, 'new'),
    tags: v.pipe(
      Tags,
      v.transform((tags) => [...new Set(tags)]),
    ),
    /** Nobody named: the caller. */
    owner: v.nullish(Id),
    followers: v.optional(v.pipe(Ids, v.maxLength(100, 'At most 100 people.')), []),
  },
  MISSING,
);

export interface FieldProblem {
  /** As in the body. */
  readonly name: string;
  /** A sentence for whoever fills in the form. */
  readonly detail: string;
}

export const fieldRefusal = (fields: FieldProblem[], status: number) =>
  new Refusal('invalid-request', { status, fields, detail: 'The body is not as it should be.' });

/**
 * The body of a form as the schema has it; else a refusal that names each field and what is wrong with it.
 * `groups` are members that hold fields of the form rather than being one.
 */
export async function formOf<S extends v.GenericSchema>(
  c: HonoContext,
  schema: S,
  groups: readonly string[] = [],
): Promise<v.InferOutput<S>> {
  const result = v.safeParse(schema, await jsonOf(c));
  if (result.success) return result.output;
  const first = new Map<string, FieldProblem>();
  for (const { path, message } of result.issues) {
    const name = String(path?.find(({ key }) => !groups.includes(String(key)))?.key ?? path?.[0].key);
    if (!first.has(name)) first.set(name, { name, detail: message });
  }
  throw fieldRefusal([...first.values()], 400);
}

/** A contact that the caller names is one they see. What they see nothing of is not told from what is not there. */
export async function assertContact(
  tx: Pick<Reader, 'find'>,
  { viewer, rules }: Context,
  id: string,
): Promise<void> {
  const contact = await tx.find(keyOf(viewer, { type: 'contact', id }));
  if (!contact || !sees(viewer, contact, rules)) {
    throw fieldRefusal([{ name: 'contactId', detail: UNSEEN }], 422);
  }
}
