/**
 * The languages of a page, in one place for everything on it: copies of the script and files with the words of one
 * language find each other there, whichever the page loads first, and however often.
 *
 * Knows no sentence: a file of one language brings nothing along but this.
 */
import type { en } from './en.ts';

export type MessageKey = keyof typeof en;

/** A sentence with `{placeholders}`, or its plural forms by `Intl.PluralRules` category of `n`. */
export type Message = string | { readonly [form in Intl.LDMLPluralRule]?: string };

/** A whole language with all the plural forms that it has. */
export type Messages<Form extends Intl.LDMLPluralRule> = {
  readonly [key in MessageKey]: string | { readonly [form in Form]: string };
};

interface Languages {
  /** By language tag. Those of another version may lack sentences. */
  readonly messages: Map<string, { readonly [key in MessageKey]?: Message }>;
  /** Called when a language was added. */
  readonly heard: Set<() => void>;
}

const PLACE = Symbol.for('crm-followers.languages');
const page = globalThis as { [PLACE]?: Languages };

export const languages: Languages = (page[PLACE] ??= { messages: new Map(), heard: new Set() });

/** Adds a language, or replaces it; elements that are in the page speak it at once. */
export function addLanguage<Form extends Intl.LDMLPluralRule>(tag: string, messages: Messages<Form>): void {
  languages.messages.set(tag, messages);
  for (const hear of languages.heard) hear();
}
