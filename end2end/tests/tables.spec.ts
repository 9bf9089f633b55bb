import { expect, test, type Locator, type Page } from '@playwright/test';

import {
  announced, column, expectAddress, expectNoSidewaysScroll, gate, isPlanted, island, openTable, plant, range, ready, rows, scrollTop,
} from './support';

const chip = (table: Locator, name: string) => table.locator('.scenarios').getByRole('link', { name: new RegExp(`^${name}`) });
// By the link's own text: the arrow of a sorted column belongs to its accessible name.
const head = (table: Locator, name: string) => table.locator(`thead th:has(> a:text-is("${name}"))`);
const sortBy = (table: Locator, name: string) => head(table, name).locator('a').click();
const field = (table: Locator) => table.locator('.filters input[type="search"]');
const fold = (table: Locator, key: string) => table.locator(`details[data-facet="${key}"]`);
/** Opens a choice of the bar and ticks one of it. */
async function tick(table: Locator, key: string, name: string) {
  const choice = fold(table, key);
  if (!(await choice.evaluate((fold) => (fold as HTMLDetailsElement).open))) await choice.locator('summary').click();
  await choice.getByLabel(name, { exact: false }).first().click();
}

/** Known values first and in order, unknown ones last. */
function expectOrder(texts: string[], direction: 1 | -1) {
  const known = texts.filter((text) => text !== '');
  expect(known.length, 'enough values to tell an order').toBeGreaterThan(2);
  expect(texts.slice(0, known.length), 'unknown values come last').toEqual(known);
  const ranges = known.map(range);
  expect(new Set(ranges.map(([low]) => low)).size, 'the values differ').toBeGreaterThan(1);
  const steps = known.slice(1).map((text, place) => [known[place], text]);
  const wrong = steps.filter(([first, second]) => {
    const [small, large] = direction === 1 ? [first, second] : [second, first];
    return !(range(small)[0] <= range(large)[1]);
  });
  expect(wrong).toEqual([]);
}

test('A scenario chip leaves fewer rows, says how many, and puts itself into the address', async ({ page }) => {
  const table = await openTable(page, '/models');
  await plant(page);
  const all = await announced(table);
  const coding = chip(table, '代码开发');
  const promised = Number(await coding.locator('.count').innerText());
  await coding.click();
  await expect(coding).toHaveAttribute('aria-current', 'true');
  await expectAddress(page, '/models?scenario=coding');
  await expect(rows(table)).toHaveCount(promised);
  expect(promised).toBeLessThan(all);
  const status = table.getByRole('status');
  await expect(status).toHaveText(`${all} 行中的 ${promised} 行`);
  expect(await isPlanted(page)).toBe(true);
});

test('Back takes a filter away, and a second click on its chip too', async ({ page }) => {
  const table = await openTable(page, '/models');
  const all = await announced(table);
  await chip(table, '代码开发').click();
  await expect.poll(() => announced(table)).toBeLessThan(all);
  await page.goBack();
  await expectAddress(page, '/models');
  await expect.poll(() => announced(table)).toBe(all);
  await expect(table.locator('.scenarios [aria-current]')).toHaveCount(0);
  await ready(table);
  await chip(table, '代码开发').click();
  await expectAddress(page, '/models?scenario=coding');
  await chip(table, '代码开发').click();
  await expectAddress(page, '/models');
  await expect.poll(() => announced(table)).toBe(all);
});

test('A reload keeps the chosen rows', async ({ page }) => {
  const table = await openTable(page, '/models');
  await chip(table, '代码开发').click();
  await sortBy(table, '上下文');
  await expectAddress(page, '/models?scenario=coding&sort=-context');
  const names = await column(table, '模型');
  await page.reload();
  await ready(table);
  expect(await column(table, '模型')).toEqual(names);
  await expect(chip(table, '代码开发')).toHaveAttribute('aria-current', 'true');
  await expect(head(table, '上下文')).toHaveAttribute('aria-sort', 'descending');
});

