import { expect, test, type Page } from '@playwright/test';

import { address, expectAddress, follow, gate, isPlanted, plant, ready, island, scrollAndKeep, scrollTop, settle } from './support';

const h1 = (page: Page) => page.locator('#main h1');
const side = (page: Page, name: string) => page.locator('nav.side').getByRole('link', { name, exact: true });

test('Clicking through pages never loads a document', async ({ page }) => {
  await page.goto('/');
  await plant(page);
  await page.locator('.cards').getByRole('link', { name: /^DeepSeek/ }).click();
  await expect(h1(page)).toHaveText('DeepSeek 系列');
  await side(page, 'GPT 系列').click();
  await expect(h1(page)).toHaveText('GPT 系列');
  await side(page, '模型规格').click();
  await expect(h1(page)).toHaveText('模型规格');
  await page.locator('a.brand').click();
  await expect(h1(page)).toHaveText('模型图鉴');
  await expectAddress(page, '/');
  expect(await isPlanted(page)).toBe(true);
});

test('A new page brings its title, description, canonical address and place in the navigation', async ({ page }) => {
  await page.goto('/llm/deepseek');
  const description = page.locator('meta[name="description"]');
  const before = await description.getAttribute('content');
  await side(page, 'GPT 系列').click();
  await expect(page).toHaveTitle('GPT 系列 · 模型图鉴');
  await expect(description).not.toHaveAttribute('content', before!);
  const { origin } = new URL(page.url());
  await expect(page.locator('link[rel="canonical"]')).toHaveAttribute('href', `${origin}/llm/gpt-series`);
  await expect(page.locator('link[rel="alternate"][hreflang="en"]')).toHaveAttribute('href', `${origin}/en/llm/gpt-series`);
  await expect(side(page, 'GPT 系列')).toHaveAttribute('aria-current', 'page');
  await expect(page.locator('nav.side [aria-current]')).toHaveCount(1);
});

test('Focus moves to the heading of a new page, and the page starts at its top', async ({ page }) => {
  await page.goto('/llm/deepseek');
  await scrollAndKeep(page, 900);
  await side(page, 'GPT 系列').click();
  await expect(h1(page)).toHaveText('GPT 系列');
  await expect(h1(page)).toBeFocused();
  expect(await scrollTop(page)).toBe(0);
});

test('Back and forward bring back the page and where it was scrolled to', async ({ page }) => {
  await page.goto('/llm/deepseek');
  await plant(page);
  await scrollAndKeep(page, 1500);
  await side(page, 'GPT 系列').click();
  await expect(h1(page)).toHaveText('GPT 系列');
  await scrollAndKeep(page, 600);
  await page.goBack();
  await expect(h1(page)).toHaveText('DeepSeek 系列');
  await expect.poll(() => scrollTop(page)).toBe(1500);
  await page.goForward();
  await expect(h1(page)).toHaveText('GPT 系列');
  await expect.poll(() => scrollTop(page)).toBe(600);
  expect(await isPlanted(page)).toBe(true);
});

test('A reload stays where the reader was', async ({ page }) => {
  await page.goto('/llm/deepseek');
  await scrollAndKeep(page, 1500);
  await page.reload();
  await expect.poll(() => scrollTop(page)).toBe(1500);
});

test('A Chinese hash link leads to its heading, and back returns', async ({ page }) => {
  await page.goto('/llm/deepseek');
  await plant(page);
  await page.locator('[data-contents]').getByRole('link', { name: '使用方式' }).click();
  await expectAddress(page, '/llm/deepseek#使用方式');
  const heading = page.locator('h2[id="使用方式"]');
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport();
  await page.goBack();
  await expectAddress(page, '/llm/deepseek');
  await expect.poll(() => scrollTop(page)).toBe(0);
  expect(await isPlanted(page)).toBe(true);
});

test('A Chinese hash link leads to its heading on another page', async ({ page }) => {
  await page.goto('/search?q=上下文窗口');
  await plant(page);
  await page.locator('.hits a[href="/llm/what-is-llm#上下文窗口"]').first().click();
  await expectAddress(page, '/llm/what-is-llm#上下文窗口');
  const heading = page.locator('h3[id="上下文窗口"]');
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport();
  expect(await scrollTop(page)).toBeGreaterThan(0);
  expect(await isPlanted(page)).toBe(true);
});

test('A document opened at a Chinese hash starts there', async ({ page }) => {
  await page.goto(encodeURI('/llm/deepseek#本地部署'));
  await expect(page.locator('[id="本地部署"]')).toBeInViewport();
  await expect.poll(() => scrollTop(page)).toBeGreaterThan(500);
});

test('A hash that is no address breaks nothing', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto('/llm/deepseek#%zz');
  await expect(h1(page)).toHaveText('DeepSeek 系列');
  await follow(page, '#%e4%');
  await side(page, 'GPT 系列').click();
  await expect(h1(page)).toHaveText('GPT 系列');
  expect(errors).toEqual([]);
});

