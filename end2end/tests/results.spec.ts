import { expect, test, type Page } from '@playwright/test';

import { address, expectAddress, isPlanted, plant } from './support';

const hits = (page: Page) => page.locator('.hits > li');
const axis = (page: Page, code: string) => page.locator(`section[aria-labelledby="by-${code}"]`);
const facets = (page: Page, code: string) => axis(page, code).getByRole('link');
const chips = (page: Page) => page.locator('.found .chip');
const pager = (page: Page) => page.getByRole('navigation', { name: '分页' });
const titles = (page: Page) => hits(page).locator('> a').evaluateAll((links) => links.map((link) => link.getAttribute('href')!));

/** How many pages the results say they are. */
async function total(page: Page) {
  const text = await page.locator('#main').getByRole('status').innerText();
  return Number(/(\d+)/.exec(text)?.[1] ?? 0);
}

for (const code of ['kind', 'series', 'vendor', 'scenario']) {
  test(`A ${code} leaves as many results as it says, and can be let go again`, async ({ page }) => {
    await page.goto('/search?q=deepseek');
    await plant(page);
    const before = await total(page);
    const link = facets(page, code).first();
    const promised = Number(await link.locator('.count').innerText());
    const name = (await link.locator('span').first().innerText()).trim();
    await link.click();
    await expect(chips(page)).toHaveText(new RegExp(name));
    expect(await total(page)).toBe(promised);
    const query = new URL(page.url()).searchParams;
    expect(query.get('q')).toBe('deepseek');
    expect(query.get(code)).toBeTruthy();
    // The chosen one comes first and says that it is chosen, without colour too.
    const chosen = facets(page, code).first();
    await expect(chosen).toHaveAttribute('aria-current', 'true');
    await expect(chosen).toContainText(`✓ ${name}`);
    await expect(chosen).toHaveAccessibleName(`移除筛选：${name}`);
    await chips(page).click();
    await expectAddress(page, '/search?q=deepseek');
    expect(await total(page)).toBe(before);
    expect(await isPlanted(page)).toBe(true);
  });
}

test('Of many values some are shown, the rest in a fold', async ({ page }) => {
  await page.goto('/search?q=128K');
  const folds = page.locator('.narrow section:has(> details)');
  await expect(folds.first()).toBeVisible();
  for (const section of await folds.all()) {
    await expect(section.locator('> ul > li')).toHaveCount(8);
    const rest = await section.locator('> details li').count();
    expect(rest).toBeGreaterThan(1);
    await expect(section.locator('> details > summary')).toHaveText(`更多 ${rest} 项`);
    await expect(section.locator('> details a').first()).toBeHidden();
    await section.locator('> details > summary').click();
    await expect(section.locator('> details a').first()).toBeVisible();
  }
});

test('What is chosen survives other words and other pages', async ({ page }) => {
  await page.goto('/search?q=deepseek&kind=model&series=deepseek');
  await pager(page).getByRole('link', { name: '下一页' }).click();
  await expectAddress(page, '/search?q=deepseek&kind=model&series=deepseek&page=2');
  await expect(chips(page)).toHaveCount(2);
  await page.locator('#main input[name="q"]').fill('v3');
  await page.keyboard.press('Enter');
  await expectAddress(page, '/search?q=v3&kind=model&series=deepseek');
  await expect(chips(page)).toHaveCount(2);
  for (const title of await hits(page).locator('> a').allInnerTexts()) expect(title).toMatch(/deepseek/i);
  await page.getByRole('link', { name: '清除全部' }).click();
  await expectAddress(page, '/search?q=v3');
});