test('A table inside a page keeps its choices under its own name in the address', async ({ page }) => {
  const table = await openTable(page, '/llm/deepseek', 'specs.');
  await plant(page);
  const coding = chip(table, '代码开发');
  const promised = Number(await coding.locator('.count').innerText());
  await coding.click();
  await expect(coding).toHaveAttribute('aria-current', 'true');
  await expectAddress(page, '/llm/deepseek?specs.scenario=coding');
  await expect(rows(table)).toHaveCount(promised);
  await page.goBack();
  await expectAddress(page, '/llm/deepseek');
  await expect(rows(table)).not.toHaveCount(promised);
  expect(await isPlanted(page)).toBe(true);
});

test('Tables of one page leave each other alone, in the address too', async ({ page }) => {
  const specs = await openTable(page, '/llm/deepseek', 'specs.');
  const prices = island(page, 'prices.');
  await ready(prices);
  await chip(specs, '代码开发').click();
  await expectAddress(page, '/llm/deepseek?specs.scenario=coding');
  const left = await rows(specs).count();
  await sortBy(prices, '输出');
  await expectAddress(page, '/llm/deepseek?specs.scenario=coding&prices.sort=-out');
  await expect(rows(specs)).toHaveCount(left);
  await page.reload();
  await expect(rows(specs)).toHaveCount(left);
  await expect(head(prices, '输出')).toHaveAttribute('aria-sort', 'descending');
});

for (const [address, prefix, heading, key] of [
  ['/models', '', '发布', 'released'],
  ['/models', '', '上下文', 'context'],
  ['/llm/deepseek', 'specs.', '总参数', 'total'],
] as const) {
  test(`A click on ${heading} at ${address} orders by it, a second turns the order round, a third lets it go`, async ({ page }) => {
    const table = await openTable(page, address, prefix);
    const before = await column(table, '模型');
    await sortBy(table, heading);
    await expect(head(table, heading)).toHaveAttribute('aria-sort', 'descending');
    await expectAddress(page, `${address}?${prefix}sort=-${key}`);
    expectOrder(await column(table, heading), -1);
    await sortBy(table, heading);
    await expect(head(table, heading)).toHaveAttribute('aria-sort', 'ascending');
    await expectAddress(page, `${address}?${prefix}sort=${key}`);
    expectOrder(await column(table, heading), 1);
    await sortBy(table, heading);
    await expect(table.locator('[aria-sort]')).toHaveCount(0);
    await expectAddress(page, address);
    expect(await column(table, '模型')).toEqual(before);
  });
}

for (const text of ['deepseek v3', 'ＤｅｅｐＳｅｅｋ　Ｖ３']) {
  test(`Typing ${text} leaves the models of that name`, async ({ page }) => {
    const table = await openTable(page, '/models');
    const all = await announced(table);
    await field(table).fill(text);
    await expect.poll(() => announced(table)).toBeLessThan(all);
    const names = await column(table, '模型');
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).toMatch(/deepseek.*v3/i);
    await expectAddress(page, `/models?q=${text.replaceAll(' ', '+')}`);
  });
}

test('Typing does not fill the history with single letters', async ({ page }) => {
  await page.goto('/');
  await page.locator('#main').getByRole('link', { name: '模型页' }).click();
  const table = island(page);
  await ready(table);
  await field(table).pressSequentially('llama');
  await expectAddress(page, '/models?q=llama');
  await page.goBack();
  await expectAddress(page, '/');
});

test('What was typed before the table came to life is kept', async ({ page }) => {
  const slow = gate();
  await page.route('**/*.wasm', async (route) => {
    await slow.opened;
    await route.continue();
  });
  await page.goto('/models');
  const table = island(page);
  const all = await announced(table);
  await field(table).fill('llama');
  slow.open();
  await ready(table);
  await expect(field(table)).toHaveValue('llama');
  await expect.poll(() => announced(table)).toBeLessThan(all);
});

