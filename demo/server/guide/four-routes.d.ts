import type { Server } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';

export const SCHEMA: string;
export function fold(text: string): string;
export function fourRoutes(db: DatabaseSync): Server;
