/** Who shares a source with whom. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourceFor } from '../../src/data/sources.ts';

const ada = { id: 'ada', name: 'Ada Lovelace', active: true };

test('elements on one list of people share what is known of them, those on another list do not', () => {
  const users = [ada];
  const source = sourceFor({ users });
  assert.equal(sourceFor({ users }), source);
  assert.notEqual(sourceFor({ users: [ada] }), source);
  assert.equal(source.people.get('ada')?.name, 'Ada Lovelace');
});

test('a list of people beside a backend is not what elements share', () => {
  const users = [ada];
  const adapter = { load: () => Promise.reject(new Error('not asked')) };
  const source = sourceFor({ users, adapter });
  assert.notEqual(sourceFor({ users }), source);
  assert.equal(sourceFor({ users: [], adapter }), source);
});
