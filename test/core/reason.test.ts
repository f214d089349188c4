/** Verdicts of a server, and what refusal they amount to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { denialOf } from '../../src/core/reason.ts';

/** The list, written out: it is a promise to hosts. */
const REASONS = [
  'not-visible',
  'read-only',
  'followers-cannot-manage',
  'user-is-owner',
  'already-following',
  'user-inactive',
  'user-not-assignable',
  'check',
  'off',
  'follower-limit',
  'followers-cannot-change-owner',
  'owner-change-forbidden',
  'viewer-unknown',
  'offline',
];

test('yes is no denial', () => {
  assert.equal(denialOf(true, 'read-only'), undefined);
});

test('a bare no is given the reason that we would have', () => {
  assert.deepEqual(denialOf(false, 'read-only'), { reason: 'read-only' });
});

test('each reason on the list is taken from the server without its sentence, since we have our own', () => {
  for (const reason of REASONS) {
    if (reason !== 'check') assert.deepEqual(denialOf({ reason, detail: 'No.' }, 'check'), { reason });
  }
});

test('a veto has no words but those of the server', () => {
  assert.deepEqual(denialOf({ reason: 'check', detail: 'Ask Ada.' }, 'read-only'), {
    reason: 'check',
    detail: 'Ask Ada.',
  });
});

test('a reason that is not on the list becomes ours and keeps its sentence', () => {
  for (const reason of ['quota', '', 'READ-ONLY', '__proto__', undefined]) {
    assert.deepEqual(denialOf({ reason, detail: 'Upgrade first.' }, 'user-not-assignable'), {
      reason: 'user-not-assignable',
      detail: 'Upgrade first.',
    });
  }
});

test('an object without a word is a no', () => {
  assert.equal(denialOf({}, 'read-only')?.reason, 'read-only');
});
