/** Every case of the contract. */
import type { Case } from '../case.ts';
import { batches } from './batch.ts';
import { atOnce } from './bulk.ts';
import { atOnceWithOwner } from './bulk-owner.ts';
import { events } from './events.ts';
import { following } from './following.ts';
import { handingOver } from './handing-over.ts';
import { histories } from './history.ts';
import { malformed } from './malformed.ts';
import { members } from './members.ts';
import { order } from './order.ts';
import { places } from './places.ts';
import { naming } from './people.ts';
import { reading } from './reading.ts';
import { searching } from './searching.ts';

export const cases: readonly Case[] = [
  ...reading,
  ...members,
  ...following,
  ...places,
  ...searching,
  ...batches,
  ...naming,
  ...histories,
  ...handingOver,
  ...atOnce,
  ...atOnceWithOwner,
  ...events,
  ...order,
  ...malformed,
];