test('Series and weights narrow the rows, and clearing brings all back', async ({ page }) => {
  const table = await openTable(page, '/models');
  const all = await announced(table);
  await tick(table, 'series', 'gpt-oss');
  await expectAddress(page, '/models?series=gpt-oss');
  await expect.poll(() => announced(table)).toBe(2);
  await tick(table, 'series', 'DeepSeek');
  await tick(table, 'open', '开放');
  await expectAddress(page, '/models?series=deepseek,gpt-oss&open=1');
  await expect(fold(table, 'series').locator('.chosen')).toHaveText('2');
  await expect.poll(async () => new Set(await column(table, '权重'))).toEqual(new Set(['开放']));
  await table.getByRole('link', { name: '清除全部' }).click();
  await expectAddress(page, '/models');
  await expect.poll(() => announced(table)).toBe(all);
  await expect(table.locator('.filters input:checked:not([name="cols"])')).toHaveCount(0);
  await expect(table.getByRole('link', { name: '清除全部' })).toHaveCount(0);
});

test('Every choice says how many rows it would leave, and keeps its word', async ({ page }) => {
  const table = await openTable(page, '/models?scenario=local-deployment');
  await fold(table, 'series').locator('summary').click();
  const qwen = fold(table, 'series').locator('label', { hasText: '通义千问' });
  const promised = Number(await qwen.locator('.count').innerText());
  expect(promised).toBeGreaterThan(0);
  await qwen.click();
  await expect.poll(() => announced(table)).toBe(promised);
});

test('A fold of choices closes by Escape and by a click elsewhere, and only one is open', async ({ page }) => {
  const table = await openTable(page, '/models');
  const [series, vendor] = [fold(table, 'series'), fold(table, 'vendor')];
  await series.locator('summary').click();
  await expect(series).toHaveAttribute('open', '');
  await page.keyboard.press('Escape');
  await expect(series).not.toHaveAttribute('open');
  await expect(series.locator('summary')).toBeFocused();
  await series.locator('summary').click();
  await vendor.locator('summary').click();
  await expect(series).not.toHaveAttribute('open');
  await page.locator('h1').click();
  await expect(vendor).not.toHaveAttribute('open');
});

test('Context and price have their limits, also when typed into the address', async ({ page }) => {
  const table = await openTable(page, '/models');
  await table.getByLabel('上下文 ≥').selectOption('1000000');
  await expectAddress(page, '/models?min_context=1m');
  await table.getByLabel('输出价 ≤').fill('2.5');
  await expectAddress(page, '/models?min_context=1m&max_price=2.5');
  for (const text of await column(table, '上下文')) expect(range(text)[1]).toBeGreaterThanOrEqual(1_000_000);
  const left = await announced(table);
  await page.goto('/models?max_price=2.5&min_context=1m');
  await ready(table);
  expect(await announced(table)).toBe(left);
  await expect(table.getByRole('spinbutton', { name: '输出价 ≤' })).toHaveValue('2.5');
});

test('Shift orders within the order there is', async ({ page }) => {
  const table = await openTable(page, '/models');
  await sortBy(table, '上下文');
  await head(table, '发布').locator('a').click({ modifiers: ['Shift'] });
  await expectAddress(page, '/models?sort=-context,-released');
  await expect(head(table, '上下文')).toHaveAttribute('data-rank', '1');
  await expect(head(table, '发布')).toHaveAttribute('data-rank', '2');
  await sortBy(table, '发布');
  await expectAddress(page, '/models?sort=-released');
});

test('Columns and units are chosen, and stay with the address', async ({ page }) => {
  const table = await openTable(page, '/models');
  await tick(table, 'cols', '许可证');
  await expect(head(table, '许可证')).toBeVisible();
  await expect.poll(() => page.url()).toContain('license');
  await fold(table, 'cols').getByLabel('数字').selectOption('full');
  await expect.poll(async () => (await column(table, '上下文')).some((text) => /^\d{1,3}(,\d{3})+$/.test(text))).toBe(true);
  await page.reload();
  await ready(table);
  await expect(head(table, '许可证')).toBeVisible();
  await fold(table, 'cols').locator('summary').click();
  await fold(table, 'cols').getByLabel('许可证').click();
  await expect(head(table, '许可证')).toHaveCount(0);
  await expectAddress(page, '/models?units=full');
});

