/**
 * A language for tests of layouts, under the tag that is set aside for such: English with accents, in brackets and at
 * least two fifths longer, so that text that is cut off, too wide or not ours to translate is seen at a glance.
 */
import { en } from './en.ts';
import { addLanguage, type Message, type Messages } from './languages.ts';

const PLAIN = 'AaCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz';
const ACCENTED = 'ÅåÇçĎďÉéĜĝĤĥÎîĴĵĶķĽľÑñÖöŔŕŠšŤťÛûŴŵÝýŽž';

function stretched(text: string): string {
  const longer = text.replace(/\{\w+\}|[a-z]/gi, (found) =>
    found.startsWith('{')
      ? found
      : (ACCENTED[PLAIN.indexOf(found)] ?? found).repeat(/[aeiou]/i.test(found) ? 2 : 1),
  );
  return `[${longer}${'~'.repeat(Math.max(0, Math.ceil(text.length * 1.4) - longer.length))}]`;
}

const stretchedForms = (message: Message): Message =>
  typeof message === 'string'
    ? stretched(message)
    : Object.fromEntries(Object.entries(message).map(([form, text]) => [form, stretched(text)]));

addLanguage(
  'en-XA',
  Object.fromEntries(
    Object.entries(en).map(([key, message]) => [key, stretchedForms(message)]),
  ) as Messages<never>,
);
