// What a reader waits for and downloads, measured on the built site: run with
// `make bench`. Prints a table; nothing here passes or fails.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(new URL('../end2end/package.json', import.meta.url));
const { chromium } = require('@playwright/test');
const kib = (bytes) => (bytes / 1024).toFixed(1) + ' KiB';
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const rows = [];

/** Starts a server and waits until it answers. */
async function serve(port, ...flags) {
  const begun = performance.now();
  const child = spawn('target/release/model-atlas', ['serve', '--addr', `127.0.0.1:${port}`, '--log', 'warn', ...flags], { stdio: 'inherit' });
  const base = `http://127.0.0.1:${port}`;
  for (;;) {
    try {
      await fetch(base + '/robots.txt');
      return { base, child, took: performance.now() - begun };
    } catch {
      if (child.exitCode !== null) throw new Error('the server ended');
      await new Promise((done) => setTimeout(done, 10));
    }
  }
}

function resident(pid) {
  return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) * 1024;
}

/** 1,500 pages of two scripts in nested folders. */
function manyPages() {
  const folder = mkdtempSync(join(tmpdir(), 'model-atlas-'));
  const han = '模型 推理 上下文 窗口 价格 参数 部署 显存 量化 训练 数据 专家 注意力 缓存 接口 工具 智能体 评测 代码 图像'.split(' ');
  const latin = 'model token context cache attention latency GPU memory tensor quantization server prompt DeepSeek-V3 Llama-3.1 base_url'.split(' ');
  let seed = 7;
  const pick = (list) => list[(seed = (seed * 48271) % 2147483647) % list.length];
  const many = (list, count, joint) => Array.from({ length: count }, () => pick(list)).join(joint);
  for (let page = 0; page < 1500; page++) {
    const inside = join(folder, 'pages/zh', `part${page % 15}`, `chapter${page % 150}`);
    mkdirSync(inside, { recursive: true });
    const sections = Array.from({ length: 8 }, (_, i) =>
      `## ${pick(han)}${pick(han)} ${i}\n\n${many(han, 160, '')}，${many(latin, 60, ' ')}。\n\n\`\`\`python\n${many(latin, 20, ' ')}\n\`\`\`\n`);
    writeFileSync(join(inside, `page${page}.md`), `---\ntitle: 页面 ${page} ${pick(han)}\n---\n\n# 页面 ${page}\n\n${sections.join('\n')}`);
  }
  return folder;
}

async function searches(base, count) {
  const queries = ['上下文窗口', 'deepseek v3', '量化 部署', 'base_url', '显存', 'quantisaton', 'llama3.1', '推理', 'gpt4o', '混合專家', 'shangxiawen', '((((('];
  const times = [];
  for (let i = 0; i < count; i++) {
    const begun = performance.now();
    await (await fetch(`${base}/api/search?q=${encodeURIComponent(queries[i % queries.length])}`)).text();
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b);
}

/** Queries nobody means well with: signs, brackets, controls, halves of characters, great lengths. */
function hostile(number) {
  const pieces = ['(', ')', '"', '\\', '*', '~2', '^9', 'AND ', 'OR ', 'NOT ', '[a TO z]', '\0', '\ufeff', '\u200d', '\u202e', 'אבג', 'e\u0301\u0302', '👩‍👩‍👧‍👦', '𠮷', 'Ａ', 'ß', 'İ', 'deepseek', '深度求索', '模型', '%', '&', "'", '<b>', '\ud800'];
  let seed = number * 48271 + 11;
  const roll = (sides) => (seed = (seed * 48271) % 2147483647) % sides;
  if (number % 10 === 0) return '('.repeat(roll(3000)) + 'deepseek' + ')'.repeat(roll(3000));
  if (number % 10 === 1) return pieces[roll(pieces.length)].repeat(roll(400));
  return Array.from({ length: roll(40) }, () => pieces[roll(pieces.length)]).join('');
}

/** Sends them; the times, and how many were not answered with 200. */
async function attack(base, count) {
  const times = [];
  let failed = 0;
  for (let i = 0; i < count; i++) {
    const query = encodeURIComponent(hostile(i).toWellFormed().slice(0, 5000));
    const begun = performance.now();
    const answer = await fetch(`${base}/api/search?q=${query}`);
    await answer.text();
    times.push(performance.now() - begun);
    failed += answer.status === 200 ? 0 : 1;
  }
  return { times: times.sort((a, b) => a - b), failed };
}

const site = await serve(3190);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/** Bytes on the wire of a cold visit, by kind. */
async function visit(path, act) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const kinds = {};
  const of = new Map();
  session.on('Network.responseReceived', ({ requestId, response }) => of.set(requestId, response.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const url = of.get(requestId) ?? '';
    const kind = url.match(/\.(wasm|js|css|svg|tsv)\b/)?.[1] ?? (url.includes('/api/') ? 'api' : 'html');
    kinds[kind] = (kinds[kind] ?? 0) + encodedDataLength;
  });
  await page.goto(site.base + path, { waitUntil: 'networkidle' });
  await act?.(page);
  await page.waitForTimeout(400);
  await context.close();
  const total = Object.values(kinds).reduce((sum, bytes) => sum + bytes, 0);
  return `${kib(total)}  (${Object.entries(kinds).map(([kind, bytes]) => `${kind} ${kib(bytes)}`).join(', ')})`;
}