test('Money in one currency says so, and at which rate', async ({ page }) => {
  const table = await openTable(page, '/pricing?series=deepseek');
  await fold(table, 'cols').locator('summary').click();
  await expect(fold(table, 'cols').locator('.rate')).toHaveText(/\$1 = ¥\d\.\d+ · \d{4}-\d{2}-\d{2}/);
  await fold(table, 'cols').getByLabel('币种').selectOption('cny');
  await expectAddress(page, '/pricing?series=deepseek&money=cny');
  const prices = await column(table, '输出');
  expect(prices.some((price) => price.startsWith('≈¥'))).toBe(true);
  expect(prices.every((price) => /^≈?¥/.test(price))).toBe(true);
});

test('Ticked rows are compared, also those on another page of the table', async ({ page }) => {
  const table = await openTable(page, '/models?sort=model');
  const boxes = table.locator('tbody input[name="m"]');
  const ids = [await boxes.nth(0).getAttribute('value'), await boxes.nth(3).getAttribute('value')];
  await boxes.nth(0).check();
  await boxes.nth(3).check();
  await expect(table.getByRole('button', { name: '对比所选 (2)' })).toBeVisible();
  await table.getByRole('link', { name: '第 2 页' }).click();
  await expectAddress(page, '/models?sort=model&page=2');
  const third = await boxes.nth(1).getAttribute('value');
  await boxes.nth(1).check();
  await table.getByRole('button', { name: '对比所选 (3)' }).click();
  await expect.poll(() => new URL(page.url()).pathname).toBe('/compare');
  for (const id of [...ids, third]) expect(decodeURIComponent(page.url())).toContain(id!);
});

test('What is shown can be taken away as a file', async ({ page }) => {
  const table = await openTable(page, '/models?scenario=coding');
  const names = await column(table, '模型');
  for (const [name, type] of [['CSV', 'text/csv'], ['JSON', 'application/json'], ['Markdown', 'text/markdown']] as const) {
    const href = await table.getByRole('link', { name, exact: true }).getAttribute('href');
    const answer = await page.request.get(href!);
    expect(answer.headers()['content-type']).toContain(type);
    const text = await answer.text();
    for (const model of names.slice(0, 5)) expect(text).toContain(model);
  }
  await field(table).fill('qwen');
  await expect(table.getByRole('link', { name: 'CSV' })).toHaveAttribute('href', /q=qwen/);
});

test('An empty result offers to remove each condition that would help, and removing works', async ({ page }) => {
  const table = await openTable(page, '/models?scenario=coding');
  const left = await announced(table);
  await field(table).fill('zzz');
  const empty = table.locator('td.empty');
  await expect(empty).toContainText('没有符合条件的模型');
  await expect(empty.getByRole('link')).toHaveCount(1);
  await expect(empty).toContainText(`共 ${left} 行`);
  await empty.getByRole('link', { name: '移除筛选：zzz' }).click();
  await expect(rows(table)).toHaveCount(left);
  await expectAddress(page, '/models?scenario=coding');
  await expect(field(table)).toHaveValue('');
});

test('What is asked stands as chips that take it back', async ({ page }) => {
  const table = await openTable(page, '/models?open=0&q=gpt');
  const chips = table.locator('.found .chips .chip');
  await expect(chips).toHaveText([/闭源/, /gpt/]);
  await chips.first().click();
  await expectAddress(page, '/models?q=gpt');
  await expect(chips).toHaveCount(1);
});

test('An unknown condition in the address is told and ignored', async ({ page }) => {
  const answer = await page.goto('/models?scenario=banana&series=deepseek&sort=sideways');
  expect(answer!.status()).toBe(200);
  const table = island(page);
  await ready(table);
  await expect(table.locator('.notice')).toContainText('scenario=banana');
  await expect(table.locator('.notice')).toContainText('sort=sideways');
  expect(await rows(table).count()).toBeGreaterThan(0);
  for (const name of await column(table, '模型')) expect(name).toMatch(/deepseek/i);
});

