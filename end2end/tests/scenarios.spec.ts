import { expect, test, type Page } from '@playwright/test';

import { address, announced, expectAddress, expectNoSidewaysScroll, island, isPlanted, plant, ready, rows } from './support';

const picture = (page: Page) => page.locator('.price-capability');
const points = (page: Page) => picture(page).locator('svg.scatter a');
const numbers = (page: Page) => picture(page).locator('details.numbers tbody tr');

test('The front page leads to a scenario, which says what matters and whom it recommends', async ({ page }) => {
  await page.goto('/');
  await page.locator('.cards').getByRole('link', { name: /^代码开发/ }).click();
  await expectAddress(page, '/scenarios/coding');
  await expect(page.locator('#main h1')).toHaveText('代码开发');
  expect(await page.locator('.matters li').count()).toBeGreaterThanOrEqual(3);
  const picks = page.locator('.recommended > li');
  expect(await picks.count()).toBeGreaterThanOrEqual(3);
  for (const pick of await picks.all()) {
    const shown = await pick.locator('.measures dd').count();
    expect(shown).toBeGreaterThan(0);
    await expect(pick.locator('.measures a.source')).toHaveCount(shown);
  }
});

test('The table of a scenario holds the models that fit it, before and after it answers by itself', async ({ page }) => {
  await page.goto('/scenarios/long-context');
  const promised = Number(/\d+/.exec(await page.locator('#fitting').innerText())?.[0]);
  const table = island(page);
  expect(await announced(table)).toBe(promised);
  const before = await rows(table).first().innerText();
  await ready(table);
  expect(await announced(table)).toBe(promised);
  expect(await rows(table).first().innerText()).toBe(before);
  await table.locator('.scenarios').getByRole('link', { name: /^代码开发/ }).click();
  await expectAddress(page, '/scenarios/long-context?scenario=coding');
  const left = await rows(table).count();
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(promised);
});

test('Another benchmark is drawn in place, and its address leads to the same picture', async ({ page }) => {
  await page.goto('/scenarios/coding');
  await plant(page);
  await expect(picture(page).getByRole('button')).toBeHidden();
  const title = await picture(page).locator('figcaption strong').innerText();
  const benchmark = picture(page).getByLabel(/^基准/);
  await benchmark.focus();
  await benchmark.selectOption('swe-bench-pro');
  await expectAddress(page, '/scenarios/coding?chart.benchmark=swe-bench-pro');
  await expect(picture(page).locator('figcaption strong')).not.toHaveText(title);
  expect(await isPlanted(page)).toBe(true);
  await expect(benchmark).toBeFocused();
  const drawn = await numbers(page).allInnerTexts();
  expect(await points(page).count()).toBe(drawn.length);
  await page.goto(address(page));
  expect(await numbers(page).allInnerTexts()).toEqual(drawn);
});

test('Every point can be reached by the keyboard, says what it is, and opens its model in place', async ({ page }) => {
  await page.goto('/scenarios/coding');
  await plant(page);
  const count = await points(page).count();
  expect(count).toBeGreaterThan(5);
  await points(page).first().focus();
  for (let place = 0; place < count; place++) {
    const point = points(page).nth(place);
    await expect(point).toBeFocused();
    await expect(point.locator('title')).toHaveText(/.+：\$[\d.]+，[\d.]+%（.+）/);
    if (place < count - 1) await page.keyboard.press('Tab');
  }
  const href = await points(page).last().getAttribute('href');
  await page.keyboard.press('Enter');
  await expectAddress(page, href!);
  expect(await isPlanted(page)).toBe(true);
});

test('A focused point is seen to be focused', async ({ page }) => {
  await page.goto('/scenarios/coding');
  const hit = points(page).nth(1).locator('.hit');
  const stroke = () => hit.evaluate((circle) => getComputedStyle(circle).stroke);
  expect(await stroke()).toBe('none');
  await points(page).first().focus();
  await page.keyboard.press('Tab');
  expect(await stroke()).not.toBe('none');
});

test('What the address asks for and does not exist is told', async ({ page }) => {
  await page.goto('/scenarios/coding?chart.benchmark=banana');
  await expect(picture(page).locator('.notice')).toContainText('chart.benchmark=banana');
  expect(await points(page).count()).toBeGreaterThan(0);
});

test.describe('Without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a form leads to another picture and keeps what the table was asked', async ({ page }) => {
    await page.goto('/scenarios/coding?sort=-context');
    const before = await numbers(page).count();
    await picture(page).getByLabel(/^基准/).selectOption('swe-bench-pro');
    await picture(page).getByLabel(/^价格/).selectOption('blended');
    await picture(page).getByRole('button', { name: '应用' }).click();
    const query = new URL(page.url()).searchParams;
    expect(query.get('chart.benchmark')).toBe('swe-bench-pro');
    expect(query.get('chart.price')).toBe('blended');
    expect(query.get('sort')).toBe('-context');
    await expect(picture(page).locator('figcaption strong')).toContainText('SWE-bench Pro');
    expect(await numbers(page).count()).not.toBe(before);
    expect(await points(page).count()).toBe(await numbers(page).count());
  });

  test('the scenarios follow each other', async ({ page }) => {
    await page.goto('/en/scenarios');
    const count = await page.locator('.scenario > h2').count();
    expect(count).toBe(9);
    await page.locator('.scenario > h2 a').first().click();
    for (let seen = 1; seen < count; seen++) await page.locator('.neighbours a[rel="next"]').click();
    await expect(page.locator('.neighbours a[rel="next"]')).toHaveCount(0);
    await expectAddress(page, '/en/scenarios/agents');
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  for (const path of ['/', '/scenarios', '/scenarios/coding', '/en/scenarios/agents']) {
    test(`${path} does not scroll sideways`, async ({ page }) => {
      await page.goto(path);
      await expectNoSidewaysScroll(page);
    });
  }
});
