import { expect, test, type Page } from '@playwright/test';

import { address, expectAddress, gate, isPlanted, plant, scrollTop, settle } from './support';

const field = (page: Page) => page.locator('form.search input');
const panel = (page: Page) => page.locator('.search-panel');
const options = (page: Page) => panel(page).getByRole('option');
const status = (page: Page) => panel(page).locator('.search-status');
/** What a screen reader is told. */
const spoken = (page: Page) => page.locator('form.search').getByRole('status');
/** The option after the results. */
const all = (page: Page) => options(page).getByText(/^查看全部 \d+ 个结果$/);
const hits = (page: Page) => page.locator('.hits > li');

/** Types a query and waits for what it finds. */
async function ask(page: Page, query: string) {
  await field(page).fill(query);
  await expect(status(page)).toHaveText(/个结果/);
}

for (const key of ['/', 'Control+k', 'Meta+k']) {
  test(`${key} leads to the search field`, async ({ page }) => {
    await page.goto('/llm/deepseek');
    await page.keyboard.press(key);
    await expect(field(page)).toBeFocused();
    await expect(field(page)).toHaveValue('');
    await expect(panel(page)).toBeVisible();
  });
}

test('A slash typed into a field is a slash', async ({ page }) => {
  await page.goto('/models');
  const filter = page.locator('.filters input[type="search"]');
  await filter.focus();
  await page.keyboard.press('/');
  await expect(filter).toBeFocused();
  await expect(filter).toHaveValue('/');
});

test('The search script is not fetched before the field is used', async ({ page }) => {
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (/search[.\w]*\.js$/.test(request.url())) scripts.push(request.url());
  });
  await page.goto('/llm/what-is-llm');
  expect(scripts).toEqual([]);
  await page.keyboard.press('/');
  await expect(panel(page)).toBeVisible();
  expect(scripts).toHaveLength(1);
});

test('Typing a Chinese term shows results with the term marked', async ({ page }) => {
  await page.goto('/');
  await page.keyboard.press('/');
  await page.keyboard.insertText('上下文');
  await expect(options(page).first()).toContainText('上下文');
  await expect(panel(page).locator('mark').first()).toHaveText('上下文');
  await expect(field(page)).toHaveAttribute('aria-expanded', 'true');
});

test('Arrow keys choose a result and Enter opens it', async ({ page }) => {
  await page.goto('/');
  await plant(page);
  await ask(page, '上下文窗口');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  const chosen = options(page).first();
  await expect(chosen).toHaveAttribute('aria-selected', 'true');
  await expect(panel(page).locator('[aria-selected="true"]')).toHaveCount(1);
  await expect(field(page)).toHaveAttribute('aria-activedescendant', (await chosen.getAttribute('id'))!);
  const target = (await chosen.getAttribute('href'))!;
  await page.keyboard.press('Enter');
  await expectAddress(page, target);
  await expect(panel(page)).toBeHidden();
  expect(await isPlanted(page)).toBe(true);
});

test('A result opens at its section', async ({ page }) => {
  await page.goto('/');
  await ask(page, '上下文窗口');
  await options(page).filter({ hasText: '什么是 LLM › 上下文窗口' }).click();
  await expectAddress(page, '/llm/what-is-llm#上下文窗口');
  await expect(page.locator('[id="上下文窗口"]')).toBeInViewport();
  expect(await scrollTop(page)).toBeGreaterThan(0);
});

test('Enter without a choice leads to the page of results', async ({ page }) => {
  await page.goto('/llm/deepseek');
  await plant(page);
  await field(page).fill('混合专家');
  await page.keyboard.press('Enter');
  await expectAddress(page, '/search?q=混合专家');
  await expect(page.locator('.hits mark').first()).toBeVisible();
  await expect(panel(page)).toBeHidden();
  expect(await isPlanted(page)).toBe(true);
});

test('The last option leads to the page of results', async ({ page }) => {
  await page.goto('/');
  await ask(page, '上下文');
  await all(page).click();
  await expectAddress(page, '/search?q=上下文');
  await expect(page.locator('.hits > li').first()).toBeVisible();
});

test('Escape closes the panel and keeps the query, a click elsewhere closes it too', async ({ page }) => {
  await page.goto('/');
  await ask(page, '上下文');
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
  await expect(field(page)).toHaveValue('上下文');
  await expect(field(page)).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowDown');
  await expect(panel(page)).toBeVisible();
  await page.mouse.click(20, 400);
  await expect(panel(page)).toBeHidden();
});

