import { expect, test, type Page } from '@playwright/test';

import { address, expectAddress, island, PAGES, ready } from './support';

const LIGHT = 'rgb(255, 255, 255)';
const DARK = 'rgb(22, 24, 29)';
const toggle = (page: Page) => page.locator('[data-theme-button]');
const ground = (page: Page) => page.locator('html');

test('The theme follows the system until the reader chooses', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  await expect(ground(page)).toHaveCSS('background-color', LIGHT);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(ground(page)).toHaveCSS('background-color', DARK);
  await toggle(page).click();
  await expect(ground(page)).toHaveCSS('background-color', LIGHT);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(ground(page)).toHaveCSS('background-color', LIGHT);
});

for (const [system, other, colour] of [['light', 'dark', DARK], ['dark', 'light', LIGHT]] as const) {
  test(`A ${other} theme chosen over a ${system} system is there before anything is painted`, async ({ page }) => {
    await page.addInitScript(() => {
      // What the theme is when the body comes to be, long before modules run.
      new MutationObserver((_, observer) => {
        if (!document.body) return;
        observer.disconnect();
        Object.assign(window, { themeAtBody: document.documentElement.dataset.theme ?? 'system' });
      }).observe(document, { childList: true, subtree: true });
    });
    const atBody = () => page.evaluate(() => (window as { themeAtBody?: string }).themeAtBody);
    await page.emulateMedia({ colorScheme: system });
    await page.goto('/llm/what-is-llm');
    expect(await atBody()).toBe('system');
    await toggle(page).click();
    await expect(ground(page)).toHaveCSS('background-color', colour);
    await page.reload();
    expect(await atBody()).toBe(other);
    await expect(ground(page)).toHaveCSS('background-color', colour);
    await page.locator('nav.side').getByRole('link', { name: '模型规格' }).click();
    await expect(page.locator('#main h1')).toHaveText('模型规格');
    await expect(ground(page)).toHaveCSS('background-color', colour);
    // Back to the system's own look: nothing to remember any more.
    await toggle(page).click();
    await page.reload();
    expect(await atBody()).toBe('system');
  });
}

test('The copy button copies the code, and says so in the language of the page', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const [path, before, after] of [['/llm/deepseek', '复制', '已复制'], ['/en/llm/deepseek', 'Copy', 'Copied']]) {
    await page.goto(path);
    const figure = page.locator('figure.code').first();
    const button = figure.locator('[data-copy]');
    await expect(button).toHaveText(before);
    await button.click();
    await expect(button).toHaveText(after);
    const code = await figure.locator('code').textContent();
    expect(code!.length).toBeGreaterThan(20);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
    await expect(button).toHaveText(before);
  }
});

test('The contents mark the section that is being read', async ({ page }) => {
  await page.goto('/llm/deepseek');
  const current = page.locator('[data-contents] a[data-current]');
  await expect(current).toHaveCount(0);
  for (const name of ['公司简介', '使用方式', '性能对比']) {
    await page.evaluate((id) => document.getElementById(id)!.scrollIntoView(), name);
    await expect(current).toHaveText(name);
  }
  await page.evaluate(() => scrollTo(0, 0));
  await expect(current).toHaveCount(0);
});

test('Tabs switch on a page that was reached by a click', async ({ page }) => {
  await page.goto('/llm/what-is-llm');
  await page.locator('nav.side').getByRole('link', { name: 'DeepSeek 系列' }).click();
  const tabs = page.locator('.tabs').first();
  await tabs.locator('label').nth(1).click();
  await expect(tabs.locator('.panel').nth(1)).toBeVisible();
  await expect(tabs.locator('.panel').nth(0)).toBeHidden();
});

for (const path of [...PAGES, ...PAGES.map((path) => (path === '/' ? '/en' : `/en${path}`))]) {
  test(`${path} runs clean: no warning, no error, no other host`, async ({ page, baseURL }) => {
    const trouble: string[] = [];
    page.on('console', (message) => {
      // The browser itself logs the status of a missing page.
      const own = path.endsWith('/nope') && message.location().url.endsWith('/nope') && message.text().includes('404');
      if (['warning', 'error'].includes(message.type()) && !own) trouble.push(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => trouble.push(`exception: ${error.message}`));
    page.on('requestfailed', (request) => trouble.push(`failed: ${request.url()}`));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${baseURL}/`) && !url.startsWith('data:')) trouble.push(`other host: ${url}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400 && !response.url().endsWith('/nope')) trouble.push(`${response.status()}: ${response.url()}`);
    });
    await page.goto(path);
    await expect(page.locator('#main h1')).toBeVisible();
    for (const table of await page.locator('.island').all()) await ready(table);
    await page.locator('form.search input').focus();
    await expect(page.locator('.search-panel')).toBeVisible();
    expect(trouble).toEqual([]);
  });
}

test('Reading costs no wasm until a table comes into view', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (/\.wasm$|\/data\/|model-atlas.*\.js$/.test(request.url())) fetched.push(new URL(request.url()).pathname);
  });
  await page.goto('/llm/what-is-llm');
  await page.locator('footer').scrollIntoViewIfNeeded();
  await expect(page.locator('[data-contents] a[data-current]')).toHaveCount(1);
  await page.locator('nav.side').getByRole('link', { name: 'DeepSeek 系列' }).click();
  await expect(page.locator('#main h1')).toHaveText('DeepSeek 系列');
  await expect(island(page, 'prices.')).not.toBeInViewport();
  expect(fetched.filter((path) => path.startsWith('/data/prices'))).toEqual([]);
  // And with a table in view it does come, once for all tables.
  await ready(island(page, 'specs.'));
  await ready(island(page, 'prices.'));
  expect(fetched.filter((path) => path.endsWith('.wasm'))).toHaveLength(1);
  expect(fetched.filter((path) => path.startsWith('/data/prices'))).toHaveLength(1);
});

test('A reading page scrolled through to its end fetches no wasm', async ({ page }) => {
  const wasm: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) wasm.push(request.url());
  });
  await page.goto('/llm/what-is-llm');
  await page.locator('footer').scrollIntoViewIfNeeded();
  await page.locator('#main h1').click();
  await page.waitForLoadState('networkidle');
  expect(wasm).toEqual([]);
  // The same listener sees it on a page with a table.
  await page.locator('nav.side').getByRole('link', { name: '模型规格' }).click();
  await ready(island(page));
  expect(wasm).toHaveLength(1);
});

test('Without its wasm a table stays a table of links', async ({ page }) => {
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto('/models');
  await expect(island(page)).toHaveAttribute('data-island', 'failed');
  await island(page).locator('.scenarios').getByRole('link', { name: /^代码开发/ }).click();
  await expectAddress(page, '/models?scenario=coding');
  await expect(island(page).locator('.scenarios [aria-current]')).toHaveCount(1);
  expect(address(page)).toBe('/models?scenario=coding');
});

test('Nothing moves while a page with tables comes to life', async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
        (window as unknown as { shift: number }).shift += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const path of ['/models', '/pricing', '/llm/deepseek', '/']) {
    await page.goto(path);
    for (const table of await page.locator('.island').all()) await ready(table);
    expect(await page.evaluate(() => (window as unknown as { shift: number }).shift), path).toBeLessThan(0.005);
  }
});
