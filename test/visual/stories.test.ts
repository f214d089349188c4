/** Every story of the gallery looks as it was accepted to look: `npm run visual:accept` accepts what is there now. */
import assert from 'node:assert/strict';
import { relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { stories } from '../../demo/stories/index.ts';
import { readReference, references, writeDifference } from './references.ts';
import { compare, decode, toPng } from './sheet.ts';
import { Studio } from './studio.ts';

const PAGES = 2;
const accepted = new Set(references());
let studio: Studio;

before(async () => {
  studio = await Studio.open(PAGES);
});
after(() => studio?.close());

describe('the story', { concurrency: PAGES }, () => {
  for (const story of stories) {
    const { id, title, name } = story;
    it(`“${title}: ${name}” looks as it did`, async () => {
      const accept = `npm run visual:accept -- ${id}`;
      if (!accepted.has(id)) assert.fail(`It is new. Look at what this makes, and commit it: ${accept}`);
      const found = compare(await decode(readReference(id)), await studio.photograph(story));
      if (!found) return;
      const path = relative(process.cwd(), writeDifference(id, await toPng(found.image)));
      assert.fail(
        `It looks different: ${found.looks.join(', ')}. See ${path} (as accepted, as it is now, what differs). If it is meant: ${accept}`,
      );
    });
  }
});

it('has no reference of a story that is gone', () => {
  const ids = new Set(stories.map(({ id }) => id));
  const left = [...accepted].filter((id) => !ids.has(id));
  assert.deepEqual(left, [], 'npm run visual:accept takes them away');
});
