import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

import { expectAddress, expectNoSidewaysScroll, isPlanted, plant } from './support';

const heads = (page: Page) => page.locator('.compare thead .model-name');

/** Adds a model by the form. */
async function add(page: Page, name: string) {
  await page.getByLabel('添加模型').fill(name);
  await page.getByRole('button', { name: '添加' }).click();
}

test('A figure of a model leads to its row, which names the source', async ({ page }) => {
  await page.goto('/models/deepseek-v3');
  await plant(page);
  await page.locator('.figures').getByRole('link', { name: '来源' }).first().click();
  await expectAddress(page, '/models/deepseek-v3#context_window');
  const row = page.locator('#context_window');
  await expect(row).toBeInViewport();
  await expect(row.locator('.provenance a').first()).toHaveAttribute('href', /^https:/);
  await expect(row.locator('.provenance')).toContainText(/20\d\d-\d\d/);
  expect(await isPlanted(page)).toBe(true);
});

test('A point of the price history opens the row of a past price', async ({ page }) => {
  await page.goto('/models/deepseek-v4-flash');
  await plant(page);
  const point = page.locator('.step-chart .point').first();
  const target = (await point.getAttribute('href'))!;
  await point.focus();
  await page.keyboard.press('Enter');
  await expectAddress(page, `/models/deepseek-v4-flash${target}`);
  await expect(page.locator(`tr${target}`)).toBeInViewport();
  expect(await isPlanted(page)).toBe(true);
});

test('An address with a fragment opens what is folded', async ({ page }) => {
  await page.goto('/models/deepseek-v4-flash');
  const past = page.locator('#price-history tr[id]').first();
  await expect(past).toBeHidden();
  const id = await past.getAttribute('id');
  await page.goto('/');
  await page.goto(`/models/deepseek-v4-flash#${id}`);
  await expect(page.locator(`tr#${id}`)).toBeInViewport();
});

test('The contents of a model page follow its sections, the architecture too', async ({ page }) => {
  await page.goto('/models/deepseek-v3');
  await page.locator('.contents').getByRole('link', { name: '架构' }).click();
  await expect(page.locator('.contents a[data-current]')).toHaveText('架构');
});

test('Models are added and removed without loading the document', async ({ page }) => {
  await page.goto('/compare');
  await plant(page);
  await add(page, 'deepseek-v3');
  await expect(page.locator('#main')).toContainText('已选 DeepSeek-V3');
  await add(page, 'GPT-4o');
  await expect(heads(page)).toHaveText(['DeepSeek-V3', 'GPT-4o']);
  await page.getByRole('link', { name: '左移 GPT-4o' }).click();
  await expect(heads(page)).toHaveText(['GPT-4o', 'DeepSeek-V3']);
  await expectAddress(page, '/compare?m=gpt-4o,deepseek-v3');
  await page.getByRole('link', { name: /^只看不同/ }).click();
  await expectAddress(page, '/compare?m=gpt-4o,deepseek-v3&diff=1');
  await expect(page.locator('.compare tbody tr:not(.group-head, .differs)')).toHaveCount(0);
  await page.getByRole('link', { name: '移除 GPT-4o' }).click();
  await expectAddress(page, '/compare?m=deepseek-v3&diff=1');
  expect(await isPlanted(page)).toBe(true);
});

test('An unknown name is answered with the nearest one', async ({ page }) => {
  await page.goto('/compare?m=gpt-4o,deepseek-v33');
  await page.locator('.notice').getByRole('link', { name: 'DeepSeek-V3' }).click();
  await expect(heads(page)).toHaveText(['GPT-4o', 'DeepSeek-V3']);
});

test('Updates are filtered by links and a form, and the counts hold', async ({ page }) => {
  await page.goto('/updates');
  const chip = page.locator('.update-filters').getByRole('link', { name: /^价格变动/ });
  const promised = Number(await chip.locator('.count').innerText());
  await chip.click();
  await expect(chip).toHaveAttribute('aria-current', 'true');
  await expect(page.locator('.updates > li')).toHaveCount(promised);
  await page.getByLabel('系列').selectOption('deepseek');
  await page.getByRole('button', { name: '应用' }).click();
  await expectAddress(page, '/updates?kind=price&series=deepseek');
  await expect(page.locator('.updates > li > a:not(.source)').first()).toHaveText(/deepseek/i);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('Models are added by the form and removed by links', async ({ page }) => {
    await page.goto('/compare?m=deepseek-v3');
    await add(page, 'gpt-4o');
    await expect(heads(page)).toHaveText(['DeepSeek-V3', 'GPT-4o']);
    await page.locator('.permalink a').click();
    await expectAddress(page, '/compare?m=deepseek-v3,gpt-4o');
    await page.getByRole('link', { name: '移除 DeepSeek-V3' }).click();
    await expectAddress(page, '/compare?m=gpt-4o');
  });

  test('A source mark leads from the comparison to the value', async ({ page }) => {
    await page.goto('/compare?m=deepseek-v3,gpt-4o');
    await page.locator('.compare tbody td .source').first().click();
    await expectAddress(page, '/models/deepseek-v3#released');
    await expect(page.locator('#released .provenance')).toBeInViewport();
  });

  test('Updates of another year are a link away', async ({ page }) => {
    await page.goto('/updates');
    const year = page.getByRole('list', { name: '年份' }).getByRole('link').nth(1);
    const [name, count] = (await year.innerText()).split(/\s+/);
    await year.click();
    await expectAddress(page, `/updates?year=${name}`);
    await expect(page.locator('.updates > li')).toHaveCount(Number(count));
  });
});

const PAGES = ['/models/deepseek-v4-flash', '/en/models/deepseek-v3', '/compare', '/compare?m=deepseek-v3,gpt-4o,nope', '/updates'];

for (const path of PAGES) {
  test(`${path} has no accessibility violation in either theme`, async ({ page }) => {
    test.slow();
    await page.goto(path);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
      expect.soft(found).toEqual([]);
    }
  });

  test(`${path} fits a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(path);
    await expectNoSidewaysScroll(page);
  });
}
