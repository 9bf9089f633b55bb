import { expect, test, type Page } from '@playwright/test';

import { expectAddress, follow, isPlanted, PAGES, plant } from './support';

/** What the head says of the page itself, one line for each element. */
const told = (page: Page) =>
  page.evaluate(() => {
    const own = 'title, meta[name="description"], meta[property], meta[name="twitter:card"], link:not([rel="stylesheet"], [rel="expect"]), script[type="application/ld+json"]';
    return [...document.head.querySelectorAll(own)].map((element) => element.outerHTML).sort();
  });

/** Collects what the content security policy refuses and what the console complains of. */
async function listen(page: Page) {
  const refused: string[] = [];
  await page.exposeFunction('refuse', (what: string) => refused.push(what));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      (window as unknown as { refuse(what: string): void }).refuse(`${event.violatedDirective} ${event.blockedURI} at ${location.pathname}`);
    });
  });
  page.on('console', (message) => {
    if (/Content Security Policy|manifest/i.test(message.text())) refused.push(message.text());
  });
  return refused;
}

test('Data in a page is no script: the content security policy refuses nothing', async ({ page }) => {
  const refused = await listen(page);
  for (const path of PAGES) {
    await page.goto(path);
    const data = page.locator('script[type="application/ld+json"]');
    for (const text of await data.allTextContents()) expect(JSON.parse(text)['@context'], path).toBe('https://schema.org');
  }
  await page.goto('/llm/deepseek');
  await expect(page.locator('script[type="application/ld+json"]')).toHaveCount(1);
  expect(refused).toEqual([]);
});

test('The policy does refuse a script that is run, and we would hear of it', async ({ page }) => {
  const refused = await listen(page);
  await page.goto('/llm/deepseek');
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.planted = true';
    document.head.append(script);
  });
  await expect.poll(() => refused.length).toBeGreaterThan(0);
  expect(await isPlanted(page)).toBe(false);
});

test('After a click the head tells of the page that is shown, as if it had been loaded', async ({ page }) => {
  const refused = await listen(page);
  const paths = ['/llm/deepseek', '/models', '/en/models/deepseek-v3', '/en/updates', '/nope', '/scenarios/coding', '/'];
  await page.goto('/about');
  await plant(page);
  const clicked: string[][] = [];
  for (const path of paths) {
    await follow(page, path);
    await expectAddress(page, path);
    await expect(page.locator('html')).not.toHaveAttribute('data-loading');
    await expect.poll(() => page.locator('#main h1').count()).toBe(1);
    clicked.push(await told(page));
  }
  expect(await isPlanted(page)).toBe(true);
  for (const [at, path] of paths.entries()) {
    await page.goto(path);
    expect(clicked[at], path).toEqual(await told(page));
  }
  expect(refused).toEqual([]);
});

for (const [path, home] of [['/', '/'], ['/en', '/en']]) {
  test(`Chromium takes ${path} for an application without a complaint`, async ({ page }) => {
    await page.goto(path);
    const session = await page.context().newCDPSession(page);
    const { url, errors, data } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const manifest = JSON.parse(data!);
    expect(new URL(manifest.start_url, url).pathname).toBe(home);
    for (const icon of manifest.icons) {
      const [width, height] = await page.evaluate(async (source) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        return [image.naturalWidth, image.naturalHeight];
      }, new URL(icon.src, url).href);
      expect(`${width}x${height}`).toBe(icon.sizes);
    }
  });
}

test('Feeds, maps and icons are served as what they are', async ({ page, request }) => {
  for (const [path, kind] of [
    ['/feed.xml', 'application/atom+xml'], ['/sitemap.xml', 'application/xml'], ['/opensearch.xml', 'application/opensearchdescription+xml'],
    ['/robots.txt', 'text/plain'], ['/favicon.ico', 'image/'], ['/apple-touch-icon.png', 'image/png'],
  ]) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(200);
    expect(answer.headers()['content-type'], path).toContain(kind);
  }
  // A browser's own parser.
  await page.goto('/about');
  const titles = await page.evaluate(async () => {
    const parse = async (path: string) => new DOMParser().parseFromString(await (await fetch(path)).text(), 'application/xml');
    const [feed, map, search] = await Promise.all(['/en/feed.xml', '/sitemap.xml', '/opensearch.xml'].map(parse));
    return [feed, map, search].map((xml) => [xml.documentElement.localName, xml.querySelector('parsererror')?.textContent ?? '']);
  });
  expect(titles).toEqual([['feed', ''], ['urlset', ''], ['OpenSearchDescription', '']]);
});

test('The link to the feed on the updates page leads to the feed of what is chosen', async ({ page }) => {
  await page.goto('/en/updates');
  await expect(page.getByRole('link', { name: 'Follow (Atom feed)' })).toHaveAttribute('href', '/en/feed.xml');
  await page.goto('/updates?series=qwen');
  await expect(page.getByRole('link', { name: '订阅（Atom）' })).toHaveAttribute('href', '/feed/qwen.xml');
});

test('The browser around the page takes the look that was chosen, also after a load', async ({ page }) => {
  /** The colours that hold now. */
  const colours = () =>
    page.evaluate(() => [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')].filter(({ media }) => matchMedia(media).matches).map(({ content }) => content));
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/about');
  expect(await colours()).toEqual(['#ffffff']);
  await page.locator('[data-theme-button]').click();
  expect(await colours()).toEqual(['#16181d']);
  await page.reload();
  await expect.poll(colours).toEqual(['#16181d']);
  await page.locator('[data-theme-button]').click();
  expect(await colours()).toEqual(['#ffffff']);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await colours()).toEqual(['#16181d']);
});
