import { expect, type Locator, type Page } from '@playwright/test';

declare global {
  interface Window {
    /** Set by `plant`; gone once another document is loaded. */
    planted?: boolean;
  }
}

/** The main pages, as a reader meets them. */
export const PAGES = [
  '/', '/llm/deepseek', '/llm/what-is-llm', '/models', '/models/deepseek-v3', '/pricing', '/benchmarks', '/scenarios', '/scenarios/coding',
  '/compare?m=deepseek-v3,llama-3.1-405b,gpt-4o', '/updates', '/calculators/cost', '/calculators/memory', '/search?q=moe', '/search?q=deepseek&kind=model&series=deepseek&page=2',
  '/search?q=deepseek&kind=term&series=banana', '/glossary', '/concepts/moe', '/guides/choose-a-model', '/about', '/nope',
];

/** Leaves a mark on the document that a load would wipe out. */
export async function plant(page: Page) {
  await page.evaluate(() => {
    window.planted = true;
  });
}

/** Whether the document is still the one that was marked. */
export const isPlanted = (page: Page) => page.evaluate(() => window.planted === true);

/** What the address bar shows after the host, Chinese readable. */
export function address(page: Page) {
  const url = new URL(page.url());
  return decodeURIComponent(url.pathname + url.search + url.hash);
}

export const expectAddress = (page: Page, wanted: string) => expect.poll(() => address(page)).toBe(wanted);

export const scrollTop = (page: Page) => page.evaluate(() => Math.round(scrollY));

/** Scrolls, and waits until the history entry knows. */
export async function scrollAndKeep(page: Page, top: number) {
  await page.evaluate((top) => scrollTo(0, top), top);
  await expect.poll(() => page.evaluate(() => Math.round(history.state?.y ?? -1))).toBe(top);
}

/** Clicks a link to an address that no page happens to link to. */
export async function follow(page: Page, href: string) {
  await page.evaluate((href) => {
    const link = document.createElement('a');
    link.href = href;
    document.querySelector('#main')!.prepend(link);
    link.click();
  }, href);
}

/** The table island whose parameters begin with a prefix. */
export const island = (page: Page, prefix = '') => page.locator(`.island[data-prefix="${prefix}"]`);

/** Brings a table into view and waits until it answers by itself. */
export async function ready(table: Locator) {
  await table.scrollIntoViewIfNeeded();
  await expect(table).toHaveAttribute('data-island', 'ready');
}

/** Opens a page with a table and waits until the table answers by itself. */
export async function openTable(page: Page, address: string, prefix = '') {
  await page.goto(address);
  const table = island(page, prefix);
  await ready(table);
  return table;
}

/** The rows of a table, without the one that says that there are none. */
export const rows = (table: Locator) => table.locator('.data > tbody > tr:not(:has(td.empty))');

/** The texts of one column, marks and unknown cells left out. */
export async function column(table: Locator, heading: string) {
  return table.locator('table.data').evaluate((element, heading) => {
    const heads = [...element.querySelectorAll('thead th')];
    const place = heads.findIndex((head) => head.querySelector('a')?.textContent === heading);
    return [...element.querySelectorAll('tbody tr:not(:has(td.empty))')].map((row) => {
      const cell = row.children[place].cloneNode(true) as Element;
      for (const mark of cell.querySelectorAll('.source:not(.value), .source > i, .unknown')) mark.remove();
      return cell.textContent!.trim();
    });
  }, heading);
}

/**
 * What `1M`, `128K`, `4,095`, `671B` or a date can stand for, from least to
 * most: a K is printed for a thousand and for 1,024.
 */
export function range(text: string): [number, number] {
  const [, digits, unit] = /^([\d.,]+)([KMBT]?)$/.exec(text) ?? [];
  if (digits === undefined) return [Date.parse(text), Date.parse(text)];
  const power = ['', 'K', 'M', 'B', 'T'].indexOf(unit);
  const number = Number(digits.replaceAll(',', ''));
  return [number * 1000 ** power, number * 1024 ** power];
}

/** How many rows the table says it has left. */
export async function announced(table: Locator) {
  const text = await table.locator('.row-count').innerText();
  return Number(/(\d+) 行$/.exec(text)?.[1]);
}

/** The page itself never scrolls sideways; boxes in it may. */
export async function expectNoSidewaysScroll(page: Page) {
  const [content, window] = await page.evaluate(() => {
    const root = document.documentElement;
    return [root.scrollWidth, root.clientWidth];
  });
  expect(content, `${address(page)} is wider than the window`).toBeLessThanOrEqual(window);
}

/** Waits until what was just received had its turn to be painted. */
export const settle = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** A promise with its handle. */
export function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}
