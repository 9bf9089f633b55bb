import { expect, test } from '@playwright/test';

import { announced, column, expectAddress, island, range, rows } from './support';

test.use({ javaScriptEnabled: false });

const head = (name: string) => `thead th:has(> a:text-is("${name}"))`;

test('Without JavaScript links lead through the site', async ({ page }) => {
  await page.goto('/');
  await page.locator('.cards').getByRole('link', { name: /^DeepSeek/ }).click();
  await expect(page.locator('#main h1')).toHaveText('DeepSeek 系列');
  await page.locator('nav.side').getByRole('link', { name: 'GPT 系列' }).click();
  await expect(page.locator('#main h1')).toHaveText('GPT 系列');
  await expectAddress(page, '/llm/gpt-series');
});

test('Without JavaScript nothing is shown that needs it', async ({ page }) => {
  await page.goto('/llm/deepseek');
  await expect(page.locator('[data-theme-button]')).toBeHidden();
  expect(await page.locator('[data-copy]').count()).toBeGreaterThan(0);
  await expect(page.locator('[data-copy]').filter({ visible: true })).toHaveCount(0);
});

test('Without JavaScript a scenario chip is a link to the fitting rows', async ({ page }) => {
  await page.goto('/models');
  const table = island(page);
  const chip = table.locator('.scenarios').getByRole('link', { name: /^代码开发/ });
  const promised = Number(await chip.locator('.count').innerText());
  await chip.click();
  await expectAddress(page, '/models?scenario=coding');
  await expect(rows(table)).toHaveCount(promised);
  await expect(chip).toHaveAttribute('aria-current', 'true');
});

test('Without JavaScript the filter form keeps the scenario and the order', async ({ page }) => {
  await page.goto('/models?scenario=long-context&sort=-context');
  const table = island(page);
  const before = await announced(table);
  await table.locator('details[data-facet="series"] > summary').click();
  await table.getByLabel('DeepSeek', { exact: false }).first().check();
  await table.getByRole('button', { name: '应用' }).click();
  const query = new URL(page.url()).searchParams;
  expect(query.get('scenario')).toBe('long-context');
  expect(query.get('sort')).toBe('-context');
  expect(query.get('series')).toBe('deepseek');
  expect(await announced(table)).toBeLessThan(before);
  for (const name of await column(table, '模型')) expect(name).toMatch(/deepseek/i);
  await expect(table.locator('input[name="series"]:checked')).toHaveValue('deepseek');
});

test('Without JavaScript the form of a table inside a page keeps its own names', async ({ page }) => {
  await page.goto('/llm/deepseek');
  const table = island(page, 'specs.');
  await table.locator('.more > summary').click();
  await table.locator('input[type="search"]').fill('v3');
  await table.getByRole('button', { name: '应用' }).click();
  expect(new URL(page.url()).searchParams.get('specs.q')).toBe('v3');
  for (const name of await column(table, '模型')) expect(name).toMatch(/v3/i);
});

test('Without JavaScript a heading sorts and the pager turns pages', async ({ page }) => {
  await page.goto('/models');
  const table = island(page);
  await table.locator(head('上下文')).locator('a').click();
  await expectAddress(page, '/models?sort=-context');
  await expect(table.locator(head('上下文'))).toHaveAttribute('aria-sort', 'descending');
  const largest = await column(table, '上下文');
  await table.getByRole('link', { name: '第 2 页' }).click();
  await expectAddress(page, '/models?sort=-context&page=2');
  const smaller = await column(table, '上下文');
  expect(range(largest.at(-1)!)[1]).toBeLessThan(range(largest[0])[0]);
  expect(range(smaller[0])[0]).toBeLessThanOrEqual(range(largest.at(-1)!)[1]);
});

test('Without JavaScript two boxes of one choice count, and so do columns and limits', async ({ page }) => {
  await page.goto('/models');
  const table = island(page);
  await table.locator('details[data-facet="year"] > summary').click();
  await table.getByLabel('2024').check();
  await table.getByLabel('2025').check();
  await table.getByLabel('上下文 ≥').selectOption('128000');
  await table.locator('details[data-facet="cols"] > summary').click();
  await table.getByLabel('许可证').check();
  await table.getByRole('button', { name: '应用' }).click();
  expect(await rows(table).count()).toBe(50);
  for (const date of await column(table, '发布')) expect(date).toMatch(/^202[45]/);
  await expect(table.locator(head('许可证'))).toBeVisible();
  await expect(table.locator('.found .chips .chip')).toHaveCount(3);
});

