/** The style sheets of the element, in the order they build on each other. */
import { base } from './base.ts';
import { field } from './field.ts';
import { groups } from './groups.ts';
import { media } from './media.ts';
import { messages } from './messages.ts';
import { people } from './people.ts';
import { tokens } from './tokens.ts';

export const styles = [tokens, base, groups, people, field, messages, media];