test('Pages of results follow each other without a gap or a repetition', async ({ page }) => {
  await page.goto('/search?q=deepseek');
  const all = await total(page);
  const screens = Math.ceil(all / 20);
  expect(screens).toBeGreaterThan(2);
  const seen: string[] = [];
  for (let screen = 1; screen <= screens; screen++) {
    await expect(page.locator('#main').getByRole('status')).toHaveText(`找到 ${all} 个结果，第 ${screen} 页，共 ${screens} 页`);
    await expect(pager(page).locator('[aria-current="page"]')).toHaveText(`${screen}`);
    seen.push(...(await titles(page)));
    const next = pager(page).locator('[rel="next"]');
    await expect(next).toHaveCount(screen < screens ? 1 : 0);
    await expect(pager(page).locator('[rel="prev"]')).toHaveCount(screen > 1 ? 1 : 0);
    if (screen < screens) await next.click();
  }
  expect(seen).toHaveLength(all);
  // Terms share the glossary's page; of other pages only the best section is listed.
  const pages = seen.map((url) => (url.includes('/glossary#') ? url : url.split('#')[0]));
  expect(new Set(pages).size).toBe(all);
  // The first page has one address, however it is reached.
  await pager(page).getByRole('link', { name: '第 1 页' }).click();
  await expectAddress(page, '/search?q=deepseek');
  // Beyond the end is the end; nonsense is the beginning.
  await page.goto('/search?q=deepseek&page=99999');
  await expect(pager(page).locator('[aria-current="page"]')).toHaveText(`${screens}`);
  expect(await titles(page)).toEqual(seen.slice((screens - 1) * 20));
  await page.goto('/search?q=deepseek&page=-3');
  expect(await titles(page)).toEqual(seen.slice(0, 20));
});

test('A likely spelling is a link that keeps what is chosen', async ({ page }) => {
  await page.goto('/search?q=deepsek&kind=model');
  await page.locator('.did-you-mean').getByRole('link', { name: 'deepseek' }).click();
  await expectAddress(page, '/search?q=deepseek&kind=model');
  await expect(page.locator('.did-you-mean')).toHaveCount(0);
});

test('Where choices leave nothing, those to give up say what that brings', async ({ page }) => {
  await page.goto('/search?q=deepseek&kind=model&vendor=meta&series=gpt');
  await expect(page.locator('#main').getByRole('status')).toHaveText('没有找到。');
  const offers = page.locator('.relax li');
  const promised = Number(/→ (\d+)/.exec(await offers.last().innerText())![1]);
  await offers.last().getByRole('link').click();
  await expect.poll(() => address(page)).not.toContain('gpt');
  await expect(hits(page).first()).toBeVisible();
  expect(await total(page)).toBe(promised);
});

test('Results in the other language say so', async ({ page }) => {
  for (const [path, sign, said, lang] of [['/en/search?q=上下文', '中', 'in Chinese', 'zh-CN'], ['/search?q=context+window', 'EN', '英文', 'en']]) {
    await page.goto(path);
    const foreign = hits(page).filter({ has: page.locator('.tongue') });
    await expect(foreign.first().locator('.tongue')).toContainText(sign);
    await expect(foreign.first().locator('.tongue')).toContainText(said);
    await expect(foreign.first().locator('> a')).toHaveAttribute('lang', lang);
    await expect(foreign.first().locator('p')).toHaveAttribute('lang', lang);
    const href = (await foreign.first().locator('> a').getAttribute('href'))!;
    expect(href.startsWith('/en')).toBe(lang === 'en');
  }
});

test('The language link leads to the same search', async ({ page }) => {
  await page.goto('/search?q=deepseek&kind=model');
  await page.getByRole('link', { name: 'English' }).click();
  await expectAddress(page, '/en/search?q=deepseek&kind=model');
  await expect(chips(page)).toHaveText(/Model/);
});

test('Hostile choices are text and can be removed', async ({ page }) => {
  const evil = '"><img src=x onerror=window.hacked=1>';
  await page.goto(`/search?q=moe&series=${encodeURIComponent(evil)}&kind=%00%E2%80%AE&page=%27`);
  await expect(chips(page)).toHaveCount(2);
  await expect(chips(page).filter({ hasText: evil })).toBeVisible();
  expect(await page.locator('#main :is(script, img)').count()).toBe(0);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await page.locator('.found .clear').click();
  await expectAddress(page, '/search?q=moe');
  await expect(hits(page).first()).toBeVisible();
});

test('A term opens in the glossary, marked and in view', async ({ page }) => {
  await page.goto('/search?q=混合专家&kind=term');
  await hits(page).first().locator('> a').click();
  await expect.poll(() => address(page)).toMatch(/^\/glossary#/);
  const id = address(page).split('#')[1];
  const entry = page.locator(`[id="${id}"]`);
  await expect(entry).toBeInViewport();
  await expect(entry).toHaveCSS('background-color', 'rgb(255, 240, 184)');
  // So it is when the address is opened by itself.
  await page.goto(`/en/glossary#${id}`);
  await expect(entry).toHaveCSS('background-color', 'rgb(255, 240, 184)');
  await expect(entry.locator('.term-other')).toHaveAttribute('lang', 'zh-CN');
  await expect(entry.locator('dt')).toBeInViewport();
});
