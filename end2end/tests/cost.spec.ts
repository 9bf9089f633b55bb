import { expect, test } from '@playwright/test';

import { announced, column, expectAddress, isPlanted, island, openTable, plant, rows } from './support';

test('A changed number changes the costs in place, and the address with them', async ({ page }) => {
  const table = await openTable(page, '/calculators/cost');
  await plant(page);
  const before = await column(table, '每月');
  await page.getByLabel('每月请求').fill('20000');
  await expectAddress(page, '/calculators/cost?n=20000');
  await expect(page.locator('.said')).toContainText('20,000');
  await expect.poll(() => column(island(page), '每月')).not.toEqual(before);
  await expect(page.getByLabel('每月请求')).toBeFocused();
  expect(await isPlanted(page)).toBe(true);
});

test('Costs are ranked, filtered like any table, and keep the usage', async ({ page }) => {
  const table = await openTable(page, '/calculators/cost?in=1000&out=1000&n=1000000');
  const all = await announced(table);
  await table.locator('.scenarios').getByRole('link', { name: /^代码开发/ }).click();
  await expect.poll(() => announced(table)).toBeLessThan(all);
  await expectAddress(page, '/calculators/cost?in=1000&out=1000&n=1000000&scenario=coding');
  await page.getByLabel('输入命中缓存').fill('80');
  await expect.poll(() => page.url()).toContain('cache=80');
  expect(page.url()).toContain('scenario=coding');
  await expect(island(page).locator('.scenarios [aria-current]')).toHaveCount(1);
  await page.goto('/calculators/cost?currency=USD');
  const costs = (await column(island(page), '每月')).map((text) => Number(text.replace('$', '')));
  expect(costs.length).toBeGreaterThan(20);
  expect(costs).toEqual(costs.toSorted((a, b) => a - b));
});

test('A number that means nothing is told and ignored', async ({ page }) => {
  await page.goto('/calculators/cost?in=banana&cache=150');
  await expect(page.locator('.notice').first()).toContainText('in=banana cache=150');
  await expect(page.getByLabel('每次输入')).toHaveValue('2000');
  await expect(rows(island(page))).toHaveCount(50);
});