test('The pager leads through all rows', async ({ page }) => {
  const table = await openTable(page, '/models?reasoning=1');
  const all = await announced(table);
  const pages = Math.ceil(all / 50);
  expect(pages).toBeGreaterThan(3);
  const names = await column(table, '模型');
  for (let number = 2; number <= pages; number++) {
    await table.getByRole('link', { name: `第 ${number} 页` }).click();
    await expectAddress(page, `/models?reasoning=1&page=${number}`);
    await expect(table.locator('.pager [aria-current="page"]')).toHaveText(String(number));
    names.push(...(await column(table, '模型')));
  }
  expect(names.length).toBe(all);
  expect(new Set(names).size).toBeGreaterThan(all * 0.9);
});

for (const heading of ['上下文', '发布']) {
  test(`Turning the page keeps the order by ${heading}`, async ({ page }) => {
    const table = await openTable(page, '/models');
    await sortBy(table, heading);
    await expect(head(table, heading)).toHaveAttribute('aria-sort', 'descending');
    await table.getByRole('link', { name: '第 2 页' }).click();
    await expect(table.locator('.pager [aria-current="page"]')).toHaveText('2');
    await expect(head(table, heading)).toHaveAttribute('aria-sort', 'descending');
  });
}

test('A turned page of rows starts at its first row, and the keyboard keeps its place', async ({ page }) => {
  const table = await openTable(page, '/models');
  await table.locator('.table-box').evaluate((box) => box.scrollTo(0, box.scrollHeight));
  const next = table.getByRole('link', { name: '第 2 页' });
  await next.focus();
  await page.keyboard.press('Enter');
  await expectAddress(page, '/models?page=2');
  await expect(next).toBeFocused();
  await expect.poll(() => table.locator('.table-box').evaluate((box) => box.scrollTop)).toBe(0);
});

test('Choosing rows does not move the page, and back returns to where it was', async ({ page }) => {
  const table = await openTable(page, '/llm/deepseek', 'specs.');
  const coding = chip(table, '代码开发');
  await coding.scrollIntoViewIfNeeded();
  const before = await scrollTop(page);
  expect(before).toBeGreaterThan(0);
  await coding.click();
  await expectAddress(page, '/llm/deepseek?specs.scenario=coding');
  expect(await scrollTop(page)).toBe(before);
  await expect(coding).toBeFocused();
  await page.goBack();
  await expectAddress(page, '/llm/deepseek');
  await expect(coding).not.toHaveAttribute('aria-current');
  await expect.poll(() => scrollTop(page)).toBe(before);
});

test('A source mark opens where its number was read, in place', async ({ page }) => {
  const table = await openTable(page, '/models');
  await plant(page);
  const mark = table.locator('tbody a.source').first();
  await mark.click();
  const card = page.locator('.source-card');
  await expect(card).toBeFocused();
  await expect(card).toHaveAccessibleName(/来源/);
  await expect(card.getByRole('link').first()).toHaveAttribute('href', /^https:/);
  await expect(card).toContainText(/\d{4}-\d{2}-\d{2}/);
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  await expect(mark).toBeFocused();
  await expectAddress(page, '/models');
  await mark.press('Enter');
  await expect(card).toBeVisible();
  await page.locator('h1').click();
  await expect(card).toHaveCount(0);
  expect(await isPlanted(page)).toBe(true);
});

test('A mark of disagreement shows what the others say', async ({ page }) => {
  const table = await openTable(page, '/llm/deepseek', 'specs.');
  await table.locator('tbody a.source.disputed').first().click();
  await expect(page.locator('.source-card').getByRole('link').nth(1)).toBeVisible();
});

test('Prices stand in the money they are published in, and never mix when sorted', async ({ page }) => {
  const table = await openTable(page, '/pricing?series=deepseek');
  const signs = async () => (await column(table, '输入')).map((text) => text[0]);
  expect(new Set(await signs())).toEqual(new Set(['¥', '$']));
  await sortBy(table, '输入');
  await expect(head(table, '输入')).toHaveAttribute('aria-sort', 'descending');
  const prices = await column(table, '输入');
  const changes = prices.filter((price, place) => place > 0 && price[0] !== prices[place - 1][0]);
  expect(changes.length, 'yuan and dollars stand apart').toBeLessThanOrEqual(1);
  for (const sign of ['¥', '$']) {
    const amounts = prices.filter((price) => price[0] === sign).map((price) => Number(price.slice(1)));
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
  }
});

