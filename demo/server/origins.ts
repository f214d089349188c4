/**
 * Pages of other origins: which may ask and read the answers (CORS), and that no other can write with a cookie that the
 * browser sends along.
 */
import { cors } from 'hono/cors';

/** Nobody but the page's own origin, unless it is listed exactly as browsers send it: `https://crm.example`. */
export type Origins = readonly string[];

/** The answers to browsers that ask on behalf of a listed origin; without a list none is given. */
export const crossOrigin = (origins: Origins) =>
  cors({
    origin: (origin) => (origins.includes(origin) ? origin : null),
    credentials: true,
    allowMethods: ['GET', 'PUT', 'POST', 'DELETE'],
    allowHeaders: [
      'Accept-Language',
      'Authorization',
      'Content-Type',
      'If-Match',
      'If-None-Match',
      'Last-Event-ID',
      'X-CRM-Followers',
    ],
    exposeHeaders: ['ETag', 'Retry-After'],
    maxAge: 600,
  });

/**
 * Whether a browser says that a request comes from a page that is neither ours nor listed. The host alone is compared:
 * what ends TLS in front of us knows the scheme, and we don't.
 */
export function isForeign(request: Request, origins: Origins): boolean {
  const origin = request.headers.get('origin');
  if (origin === null || origins.includes(origin)) return false;
  // A page that has no origin says "null".
  return !URL.canParse(origin) || new URL(origin).host !== new URL(request.url).host;
}
