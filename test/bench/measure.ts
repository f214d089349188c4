/** The measures: each opens a fresh page with the built file in Chromium and gives numbers by name. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { launchBrowser } from '../support/browser.ts';
import { install } from './in-page.ts';

export type Numbers = Record<string, number[]>;

const HTML =
  '<!doctype html><html lang="en"><title>Bench</title><body><script src="/crm-followers.js"></script>';
const MANY = 100_000;

export interface Bench {
  /** Runs everything once. */
  run(numbers: Numbers): Promise<void>;
  close(): Promise<void>;
  readonly browser: string;
}

export async function openBench(file: string): Promise<Bench> {
  const script = readFileSync(file);
  const server = createServer(({ url }, response) => {
    const isScript = url === '/crm-followers.js';
    response.writeHead(200, { 'Content-Type': isScript ? 'text/javascript' : 'text/html; charset=utf-8' });
    response.end(isScript ? script : HTML);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const browser = await launchBrowser({ shell: false });
  return {
    browser: await browser.version(),
    async run(numbers) {
      for (const [rate, measure] of MEASURES)
        await inPage(browser, url, rate, (page, cdp) => measure(page, cdp, numbers));
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

async function inPage(
  browser: Browser,
  url: string,
  rate: number,
  measure: (page: Page, cdp: CDPSession) => Promise<void>,
): Promise<void> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const errors: unknown[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(url);
  await page.evaluate(install);
  const cdp = await page.createCDPSession();
  await cdp.send('Emulation.setCPUThrottlingRate', { rate });
  await measure(page, cdp);
  await context.close();
  if (errors.length) throw errors[0];
}

type Measure = (page: Page, cdp: CDPSession, numbers: Numbers) => Promise<void>;

const add = (numbers: Numbers, name: string, ...values: number[]) => (numbers[name] ??= []).push(...values);

const mounting =
  (name: string, count: number): Measure =>
  async (page, _, numbers) => {
    const { ms } = await page.evaluate((n) => bench.mount(n, bench.people(50)), count);
    add(numbers, name, ms);
  };

/** Giving a hundred thousand people, opening the list, and typing into it. */
const searching: Measure = async (page, _, numbers) => {
  const given = await page.evaluate((n) => bench.mount(1, bench.people(n)), MANY);
  add(numbers, 'give 100,000 to paint, 4×', given.ms);
  add(numbers, 'give 100,000, longest task, 4×', given.longest);

  const input = (await page.$('crm-followers >>> [role=combobox]'))!;
  await page.evaluate(() => bench.watch('pointerdown', () => bench.options().length > 0));
  await input.click();
  const open = await page.evaluate(() => bench.watched());
  add(numbers, 'open to list painted, 100,000, 4×', open.ms);
  add(numbers, 'open, longest task, 4×', open.longest);

  for (const text of ['a', 'an', 'anb', 'anba', 'anbax']) {
    await page.evaluate(
      (query) =>
        bench.watch('keydown', () => {
          const names = bench.options();
          const field = document.querySelector('crm-followers')!.shadowRoot!.querySelector('input')!;
          if (field.value !== query) return false;
          // Nobody's name has an x: the list then says so, and offers nobody.
          return query.endsWith('x')
            ? !names.length
            : names.length > 0 && names.every((name) => name.toLowerCase().includes(query));
        }),
      text,
    );
    await page.keyboard.press(text.at(-1) as 'a');
    const key = await page.evaluate(() => bench.watched());
    const none = text.endsWith('x');
    add(numbers, none ? 'key that nothing matches, 4×' : 'key to list painted, 100,000, 4×', key.ms);
    add(numbers, 'key, longest task, 4×', key.longest);
  }
};

const stacks: Measure = async (page, _, numbers) => {
  const { ms, longest } = await page.evaluate(() => bench.mountStacks(1000));
  add(numbers, 'mount 1,000 stacks to visible rows, 4×', ms);
  add(numbers, 'mount 1,000 stacks, longest task, 4×', longest);
};

interface Weight {
  heap: number;
  nodes: number;
  listeners: number;
}

async function weigh(cdp: CDPSession): Promise<Weight> {
  for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  return { heap: usedSize, nodes, listeners: jsEventListeners };
}

const weight: Measure = async (page, cdp, numbers) => {
  const mount = () => page.evaluate(() => bench.mount(100, bench.people(50)));
  await mount();
  await page.evaluate(() => bench.clear());
  const [before, elements] = [await weigh(cdp), await page.evaluate(() => bench.elements())];
  await mount();
  const after = await weigh(cdp);
  add(numbers, 'heap of an element, KiB', (after.heap - before.heap) / 100 / 1024);
  add(numbers, 'listeners of an element', (after.listeners - before.listeners) / 100);
  add(
    numbers,
    'DOM elements of an element',
    ((await page.evaluate(() => bench.elements())) - elements) / 100,
  );
};

const leak: Measure = async (page, cdp, numbers) => {
  const cycle = (times: number) =>
    page.evaluate(async (n) => {
      const people = bench.people(50);
      for (let i = 0; i < n; i++) {
        const element = document.createElement('crm-followers');
        Object.assign(element, {
          view: 'field',
          users: people,
          value: people.slice(0, 10).map(({ id }) => id),
        });
        document.body.append(element);
        await element.updateComplete;
        await new Promise(requestAnimationFrame);
        element.remove();
      }
      await bench.clear();
    }, times);
  await cycle(30);
  const before = await weigh(cdp);
  await cycle(500);
  const after = await weigh(cdp);
  add(numbers, 'leak of a cycle, bytes', (after.heap - before.heap) / 500);
  add(numbers, 'leak over 500 cycles, nodes', after.nodes - before.nodes);
  add(numbers, 'leak over 500 cycles, listeners', after.listeners - before.listeners);
};

const shift: Measure = async (page, _, numbers) => {
  const sum = await page.evaluate(async () => {
    let total = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) total += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
    await bench.mountStacks(20);
    return total;
  });
  add(numbers, 'layout shift of a list that loads', sum);
};

/** How much slower than it is the processor is made, and what is measured then. */
const MEASURES: readonly [rate: number, measure: Measure][] = [
  [4, mounting('first element, cold, 4×', 1)],
  [4, mounting('mount 100 fields, 4×', 100)],
  [1, mounting('mount 1,000 fields, 1×', 1000)],
  [4, stacks],
  [4, searching],
  [1, weight],
  [1, leak],
  [1, shift],
];