for (const key of ['Escape', 'Enter']) {
  test(`A panel closed by ${key} stays closed when its answer comes late`, async ({ page }) => {
    const slow = gate();
    await page.route('**/api/search?*', async (route) => {
      await slow.opened;
      await route.continue();
    });
    await page.goto('/');
    await field(page).focus();
    await expect(panel(page)).toBeVisible();
    const asked = page.waitForRequest('**/api/search?*');
    const late = page.waitForResponse('**/api/search?*');
    await page.keyboard.insertText('上下文');
    await asked;
    await page.keyboard.press(key);
    if (key === 'Enter') await expectAddress(page, '/search?q=上下文');
    await expect(panel(page)).toBeHidden();
    slow.open();
    await (await late).finished();
    await settle(page);
    await expect(panel(page)).toBeHidden();
  });
}

test('However often the field is left and entered again, there is one panel', async ({ page }) => {
  await page.goto('/llm/deepseek');
  for (let time = 0; time < 3; time++) {
    await field(page).focus();
    await expect(panel(page).filter({ visible: true })).toHaveCount(1);
    await page.mouse.click(20, 700);
    await expect(panel(page).filter({ visible: true })).toHaveCount(0);
  }
  await page.locator('nav.side').getByRole('link', { name: '什么是 LLM' }).click();
  await expect(page.locator('#main h1')).toHaveText('什么是 LLM');
  await field(page).focus();
  await expect(panel(page).filter({ visible: true })).toHaveCount(1);
  await expect(panel(page)).toHaveCount(1);
});

test('An answer to an earlier query never replaces a later one', async ({ page }) => {
  const slow = gate();
  const hit = { url: '/late', title: '迟到的答案', title_marks: [], heading: { text: '', marks: [] }, excerpt: '', excerpt_marks: [], kind: 'page', more: [] };
  await page.route('**/api/search?*', async (route) => {
    if (new URL(route.request().url()).searchParams.get('q') !== '价格') return route.continue();
    await slow.opened;
    await route.fulfill({ json: [hit] });
  });
  await page.goto('/');
  const early = (request: { url(): string }) => new URL(request.url()).searchParams.get('q') === '价格';
  const asked = page.waitForRequest(early);
  const late = page.waitForResponse(early);
  await field(page).fill('价格');
  await asked;
  await ask(page, '上下文');
  const shown = await options(page).allInnerTexts();
  slow.open();
  await (await late).finished();
  await settle(page);
  expect(await options(page).allInnerTexts()).toEqual(shown);
  // The answer itself was sound: asked again, it is shown.
  await field(page).fill('价格');
  await expect(options(page).first()).toContainText('迟到的答案');
});

test('Enter while an input method composes neither opens a result nor leaves the page', async ({ page }) => {
  await page.goto('/');
  await plant(page);
  await ask(page, '上下文');
  await page.keyboard.press('ArrowDown');
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
  const target = (await options(page).first().getAttribute('href'))!;
  for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
    const prevented = await field(page).evaluate((input, composing) => {
      const event = new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true, ...composing });
      return !input.dispatchEvent(event);
    }, composing);
    expect(prevented, 'the input method gets its key').toBe(false);
    await settle(page);
    expect(address(page)).toBe('/');
    await expect(panel(page)).toBeVisible();
  }
  // The same key, no longer composing, opens the result.
  await page.keyboard.press('Enter');
  await expectAddress(page, target);
});

test('Letters of an unfinished composition are not searched for', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname === '/api/search') asked.push(url.searchParams.get('q')!);
  });
  await page.goto('/');
  const devtools = await page.context().newCDPSession(page);
  await field(page).focus();
  await expect(panel(page)).toBeVisible();
  for (const text of ['shang', 'shangxia', 'shangxiawen']) {
    await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  }
  await expect(field(page)).toHaveValue('shangxiawen');
  await devtools.send('Input.insertText', { text: '上下文' });
  await expect(field(page)).toHaveValue('上下文');
  await expect(panel(page).locator('mark').first()).toHaveText('上下文');
  expect(asked).toEqual(['上下文']);
});

test('The empty field offers queries, and once searched the recent ones', async ({ page }) => {
  await page.goto('/');
  await field(page).focus();
  await expect(status(page)).toHaveText('可以试试');
  await options(page).getByText('混合专家').click();
  await expectAddress(page, '/search?q=混合专家');
  await field(page).fill('上下文窗口');
  await page.keyboard.press('Enter');
  await expectAddress(page, '/search?q=上下文窗口');
  await page.mouse.click(20, 700);
  await field(page).fill('');
  await expect(status(page)).toHaveText('最近搜索');
  await expect(options(page).nth(0)).toHaveText('上下文窗口');
  await expect(options(page).nth(1)).toHaveText('混合专家');
  // What could be tried stays on offer, once.
  await expect(options(page).getByText('混合专家')).toHaveCount(1);
  await expect(options(page).getByText('base_url')).toBeVisible();
});

