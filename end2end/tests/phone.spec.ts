import { expect, test } from '@playwright/test';

import { expectAddress, expectNoSidewaysScroll, island, isPlanted, PAGES, plant, ready, scrollTop } from './support';

test('The drawer opens, leads on, and is closed again on the new page', async ({ page }) => {
  await page.goto('/llm/deepseek');
  await plant(page);
  const drawer = page.locator('.drawer');
  const link = drawer.getByRole('link', { name: 'GPT 系列' });
  await expect(link).toBeHidden();
  await drawer.locator('summary').tap();
  await expect(link).toBeInViewport();
  await expect(drawer.locator('[aria-current="page"]')).toHaveText('DeepSeek 系列');
  await link.tap();
  await expect(page.locator('#main h1')).toHaveText('GPT 系列');
  await expect(link).toBeHidden();
  await drawer.locator('summary').tap();
  await expect(drawer.locator('[aria-current="page"]')).toHaveText('GPT 系列');
  expect(await isPlanted(page)).toBe(true);
});

test('The drawer closes when it leads to the page that is open', async ({ page }) => {
  await page.goto('/llm/deepseek');
  await page.locator('.drawer > summary').tap();
  await page.locator('.drawer').getByRole('link', { name: 'DeepSeek 系列' }).tap();
  await expect(page.locator('.drawer nav')).toBeHidden();
});

test('The folded contents lead to a section and name the one being read', async ({ page }) => {
  await page.goto('/llm/deepseek');
  await plant(page);
  const fold = page.locator('.contents-fold');
  const link = fold.getByRole('link', { name: '使用方式' });
  await expect(link).toBeHidden();
  await fold.locator('summary').tap();
  await link.tap();
  await expectAddress(page, '/llm/deepseek#使用方式');
  await expect(page.locator('h2[id="使用方式"]')).toBeInViewport();
  await expect(fold.locator('summary')).toContainText('使用方式');
  await expect(fold.locator('summary')).toBeInViewport();
  expect(await isPlanted(page)).toBe(true);
});

for (const [id, level] of [['使用方式', 'second'], ['本地部署', 'third']]) {
  test(`Once a heading of the ${level} level is chosen, nothing covers it`, async ({ page }) => {
    await page.goto('/llm/deepseek');
    const fold = page.locator('.contents-fold');
    await fold.locator('summary').tap();
    await fold.getByRole('link', { name: id, exact: true }).tap();
    const heading = page.locator(`#main [id="${id}"]`);
    await expect(heading).toBeFocused();
    const covered = () =>
      heading.evaluate((element) => {
        // The text, not the air above it.
        const text = document.createRange();
        text.selectNodeContents(element.firstChild!);
        const { left, top } = text.getBoundingClientRect();
        const above = document.elementFromPoint(left + 4, top + 4);
        return element.contains(above) ? '' : `${above?.localName}.${above?.className}`;
      });
    await expect.poll(covered).toBe('');
  });
}

test('Searching works by touch, over the width of the window', async ({ page }) => {
  await page.goto('/llm/deepseek');
  await page.locator('form.search input').tap();
  const panel = page.locator('.search-panel');
  await expect(panel).toBeVisible();
  await page.keyboard.insertText('上下文窗口');
  const option = panel.getByRole('option').filter({ hasText: '什么是 LLM › 上下文窗口' });
  await expect(option).toBeInViewport();
  const box = (await panel.boundingBox())!;
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.width).toBeGreaterThan(380);
  expect(box.x + box.width).toBeLessThanOrEqual(390);
  await expectNoSidewaysScroll(page);
  await option.tap();
  await expectAddress(page, '/llm/what-is-llm#上下文窗口');
  await expect(panel).toBeHidden();
  expect(await scrollTop(page)).toBeGreaterThan(0);
});

test('The panel scrolls inside, its last option in reach', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 480 });
  await page.goto('/llm/deepseek');
  await page.locator('form.search input').tap();
  await page.keyboard.insertText('deepseek');
  const panel = page.locator('.search-panel');
  const last = panel.getByRole('option').filter({ hasText: '查看全部' });
  await expect(last).not.toBeInViewport();
  const box = (await panel.boundingBox())!;
  expect(box.y + box.height).toBeLessThanOrEqual(480);
  await last.scrollIntoViewIfNeeded();
  expect(await scrollTop(page)).toBe(0);
  await last.tap();
  await expectAddress(page, '/search?q=deepseek');
  await expect(panel).toBeHidden();
});

test('Results are narrowed by touch: a fold, then chips', async ({ page }) => {
  await page.goto('/search?q=deepseek');
  await plant(page);
  const fold = page.locator('.narrow > details');
  const model = fold.getByRole('link', { name: /^模型/ });
  await expect(model).toBeHidden();
  await fold.locator('> summary').tap();
  await expect(model).toBeVisible();
  const box = (await model.boundingBox())!;
  expect(box.height).toBeGreaterThanOrEqual(24);
  await expectNoSidewaysScroll(page);
  await model.tap();
  await expectAddress(page, '/search?q=deepseek&kind=model');
  await expect(page.locator('.narrow > details > summary')).toHaveText('缩小范围（已选 1 项）');
  await expect(model).toBeHidden();
  await page.locator('.found .chip').tap();
  await expectAddress(page, '/search?q=deepseek');
  expect(await isPlanted(page)).toBe(true);
});

test('A table is filtered by touch', async ({ page }) => {
  await page.goto('/models');
  const table = island(page);
  await ready(table);
  await table.locator('.scenarios').getByRole('link', { name: /^代码开发/ }).tap();
  await expectAddress(page, '/models?scenario=coding');
  await expect(table.locator('.scenarios [aria-current]')).toBeInViewport();
});

for (const width of [390, 320]) {
  test(`No page scrolls sideways in a window of ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 700 });
    for (const path of [...PAGES, '/llm/gpt-series', '/llm/llama', '/en', '/en/llm/deepseek', '/en/models']) {
      await page.goto(path);
      for (const table of await page.locator('.island').all()) await ready(table);
      await expectNoSidewaysScroll(page);
    }
  });
}

test('Everything in the header can be reached with a thumb', async ({ page }) => {
  await page.goto('/llm/deepseek');
  for (const part of ['.drawer > summary', 'a.brand', 'form.search input', 'a.language', '[data-theme-button]']) {
    const box = (await page.locator('header').locator(part).boundingBox())!;
    expect(Math.min(box.width, box.height), part).toBeGreaterThanOrEqual(24);
    expect(box.x + box.width, part).toBeLessThanOrEqual(390);
  }
});
