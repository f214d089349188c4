import type { User } from '../../../src/core/record.ts';
import type { Adapter } from '../../../src/data/adapter.ts';

export function arrayAdapter(base: string, fetch?: typeof globalThis.fetch): Adapter;
export function peopleOf(users: readonly object[]): User[];
