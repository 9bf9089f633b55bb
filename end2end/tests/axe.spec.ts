import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

import { PAGES, ready } from './support';

// axe looks at every cell and every link of a table: slow where cores are shared.
test.describe.configure({ timeout: 90_000 });

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds, short enough to read in a report. Only colours differ in the dark. */
async function expectNoViolations(page: Page) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const axe = new AxeBuilder({ page });
    const { violations } = await (colorScheme === 'light' ? axe.withTags(TAGS) : axe.withRules('color-contrast')).analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${colorScheme} ${id}: ${node.target.join(' ')} ${node.failureSummary?.replaceAll('\n', ' ')}`),
    );
    expect.soft(found).toEqual([]);
  }
}

async function open(page: Page, path: string) {
  await page.goto(path);
  for (const table of await page.locator('.island').all()) await ready(table);
}

for (const path of PAGES) {
  test(`${path} has no accessibility violation in either theme`, async ({ page }) => {
    await open(page, path);
    await expectNoViolations(page);
  });
}

test('The search panel has no violation: with suggestions, with results, with none', async ({ page }) => {
  await page.goto('/');
  const field = page.locator('form.search input');
  const status = page.locator('.search-status');
  await field.focus();
  await expect(status).toHaveText('可以试试');
  await expectNoViolations(page);
  await field.fill('上下文');
  await expect(status).toHaveText(/个结果/);
  await page.keyboard.press('ArrowDown');
  await expectNoViolations(page);
  await field.fill('zxqwvkjhgf');
  await expect(status).toContainText('没有找到');
  await expectNoViolations(page);
});

test('Recent searches and their button have no violation', async ({ page }) => {
  await page.goto('/');
  await page.evaluate(() => (localStorage.searches = '["moe"]'));
  await page.locator('form.search input').focus();
  await expect(page.locator('.search-status')).toHaveText('最近搜索');
  await expectNoViolations(page);
});

test('Results in the other language, with every fold open, have no violation', async ({ page }) => {
  await page.goto('/en/search?q=上下文');
  await expect(page.locator('.tongue').first()).toBeVisible();
  await page.locator('.narrow details').evaluateAll((folds) => folds.forEach((fold) => fold.setAttribute('open', '')));
  await expectNoViolations(page);
});

test('A term that was led to has no violation', async ({ page }) => {
  await page.goto('/en/glossary#mixture-of-experts');
  await expectNoViolations(page);
});

test('A filtered, sorted table with an open fold has no violation', async ({ page }) => {
  await open(page, '/models?series=llama&sort=-context');
  await page.locator('details[data-facet="year"] > summary').click();
  await expectNoViolations(page);
});

test('A source opened in place has no violation', async ({ page }) => {
  await open(page, '/models?series=dbrx');
  await page.locator('tbody a.source').first().click();
  await page.locator('.source-card').waitFor();
  await expectNoViolations(page);
});

test('An empty table that was told nonsense has no violation', async ({ page }) => {
  await open(page, '/models?scenario=coding&q=zzz&series=banana');
  await expectNoViolations(page);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('The memory calculator has no violation with its folds open', async ({ page }) => {
    await page.goto('/calculators/memory?model=gpt-oss-20b&batch=x');
    await page.locator('.chart-data > summary').click();
    await page.locator('.sources > summary').click();
    await expectNoViolations(page);
  });

  for (const path of ['/models?series=llama', '/llm/deepseek', '/scenarios/agents', '/search?q=deepseek&kind=model', '/glossary']) {
    test(`${path} has no accessibility violation on a phone`, async ({ page }) => {
      await open(page, path);
      await expectNoViolations(page);
    });
  }

  test('The open drawer has no violation', async ({ page }) => {
    await page.goto('/');
    await page.locator('.drawer > summary').click();
    await expectNoViolations(page);
  });
});