test('Recent searches are forgotten on demand, by mouse and by keys', async ({ page }) => {
  await page.goto('/');
  for (const forget of [() => page.getByRole('button', { name: '清除' }).click(), () => page.keyboard.press('Tab').then(() => page.keyboard.press('Enter'))]) {
    await field(page).fill('混合专家');
    await page.keyboard.press('Enter');
    await expect(hits(page).first()).toBeVisible();
    await field(page).fill('');
    await expect(status(page)).toHaveText('最近搜索');
    await forget();
    await expect(status(page)).toHaveText('可以试试');
    await expect(field(page)).toBeFocused();
    await expect(page.getByRole('button', { name: '清除' })).toHaveCount(0);
    expect(await page.evaluate(() => localStorage.getItem('searches'))).toBeNull();
    await page.goto('/');
  }
  await field(page).focus();
  await expect(status(page)).toHaveText('可以试试');
});

test('The total is shown, told to screen readers, and leads to all results', async ({ page }) => {
  const answer = await page.request.get('/api/search?q=deepseek&limit=8&locale=zh');
  const total = Number(answer.headers()['x-total']);
  expect(total).toBeGreaterThan(8);
  await page.goto('/');
  await field(page).fill('deepseek');
  await expect(status(page)).toHaveText(`${total} 个结果，显示前 8 个`);
  await expect(spoken(page)).toHaveText(`${total} 个结果，显示前 8 个`);
  await expect(options(page)).toHaveCount(9);
  await page.keyboard.press('ArrowUp');
  await expect(options(page).last()).toHaveAttribute('aria-selected', 'true');
  await expect(options(page).last()).toHaveText(`查看全部 ${total} 个结果`);
  await page.keyboard.press('Enter');
  await expectAddress(page, '/search?q=deepseek');
  await expect(page.locator('#main').getByRole('status')).toContainText(`找到 ${total} 个结果`);
});

test('While typing goes on, nothing is read out', async ({ page }) => {
  await page.goto('/');
  await field(page).focus();
  await expect(panel(page)).toBeVisible();
  await spoken(page).evaluate((element) => {
    const said: string[] = ((window as unknown as { said: string[] }).said = []);
    new MutationObserver(() => element.textContent && said.push(element.textContent)).observe(element, { childList: true });
  });
  await field(page).pressSequentially('deepseek', { delay: 120 });
  await expect(spoken(page)).toHaveText(/个结果/);
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said).toHaveLength(1);
});

test('What was answered before is shown at once, without asking', async ({ page }) => {
  await page.goto('/');
  await ask(page, '上下文');
  const shown = await options(page).allInnerTexts();
  await ask(page, '价格');
  await expect(panel(page).locator('mark').first()).not.toHaveText('上下文');
  await page.route('**/api/search?*', (route) => route.abort());
  const at = await field(page).evaluate((input: HTMLInputElement) => {
    input.value = '上下文';
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    // No timer, no request: the next turn of the event loop has it.
    return new Promise<string>((done) => setTimeout(() => done(document.querySelector('.search-panel mark')!.textContent!)));
  });
  expect(at).toBe('上下文');
  expect(await options(page).allInnerTexts()).toEqual(shown);
});

for (const [name, how] of [['the middle button', { button: 'middle' }], ['Control', { modifiers: ['Control'] }]] as const) {
  test(`With ${name} a result opens in a tab of its own`, async ({ page, context }) => {
    await page.goto('/');
    await ask(page, '上下文窗口');
    const option = options(page).first();
    const target = (await option.getAttribute('href'))!;
    const opened = context.waitForEvent('page');
    await option.click(how as Parameters<typeof option.click>[0]);
    await expectAddress(await opened, target);
    expect(address(page)).toBe('/');
    await expect(panel(page)).toBeVisible();
    await expect(field(page)).toBeFocused();
  });
}

test('Home, End and marking text belong to the field', async ({ page }) => {
  await page.goto('/');
  await ask(page, '上下文');
  await page.keyboard.press('ArrowDown');
  const selection = () => field(page).evaluate((input: HTMLInputElement) => [input.selectionStart, input.selectionEnd]);
  await page.keyboard.press('Home');
  expect(await selection()).toEqual([0, 0]);
  await page.keyboard.press('End');
  expect(await selection()).toEqual([3, 3]);
  await page.keyboard.press('Shift+ArrowUp');
  expect(await selection()).toEqual([0, 3]);
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
});

test('Going back closes the panel', async ({ page }) => {
  await page.goto('/llm/deepseek');
  await page.locator('nav.side').getByRole('link', { name: '什么是 LLM' }).click();
  await expect(page.locator('#main h1')).toHaveText('什么是 LLM');
  await ask(page, '上下文');
  await page.goBack();
  await expect(page.locator('#main h1')).toHaveText('DeepSeek 系列');
  await expect(panel(page)).toBeHidden();
});

