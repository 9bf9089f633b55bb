import { expect, test, type Page } from '@playwright/test';

import { expectAddress, isPlanted, plant } from './support';

const field = (page: Page, name: string) => page.locator(`form[data-live] [name="${name}"]`);
const sentence = (page: Page) => page.locator('#main [role="status"]');
const memory = '/calculators/memory?model=deepseek-v3';

test('A changed field changes the answer and the address, and nothing else', async ({ page }) => {
  await page.goto(memory);
  await plant(page);
  await expect(sentence(page)).toContainText('DeepSeek-V3 共需');
  const before = await sentence(page).innerText();
  await field(page, 'context').fill('131072');
  await expect(sentence(page)).not.toHaveText(before);
  await expectAddress(page, `${memory}&context=131072`);
  await expect(field(page, 'context')).toBeFocused();
  await expect(field(page, 'context')).toHaveValue('131072');
  await field(page, 'weights').selectOption('q4_k_m');
  await expectAddress(page, `${memory}&weights=q4_k_m&context=131072`);
  // Defaults are left out again.
  await field(page, 'context').fill('32768');
  await field(page, 'weights').selectOption('bf16');
  await expectAddress(page, memory);
  await expect(sentence(page)).toHaveText(before);
  expect(await isPlanted(page)).toBe(true);
});

test('Answers that come late do not replace newer ones', async ({ page }) => {
  await page.goto(memory);
  let asked = 0;
  await page.route('**/calculators/memory?*', async (route) => {
    if (asked++ === 0) await new Promise((done) => setTimeout(done, 1200));
    await route.continue();
  });
  await field(page, 'batch').fill('7');
  await expect.poll(() => asked).toBe(1);
  await field(page, 'batch').fill('9');
  await expectAddress(page, `${memory}&batch=9`);
  await page.waitForTimeout(1500);
  await expectAddress(page, `${memory}&batch=9`);
  await expect(page.locator('.parts')).toContainText('× 9');
});

test('What means nothing is told in place', async ({ page }) => {
  await page.goto(memory);
  await field(page, 'context').fill('lots');
  await expect(page.locator('#main .notice')).toContainText('「lots」看不懂');
  await field(page, 'context').fill('128k');
  await expect(page.locator('#main .notice')).toHaveCount(0);
});

test('An opened table of the chart stays open', async ({ page }) => {
  await page.goto(memory);
  await page.locator('.chart-data > summary').click();
  await field(page, 'batch').fill('2');
  await expectAddress(page, `${memory}&batch=2`);
  await expect(page.locator('.chart-data')).toHaveAttribute('open', '');
});

test('Enter leads to the same answer as a page of its own', async ({ page }) => {
  await page.goto('/calculators/memory');
  await plant(page);
  await field(page, 'batch').fill('3');
  await field(page, 'batch').press('Enter');
  await expect(page).toHaveURL(/batch=3/);
  await expect(page.locator('#main h1')).toBeFocused();
  await expect(field(page, 'batch')).toHaveValue('3');
  expect(await isPlanted(page)).toBe(true);
});

test('Back and forward bring back the question', async ({ page }) => {
  await page.goto('/llm/deepseek');
  await plant(page);
  await page.locator('nav.side').getByRole('link', { name: '显存计算' }).click();
  await field(page, 'batch').fill('5');
  await expectAddress(page, '/calculators/memory?batch=5');
  await page.goBack();
  await expect(page.locator('#main h1')).toHaveText('DeepSeek 系列');
  await page.goForward();
  await expect(field(page, 'batch')).toHaveValue('5');
  await expect(page.locator('.parts')).toContainText('× 5');
  expect(await isPlanted(page)).toBe(true);
});

test('Leaving while an answer is on its way does not change where one went', async ({ page }) => {
  await page.goto('/llm/deepseek');
  await page.locator('nav.side').getByRole('link', { name: '显存计算' }).click();
  await field(page, 'batch').fill('5');
  await page.goBack();
  await expect(page.locator('#main h1')).toHaveText('DeepSeek 系列');
  await page.waitForTimeout(800);
  await expectAddress(page, '/llm/deepseek');
});

test('An answer that fails leaves the form with its button', async ({ page }) => {
  await page.goto(memory);
  const button = page.locator('form[data-live] button');
  await expect(button).toBeHidden();
  await page.route('**/calculators/memory?*', (route) => route.abort());
  await field(page, 'batch').fill('4');
  await expect(button).toBeVisible();
  await page.unroute('**/calculators/memory?*');
  await button.click();
  await expect(page).toHaveURL(/batch=4/);
  await expect(page.locator('.parts')).toContainText('× 4');
});

test('The language link leads to the same question', async ({ page }) => {
  await page.goto(memory);
  await field(page, 'batch').fill('6');
  await expectAddress(page, `${memory}&batch=6`);
  await page.locator('a.language').click();
  await expect(sentence(page)).toContainText('DeepSeek-V3 needs');
  await expect(field(page, 'batch')).toHaveValue('6');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('The form is sent and answered', async ({ page }) => {
    await page.goto('/en/calculators/memory');
    await field(page, 'model').selectOption('deepseek-v3');
    await field(page, 'weights').selectOption('fp8');
    await field(page, 'context').fill('128k');
    await page.getByRole('button', { name: 'Calculate' }).click();
    const query = new URL(page.url()).searchParams;
    expect([query.get('model'), query.get('weights'), query.get('context')]).toEqual(['deepseek-v3', 'fp8', '128k']);
    await expect(sentence(page)).toContainText('DeepSeek-V3 needs');
    await expect(field(page, 'weights')).toHaveValue('fp8');
    await expect(page.locator('.parts')).toContainText('128,000 tokens × 1');
  });
});
