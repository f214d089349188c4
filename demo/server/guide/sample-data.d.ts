import type { DatabaseSync } from 'node:sqlite';

export function sampleData(): DatabaseSync;
