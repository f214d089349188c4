/** Every contract case. */
import type { Case } from '../case.ts';
import { following } from './following.ts';
import { handingOver } from './handing-over.ts';
import { malformed } from './malformed.ts';
import { reading } from './reading.ts';
import { searching } from './searching.ts';

export const cases: readonly Case[] = [...reading, ...following, ...searching, ...handingOver, ...malformed];
