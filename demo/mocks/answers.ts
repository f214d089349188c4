/** Answers planted in front of the app: the faults of a network and a server, for stories that are about them. */

export interface Answer {
  /** Status of a problem. Without one the app answers, after the delay. */
  status?: number | undefined;
  /** Members of the problem. */
  code?: string | undefined;
  reason?: string | undefined;
  detail?: string | undefined;
  headers?: Record<string, string> | undefined;
  /** Milliseconds until the answer; `Infinity` is never. */
  delay?: number | undefined;
  /** How many requests are answered so; those after them go to the app. */
  times?: number | undefined;
}

/** By method and part of the path, as in `PUT /followers/`. */
export type Answers = Readonly<Record<string, Answer>>;

/** Answers requests of one story, until it is over: then nothing waits any more. */
export class Planted {
  online = true;
  readonly #answers: Answers;
  readonly #used = new Map<string, number>();
  /** Ends the story: nothing waits for an answer any more. */
  end = () => {};
  readonly #ended = new Promise<void>((resolve) => (this.end = resolve));

  constructor(answers: Answers = {}) {
    this.#answers = answers;
  }

  async answer({ method, url }: Request): Promise<Response | undefined> {
    if (!this.online) return Response.error();
    const { pathname, search } = new URL(url);
    const found = Object.entries(this.#answers).find(([route, { times = Infinity }]) => {
      const [wanted, part = ''] = route.split(' ');
      const used = this.#used.get(route) ?? 0;
      return wanted === method && (pathname + search).includes(part) && used < times;
    });
    if (!found) return undefined;
    const [route, { delay = 0, status, headers, times: _, ...problem }] = found;
    this.#used.set(route, (this.#used.get(route) ?? 0) + 1);
    await this.#wait(delay);
    if (status === undefined) return undefined;
    const type = { 'Content-Type': 'application/problem+json' };
    return Response.json({ status, ...problem }, { status, headers: { ...type, ...headers } });
  }

  #wait(delay: number): Promise<void> {
    const waited = new Promise<void>((resolve) => {
      if (delay < Infinity) setTimeout(resolve, delay);
    });
    return Promise.race([waited, this.#ended]);
  }
}