rows.push(['server start, our content', `${site.took.toFixed(0)} ms`]);
rows.push(['/llm/deepseek, cold', await visit('/llm/deepseek')]);
rows.push(['/llm/what-is-llm, cold', await visit('/llm/what-is-llm')]);
rows.push(['/llm/deepseek, to its first table', await visit('/llm/deepseek', async (page) => {
  await page.locator('[data-island]').first().scrollIntoViewIfNeeded();
  await page.locator('[data-island="ready"]').first().waitFor();
})]);
rows.push(['/models, cold', await visit('/models')]);
rows.push(['first search from /llm/what-is-llm', await visit('/llm/what-is-llm', async (page) => {
  await page.keyboard.press('/');
  await page.keyboard.type('上下文');
  await page.locator('[role=option] mark').first().waitFor();
})]);

{
  // From the last key of the first search to its results painted, script and answer fetched.
  const waits = [];
  for (let i = 0; i < 9; i++) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(site.base + '/llm/what-is-llm', { waitUntil: 'networkidle' });
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.evaluate(() => {
      window.seen = new Promise((done) => {
        const look = () => (document.querySelector('.search-panel mark') ? requestAnimationFrame(() => setTimeout(() => done(performance.now()))) : requestAnimationFrame(look));
        look();
      });
      window.typed = 0;
      document.addEventListener('input', () => (window.typed = performance.now()), true);
    });
    await page.keyboard.press('/');
    await page.keyboard.insertText('上下文窗口');
    waits.push(await page.evaluate(async () => (await window.seen) - window.typed));
    await context.close();
  }
  waits.sort((a, b) => a - b);
  rows.push(['first search, 4x slower CPU', `last key to results painted: median ${waits[4].toFixed(0)} ms, worst of 9 ${waits[8].toFixed(0)} ms, 30 of them waiting for more keys`]);
}

{
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(site.base + '/llm/what-is-llm', { waitUntil: 'networkidle' });
  const times = await page.evaluate(async () => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const times = [];
    for (let i = 0; i < 21; i++) {
      const title = document.querySelector('h1').textContent;
      const path = ['/llm/deepseek', '/llm/gpt-series', '/llm/llama'][i % 3];
      const begun = performance.now();
      document.querySelector(`.side a[href="${path}"]`).click();
      while (document.querySelector('h1').textContent === title) await new Promise((done) => setTimeout(done, 1));
      await painted();
      times.push(performance.now() - begun);
    }
    return times.sort((a, b) => a - b);
  });
  rows.push(['click to new page painted', `median ${times[10].toFixed(0)} ms, worst of 21 ${times[20].toFixed(0)} ms`]);
  await page.goto(site.base + '/models', { waitUntil: 'networkidle' });
  await page.locator('[data-island="ready"]').waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  // From a real click to the next painted frame, as the browser's Event Timing
  // counts it, in steps of 8 ms: waiting for the frame included.
  await page.evaluate(() => {
    window.clicks = [];
    const note = (list) => clicks.push(...list.getEntries().filter((entry) => entry.name === 'click'));
    new PerformanceObserver(note).observe({ type: 'event', durationThreshold: 16 });
  });
  for (let i = 0; i < 18; i++) {
    const box = await page.locator('.scenarios a').nth(i % 9).boundingBox();
    await page.mouse.click(box.x + 10, box.y + 10);
    await page.waitForTimeout(400);
  }
  const filter = await page.evaluate(() => clicks
    .map(({ duration, processingStart, startTime }) => [duration, duration - (processingStart - startTime)])
    .sort((a, b) => a[0] - b[0]));
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  const speed = await page.evaluate(() => {
    const begun = performance.now();
    let sum = 0;
    for (let i = 0; i < 1e8; i++) sum += i;
    return performance.now() - begun + (sum < 0 ? 1 : 0);
  });
  rows.push(['100 million additions, as a measure', `${speed.toFixed(0)} ms`]);
  const middle = filter[filter.length >> 1];
  rows.push(['filter by scenario, 4x slower CPU', `click to paint: median ${middle[0]} ms, ${middle[1].toFixed(0)} ms of it after the input reached the page; worst of ${filter.length} ${filter.at(-1)[0]} ms`]);
}
await browser.close();
const few = await searches(site.base, 600);
rows.push(['search, our content', `p50 ${at(few, 0.5).toFixed(2)} ms, p99 ${at(few, 0.99).toFixed(2)} ms`]);
rows.push(['memory, our content', kib(resident(site.child.pid))]);
await attack(site.base, 1000);
const warm = resident(site.child.pid);
const { times: hurt, failed } = await attack(site.base, 10000);
rows.push(['10,000 hostile queries', `p50 ${at(hurt, 0.5).toFixed(2)} ms, p99 ${at(hurt, 0.99).toFixed(2)} ms, worst ${hurt.at(-1).toFixed(1)} ms, ${failed} not answered with 200, memory ${kib(warm)} before, ${kib(resident(site.child.pid))} after`]);
site.child.kill();

const folder = manyPages();
const big = await serve(3191, '--content', folder);
rows.push(['server start, 1,500 pages', `${big.took.toFixed(0)} ms`]);
const many = await searches(big.base, 1200);
rows.push(['search, 1,500 pages', `p50 ${at(many, 0.5).toFixed(2)} ms, p99 ${at(many, 0.99).toFixed(2)} ms`]);
rows.push(['memory, 1,500 pages', kib(resident(big.child.pid))]);
big.child.kill();
rmSync(folder, { recursive: true });

for (const [name, value] of rows) process.stdout.write(`${name.padEnd(38)} ${value}\n`);