test('A link to the same page with another query shows that state', async ({ page }) => {
  await page.goto('/search?q=deepsek');
  await plant(page);
  await page.locator('#main').getByRole('link', { name: 'deepseek', exact: true }).click();
  await expectAddress(page, '/search?q=deepseek');
  await expect(page).toHaveTitle(/deepseek/);
  await expect(page.locator('#main input[name="q"]')).toHaveValue('deepseek');
  expect(await isPlanted(page)).toBe(true);
});

for (const spelling of ['/llm/deepseek/', '/llm/deepseek.html']) {
  test(`A link to ${spelling} ends at the canonical address`, async ({ page }) => {
    await page.goto('/llm/what-is-llm');
    await follow(page, spelling);
    await expectAddress(page, '/llm/deepseek');
    await expect(h1(page)).toHaveText('DeepSeek 系列');
    await page.goBack();
    await expect(h1(page)).toHaveText('什么是 LLM');
    await expectAddress(page, '/llm/what-is-llm');
  });
}

test('A missing page says so, with its status, and its search form helps on', async ({ page }) => {
  await page.goto('/llm/what-is-llm');
  await plant(page);
  const answer = page.waitForResponse('**/no-such-page');
  await follow(page, '/no-such-page');
  expect((await answer).status()).toBe(404);
  await expect(h1(page)).toHaveText('没有这一页');
  await expectAddress(page, '/no-such-page');
  const field = page.locator('#main input[name="q"]');
  await expect(field).toHaveValue('no such page');
  await field.fill('moe');
  await page.locator('#main').getByRole('button', { name: '搜索' }).click();
  await expectAddress(page, '/search?q=moe');
  await expect(page.locator('.hits > li').first()).toBeVisible();
  expect(await isPlanted(page)).toBe(true);
});

test('The language link leads to the same page and back', async ({ page }) => {
  await page.goto('/llm/deepseek');
  await plant(page);
  await page.getByRole('link', { name: 'English' }).click();
  await expectAddress(page, '/en/llm/deepseek');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(h1(page)).toHaveText('DeepSeek series');
  await expect(page.locator('form.search')).toHaveAttribute('action', '/en/search');
  await expect(page.locator('a.skip')).toHaveText('Skip to content');
  await expect(page.locator('a.brand')).toHaveText('Model Atlas');
  await page.getByRole('link', { name: '中文' }).click();
  await expectAddress(page, '/llm/deepseek');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(h1(page)).toHaveText('DeepSeek 系列');
  expect(await isPlanted(page)).toBe(true);
});

test('Sixty pages later the document is as small as after twelve', async ({ page }) => {
  test.setTimeout(60_000);
  const round = ['GPT 系列', 'Llama 系列', '什么是 LLM', '模型规格', '模型价格', 'DeepSeek 系列'];
  const devtools = await page.context().newCDPSession(page);
  const count = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters');
    const here = await page.evaluate(() => ({
      elements: document.querySelectorAll('*').length,
      islands: document.querySelectorAll('leptos-island').length,
    }));
    return { nodes, jsEventListeners, ...here };
  };
  const walk = async (rounds: number) => {
    for (let done = 0; done < rounds; done++) {
      for (const name of round) {
        await side(page, name).click();
        await expect(h1(page)).toHaveText(name);
        // The islands come to life each time, and must be put away.
        if (name.startsWith('模型')) await expect(island(page)).toHaveAttribute('data-island', 'ready');
      }
    }
  };
  await page.goto('/llm/deepseek');
  await plant(page);
  await walk(2);
  const early = await count();
  await walk(8);
  const late = await count();
  expect(await isPlanted(page)).toBe(true);
  expect(late.elements).toBe(early.elements);
  expect(late.islands).toBe(early.islands);
  // Collecting is not exact: a page or so may linger, forty-eight may not.
  expect(late.nodes).toBeLessThan(early.nodes * 1.5);
  expect(late.jsEventListeners).toBeLessThan(early.jsEventListeners * 1.5);
});

test('Searching on page after page leaves no listeners behind', async ({ page }) => {
  const devtools = await page.context().newCDPSession(page);
  const listeners = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    return (await devtools.send('Memory.getDOMCounters')).jsEventListeners;
  };
  const walk = async (rounds: number) => {
    for (let done = 0; done < rounds; done++) {
      for (const name of ['GPT 系列', '什么是 LLM']) {
        await page.locator('form.search input').focus();
        await expect(page.locator('.search-panel')).toBeVisible();
        await side(page, name).click();
        await expect(h1(page)).toHaveText(name);
      }
    }
  };
  await page.goto('/llm/deepseek');
  await walk(2);
  const early = await listeners();
  await walk(8);
  expect(await listeners()).toBeLessThan(early * 1.25);
});