test('Without JavaScript ticked rows are compared', async ({ page }) => {
  await page.goto('/models?series=deepseek');
  const table = island(page);
  await table.locator('tbody input[name="m"]').nth(0).check();
  await table.locator('tbody input[name="m"]').nth(2).check();
  await table.getByRole('button', { name: '对比所选' }).click();
  expect(new URL(page.url()).pathname).toBe('/compare');
  await expect(page.locator('#main thead th[scope="col"]')).toHaveCount(3);
});

test('Without JavaScript a source mark leads to the value on its model\'s page', async ({ page }) => {
  await page.goto('/models');
  const mark = island(page).locator('tbody a.source').first();
  const [path, hash] = (await mark.getAttribute('href'))!.split('#');
  await mark.click();
  expect(new URL(page.url()).pathname).toBe(path);
  const value = page.locator(`[id="${hash}"]`);
  await expect(value).toBeInViewport();
  await expect(value.locator('.provenance a').first()).toHaveAttribute('href', /^https:/);
});

test('Without JavaScript the cost calculator answers', async ({ page }) => {
  await page.goto('/calculators/cost');
  await page.getByLabel('每次输入').fill('10000');
  await page.getByRole('button', { name: '计算' }).click();
  await expectAddress(page, '/calculators/cost?in=10000&out=500&n=10000&cache=0&peak=50');
  await expect(page.locator('.said')).toContainText('100M');
  await expect(rows(island(page))).toHaveCount(50);
});

test('Without JavaScript searching finds and marks', async ({ page }) => {
  await page.goto('/llm/deepseek');
  await page.locator('form.search input').fill('上下文窗口');
  await page.keyboard.press('Enter');
  await expectAddress(page, '/search?q=上下文窗口');
  await expect(page.locator('.hits mark').first()).toHaveText(/上下文|窗口/);
  await page.locator('.hits').getByRole('link', { name: /什么是 LLM › 上下文窗口/ }).click();
  await expect(page.locator('[id="上下文窗口"]')).toBeInViewport();
});

test('Without JavaScript results are narrowed, turned and searched again', async ({ page }) => {
  await page.goto('/search?q=deepseek');
  const status = page.locator('#main').getByRole('status');
  const model = page.locator('section[aria-labelledby="by-kind"]').getByRole('link', { name: '模型' });
  const promised = Number(await model.locator('.count').innerText());
  await model.click();
  await expectAddress(page, '/search?q=deepseek&kind=model');
  await expect(status).toHaveText(`找到 ${promised} 个结果，第 1 页，共 ${Math.ceil(promised / 20)} 页`);
  await page.getByRole('navigation', { name: '分页' }).getByRole('link', { name: '下一页' }).click();
  await expectAddress(page, '/search?q=deepseek&kind=model&page=2');
  await expect(status).toContainText('第 2 页');
  await page.locator('#main input[name="q"]').fill('v3');
  await page.keyboard.press('Enter');
  await expectAddress(page, '/search?q=v3&kind=model');
  await page.getByRole('link', { name: '移除筛选：模型' }).first().click();
  await expectAddress(page, '/search?q=v3');
});

test('Without JavaScript the language link leads to the same rows', async ({ page }) => {
  await page.goto('/models?scenario=coding');
  await page.getByRole('link', { name: 'English' }).click();
  await expectAddress(page, '/en/models?scenario=coding');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('Without JavaScript tabs switch their panels, by mouse and by keys', async ({ page }) => {
  await page.goto('/llm/deepseek');
  const tabs = page.locator('.tabs').first();
  const panels = tabs.locator('.panel');
  await expect(panels.nth(0)).toBeVisible();
  await expect(panels.nth(1)).toBeHidden();
  await tabs.locator('label').nth(1).click();
  await expect(panels.nth(0)).toBeHidden();
  await expect(panels.nth(1)).toBeVisible();
  await tabs.locator('input').nth(1).focus();
  await page.keyboard.press('ArrowRight');
  await expect(panels.nth(2)).toBeVisible();
  await expect(panels.nth(1)).toBeHidden();
});

test('Without JavaScript the theme follows the system', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(22, 24, 29)');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('Without JavaScript the drawer opens and leads on', async ({ page }) => {
    await page.goto('/llm/deepseek');
    const link = page.locator('.drawer').getByRole('link', { name: 'GPT 系列' });
    await expect(link).toBeHidden();
    await page.locator('.drawer > summary').click();
    await link.click();
    await expect(page.locator('#main h1')).toHaveText('GPT 系列');
    await expect(page.locator('.drawer nav')).toBeHidden();
  });
});