/** The rows and headings that the server draws for an address. */
const served = (page: Page, address: string) =>
  page.evaluate(async (address) => {
    const html = await (await fetch(address)).text();
    const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table.data')!;
    const catalog = table.closest('.catalog')!;
    const parts = ['.found .chips', '.data', '.pager'].map((part) => catalog.querySelector(part)!.innerHTML.replace('</tbody><tbody>', ''));
    return { count: catalog.querySelector('.row-count')!.textContent, parts, pages: catalog.querySelectorAll('.pager li').length };
  }, address);

for (const [path, states] of [
  ['/models', ['?scenario=coding', '?sort=-released', '?sort=context&page=2', '?series=deepseek&open=1&q=v3', '?min_context=200k&max_price=3&units=full&money=cny&sort=-context,out', '?cols=model,license,cutoff&year=2025,2026', '?q=zzz&open=0', '?q=%3Cb%3E%26', '?page=99', '']],
  ['/pricing', ['?sort=in', '?series=gpt&sort=-out', '?scenario=cost-sensitive', '']],
  ['/en/models', ['?scenario=long-context&sort=model', '?open=0&sort=-output', '']],
] as const) {
  test(`The browser draws the same rows of ${path} as the server, in every state`, async ({ page }) => {
    const table = await openTable(page, path);
    for (const state of states) {
      // A link of the table's own kind: the island reads the state from it.
      await table.locator('.catalog').evaluate((catalog, href) => {
        const link = Object.assign(document.createElement('a'), { href });
        link.dataset.state = '';
        catalog.append(link);
        link.click();
        link.remove();
      }, path + state);
      const wanted = await served(page, path + state);
      await expect(table.locator('.row-count')).toHaveText(wanted.count!);
      await expect(table.locator('.pager li')).toHaveCount(wanted.pages);
      const drawn = await table.evaluate((island) =>
        ['.found .chips', '.data', '.pager'].map((part) => island.querySelector(part)!.innerHTML.replace('</tbody><tbody>', '')));
      expect(drawn, state).toEqual(wanted.parts);
    }
  });
}

test('The language link leads to the same rows', async ({ page }) => {
  const table = await openTable(page, '/models');
  await chip(table, '代码开发').click();
  await expectAddress(page, '/models?scenario=coding');
  const left = await announced(table);
  await page.getByRole('link', { name: 'English' }).click();
  await expectAddress(page, '/en/models?scenario=coding');
  await expect(rows(island(page))).toHaveCount(left);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  for (const [address, prefix] of [['/models', ''], ['/pricing', ''], ['/llm/deepseek', 'specs.']]) {
    test(`The table of ${address} scrolls in its own box, the page does not`, async ({ page }) => {
      const table = await openTable(page, address, prefix);
      const [content, box] = await table.locator('.table-box').evaluate((box) => [box.scrollWidth, box.clientWidth]);
      expect(content).toBeGreaterThan(box);
      await expectNoSidewaysScroll(page);
      await chip(table, '代码开发').click();
      await expectNoSidewaysScroll(page);
    });
  }
});

test('A plain table of a page is sorted by its headings, empty cells last', async ({ page }) => {
  await page.goto('/llm/what-is-llm');
  const table = page.locator('.prose table:has(thead button)').first();
  const first = table.locator('thead th').first();
  const cells = () => table.locator('tbody tr > :first-child').allInnerTexts();
  const written = await cells();
  await first.getByRole('button').click();
  await expect(first).toHaveAttribute('aria-sort', 'ascending');
  const ascending = await cells();
  expect(ascending.toSorted()).toEqual(written.toSorted());
  await first.getByRole('button').press('Enter');
  await expect(first).toHaveAttribute('aria-sort', 'descending');
  expect(await cells()).toEqual(ascending.toReversed());
  await first.getByRole('button').click();
  await expect(first).not.toHaveAttribute('aria-sort');
  expect(await cells()).toEqual(written);
});