test('A link to a file loads it really', async ({ page }) => {
  await page.goto('/llm/what-is-llm');
  await follow(page, '/robots.txt');
  await expect(page.locator('body')).toContainText('User-agent');
  await expectAddress(page, '/robots.txt');
});

test('The search form of the front page leads to the results without a load', async ({ page }) => {
  await page.goto('/');
  await plant(page);
  await page.locator('#main input[name="q"]').fill('上下文');
  await page.keyboard.press('Enter');
  await expectAddress(page, '/search?q=上下文');
  await expect(page.locator('.hits > li').first()).toBeVisible();
  expect(await isPlanted(page)).toBe(true);
});

test('A click with Ctrl is left to the browser', async ({ page, context }) => {
  await page.goto('/llm/deepseek');
  const opened = context.waitForEvent('page');
  await side(page, 'GPT 系列').click({ modifiers: ['Control'] });
  const tab = await opened;
  await expect(h1(tab)).toHaveText('GPT 系列');
  expect(address(page)).toBe('/llm/deepseek');
  await expect(h1(page)).toHaveText('DeepSeek 系列');
});

test('When fetching a page fails, the browser loads it', async ({ page }) => {
  await page.goto('/llm/deepseek');
  await plant(page);
  let failed = 0;
  await page.route('**/llm/gpt-series', (route) => (failed++ === 0 ? route.abort() : route.continue()));
  await side(page, 'GPT 系列').click();
  await expect(h1(page)).toHaveText('GPT 系列');
  await expectAddress(page, '/llm/gpt-series');
  expect(await isPlanted(page)).toBe(false);
  await expect(page.locator('html')).not.toHaveAttribute('data-loading');
});

test('When fetching fails on the way back to a heading, the browser loads that page', async ({ page }) => {
  await page.goto('/llm/deepseek');
  await page.locator('[data-contents]').getByRole('link', { name: '使用方式' }).click();
  await expectAddress(page, '/llm/deepseek#使用方式');
  await side(page, 'GPT 系列').click();
  await expect(h1(page)).toHaveText('GPT 系列');
  await plant(page);
  const isFetch = (type: string) => type === 'fetch';
  await page.route('**/llm/deepseek', (route) => (isFetch(route.request().resourceType()) ? route.abort() : route.continue()));
  await page.goBack();
  await expect(h1(page)).toHaveText('DeepSeek 系列');
  await expectAddress(page, '/llm/deepseek#使用方式');
  expect(await isPlanted(page)).toBe(false);
});

test('Of two clicks the later one decides, whichever answer comes first', async ({ page }) => {
  await page.goto('/llm/deepseek');
  const slow = gate();
  await page.route('**/llm/gpt-series', async (route) => {
    await slow.opened;
    await route.continue();
  });
  const late = page.waitForResponse('**/llm/gpt-series');
  await side(page, 'GPT 系列').click();
  await side(page, 'Llama 系列').click();
  await expect(h1(page)).toHaveText('Llama 系列');
  slow.open();
  await (await late).finished();
  await settle(page);
  await expect(h1(page)).toHaveText('Llama 系列');
  expect(address(page)).toBe('/llm/llama');
});

test('Back and at once forward again stays on the page, whatever answers late', async ({ page }) => {
  await page.goto('/llm/deepseek');
  await side(page, 'GPT 系列').click();
  await expect(h1(page)).toHaveText('GPT 系列');
  const slow = gate();
  await page.route('**/llm/deepseek', async (route) => {
    await slow.opened;
    await route.continue();
  });
  const asked = page.waitForRequest('**/llm/deepseek');
  const late = page.waitForResponse('**/llm/deepseek');
  await page.evaluate(() => history.back());
  await asked;
  await page.evaluate(() => history.forward());
  await expectAddress(page, '/llm/gpt-series');
  slow.open();
  await (await late).finished();
  await settle(page);
  await expect(h1(page)).toHaveText('GPT 系列');
  expect(address(page)).toBe('/llm/gpt-series');
});

test('The side navigation keeps its own scroll position', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 260 });
  await page.goto('/llm/deepseek');
  const top = () => page.locator('nav.side').evaluate((nav) => nav.scrollTop);
  await page.locator('nav.side').evaluate((nav) => nav.scrollTo(0, 60));
  expect(await top()).toBe(60);
  await side(page, 'Kimi 系列').click();
  await expect(h1(page)).toHaveText(/Kimi/);
  expect(await top()).toBe(60);
});

test('An island works on a page that was reached by a click', async ({ page }) => {
  await page.goto('/llm/what-is-llm');
  await plant(page);
  await side(page, '模型规格').click();
  await ready(island(page));
  await island(page).getByRole('link', { name: /^代码开发/ }).click();
  await expectAddress(page, '/models?scenario=coding');
  expect(await isPlanted(page)).toBe(true);
});
