/** The plain fields of contacts and opportunities: which there are, and what may be written into them. */
import * as v from 'valibot';
import { Id, text } from '../request.ts';

export const LIFECYCLES = ['lead', 'opportunity', 'customer', 'former customer'] as const;
export const STAGES = ['new', 'qualified', 'proposal', 'negotiation', 'won', 'lost'] as const;

const name = v.pipe(text(200), v.trim(), v.minLength(1));
const line = v.nullable(text(200));
/** Whole euros. */
const value = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e12)));
const stage = v.picklist(STAGES);

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
      lifecycle: v.picklist(LIFECYCLES),
      nextStep: line,
    }),
  ),
  opportunity: v.partial(v.object({ name, value, stage })),
};

export const NewOpportunity = v.object({
  name,
  contactId: Id,
  value: v.optional(value, null),
  stage: v.optional(stage, 'new'),
  /** Nobody named: the caller. */
  owner: v.nullish(Id),
  followers: v.optional(v.pipe(v.array(Id), v.maxLength(100)), []),
});
