/**
 * `npm run visual:accept`: makes what all stories look like now the reference; with ids, or how they begin, only of those.
 * Files are written only where something has changed to the eye, so that the project's history grows by no more.
 */
import { stories } from '../../demo/stories/index.ts';
import { readReference, references, removeReference, writeReference } from './references.ts';
import { compare, decode, encode } from './sheet.ts';
import { Studio } from './studio.ts';

const asked = process.argv.slice(2);
const wanted = stories.filter(({ id }) => !asked.length || asked.some((word) => id.startsWith(word)));
if (wanted.length === 0) throw new Error(`No story is called ${asked.join(' or ')}.`);
const accepted = new Set(references());
const changed: string[] = [];

const studio = await Studio.open();
try {
  for (const story of wanted) {
    const sheet = await studio.photograph(story);
    if (accepted.has(story.id) && !compare(await decode(readReference(story.id)), sheet)) continue;
    writeReference(story.id, await encode(sheet));
    changed.push(story.id);
  }
} finally {
  await studio.close();
}
const ids = new Set(stories.map(({ id }) => id));
const gone = [...accepted].filter((id) => !ids.has(id));
gone.forEach(removeReference);
console.error(
  `${wanted.length} stories looked at; changed: ${changed.join(', ') || 'none'}; gone: ${gone.join(', ') || 'none'}.`,
);
