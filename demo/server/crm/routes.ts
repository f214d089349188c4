/**
 * The demo CRM around the followers: contacts and opportunities with a few fields, as a host would have them.
 * None of this is part of the contract.
 */
import { Hono } from 'hono';
import type { Env } from '../app.ts';
import { CAST } from '../data/fixed.ts';
import { userOf, viewerOf } from '../snapshot.ts';

/** Who can be chosen in the demo's "View as" menu; asked before anybody is signed in. */
export const people = new Hono<Env>().get('/people', (c) => c.json({ items: CAST.map(userOf) }));

export const crm = new Hono<Env>().get('/me', (c) => c.json(viewerOf(c.get('context').viewer)));