test('A result in the other language says so; kinds are called as on the page', async ({ page }) => {
  await page.goto('/en');
  await field(page).fill('月活');
  const foreign = options(page).filter({ has: page.locator('.tongue') }).first();
  await expect(foreign.locator('.tongue')).toHaveText('中');
  await expect(foreign.locator('.hit-title')).toHaveAttribute('lang', 'zh-CN');
  const boxed = await options(page).locator('.kind:not(.tongue)').allInnerTexts();
  await page.keyboard.press('Enter');
  await expect(hits(page).first()).toBeVisible();
  const listed = await hits(page).locator('.kind:not(.tongue)').allInnerTexts();
  expect(listed.slice(0, boxed.length)).toEqual(boxed);
});

test('A misspelling leads to the likely spelling', async ({ page }) => {
  await page.goto('/');
  await field(page).fill('deepsek');
  await expect(status(page)).toContainText('你是不是要找');
  await status(page).getByRole('link', { name: 'deepseek' }).click();
  await expectAddress(page, '/search?q=deepseek');
});

test('When searching fails, the panel says so and Enter still works', async ({ page }) => {
  await page.route('**/api/search?*', (route) => route.abort());
  await page.goto('/');
  await field(page).fill('上下文');
  await expect(status(page)).toContainText('搜索暂时不可用');
  await page.keyboard.press('Enter');
  await expect(page.locator('.hits > li').first()).toBeVisible();
});

test('The English site searches in English', async ({ page }) => {
  await page.goto('/en');
  await field(page).fill('context window');
  await expect(status(page)).toHaveText(/\d+ results/);
  await expect(panel(page).locator('mark').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expectAddress(page, '/en/search?q=context+window');
  await expect(page.locator('#main h1')).toHaveText('Search');
});

test('The page of results marks what matched in its excerpts', async ({ page }) => {
  await page.goto('/search?q=上下文窗口');
  await expect(hits(page).first().locator('p')).not.toBeEmpty();
  await expect(page.locator('.hits p mark').first()).toHaveText(/上下文|窗口/);
  await expect(page.locator('#main').getByRole('status')).toHaveText(/^找到 \d+ 个结果/);
});

test('Nothing found is said plainly, with queries that do find something', async ({ page }) => {
  await page.goto('/search?q=zxqwvkjhgf');
  await expect(page.locator('#main').getByRole('status')).toHaveText('没有找到。');
  await expect(page.locator('.hits > li')).toHaveCount(0);
  await page.locator('.suggestions').getByRole('link', { name: '混合专家' }).click();
  await expect(page.locator('.hits > li').first()).toBeVisible();
  await field(page).fill('zxqwvkjhgf');
  await expect(status(page)).toContainText('没有找到');
  await expect(options(page)).toHaveCount(0);
});

const HOSTILE = {
  brackets: '((((((',
  operators: 'a AND (b OR "c" NOT -d) title:x^2 ~ * ? \\ [1 TO 2]',
  script: '<script>window.hacked=1</script>"\'><img src=x onerror=window.hacked=1>',
  control: '\u0000\u0001\u202e\ufeff',
  long: '模'.repeat(300),
  halves: '😀'.repeat(40),
  percent: '%%%zz&=#?+',
};
for (const [name, query] of Object.entries(HOSTILE)) {
  test(`A hostile query (${name}) is answered, and shown as text`, async ({ page }) => {
    const q = encodeURIComponent(query);
    const answer = await page.goto(`/search?q=${q}`);
    expect(answer!.status()).toBe(200);
    await expect(page.locator('#main h1')).toHaveText('搜索');
    if (name === 'script') await expect(page.locator('#main input[name="q"]')).toHaveValue(query);
    expect(await page.locator('#main :is(script, img)').count()).toBe(0);
    const api = await page.request.get(`/api/search?q=${q}`);
    expect(api.status()).toBe(200);
    expect(Array.isArray(await api.json())).toBe(true);
    await field(page).fill(query);
    await expect(status(page)).toBeVisible();
    await expect(status(page)).not.toContainText('不可用');
    await page.keyboard.press('Enter');
    await expect(page.locator('#main h1')).toHaveText('搜索');
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  });
}

test('Hits and their marks are text, whatever the index holds', async ({ page }) => {
  const evil = '<img src=x onerror=window.hacked=1>';
  const hit = { url: '/llm/deepseek', title: evil, title_marks: [[0, 4]], heading: { text: evil, marks: [[0, 4]] }, excerpt: evil, excerpt_marks: [[1, 4]], kind: evil, more: [] };
  await page.route('**/api/search?*', (route) => route.fulfill({ json: [hit] }));
  await page.goto('/');
  await field(page).fill('x');
  await expect(options(page).first()).toContainText(evil);
  await expect(panel(page).locator('img')).toHaveCount(0);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
});
