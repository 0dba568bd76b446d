// Seed 004, Loops: its steps in its own language; the code is the seed's own, pasted.
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { turn } from './switches.js';

test.use({ locale: 'zh-CN' });

/** 支付确认电子邮件 */
const PASTED = `function handler(webhook) {
if (webhook.eventType === "payment.succeeded") {
const p = webhook.payload.data;
webhook.url = "https://api.loops.so/v1/events/send";
webhook.payload = {
eventName: "payment_confirmation",
email: p.customer.email,
properties: {
customer_name: p.customer.name,
payment_id: p.payment_id,
amount: (p.total_amount / 100).toFixed(2),
currency: p.currency || "USD",
payment_method: p.payment_method || "unknown",
payment_date: new Date(webhook.payload.timestamp).toLocaleDateString()
}
};
}
return webhook;
}`;

test('Open the Webhook Section → + Add Endpoint · Select Loops · Enter API Key · Configure Transformation · Test & Create', async ({
  page,
}) => {
  const name = `付款确认 ${Date.now()}`;
  await page.goto('/');
  await page.getByRole('navigation').getByRole('link', { name: '集成' }).click();
  await page.getByRole('button', { name: '添加端点：Loops' }).click();
  await page.getByLabel('名称').fill(name);
  await page.getByLabel('API 密钥').fill('a1b2c3d4notToBeSeen');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('radio', { name: '仅我选择的事件' }).check();
  await page.getByRole('checkbox', { name: '收到付款', exact: true }).check();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('textbox', { name: '代码' }).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(PASTED);
  await page.getByRole('button', { name: '测试' }).click();
  const result = page.getByRole('region', { name: '结果' });
  await expect(result).toContainText('可用');
  await expect(result).toContainText('api.loops.so/v1/events/send');
  await expect(result).toContainText('payment_confirmation');
  await page.getByRole('button', { name: '创建' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  expect(await page.content()).not.toContain('notToBeSeen');
  // Nothing of this run is to go to the real Loops.
  await turn(page.getByRole('switch', { name: `${name} 接收消息` }), 'off');
});

/** The seed's three examples: 支付确认电子邮件, 订阅欢迎电子邮件, 支付失败通知. */
const EXAMPLES = [
  ['loops_payment_confirmation.js', '收到付款', 'payment_confirmation'],
  ['loops_subscription_welcome.js', '订阅已开始', 'subscription_welcome'],
  ['loops_payment_failed.js', '付款失败', 'payment_failed'],
] as const;

test('转换代码示例: 使用示例有效负载进行测试; 确保收件人电子邮件地址有效', async ({ page }) => {
  await page.goto('/integrations');
  await page.getByRole('button', { name: '添加端点：Loops' }).click();
  await page.getByLabel('名称').fill('示例');
  await page.getByLabel('API 密钥').fill('a1b2c3d4notToBeSeen');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('button', { name: '下一步' }).click();
  const result = page.getByRole('region', { name: '结果' });
  for (const [file, event, name] of EXAMPLES) {
    await page.getByRole('textbox', { name: '代码' }).click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(
      readFileSync(new URL(`../../test/fixtures/transformations/${file}`, import.meta.url), 'utf8'),
    );
    await page.getByRole('combobox', { name: '有效负载' }).selectOption({ label: event });
    await page.getByRole('button', { name: '测试' }).click();
    await expect(result).toContainText(`"eventName": "${name}"`);
    await expect(result).toContainText('可用');
    await expect(result).toContainText('api.loops.so/v1/events/send');
    await expect(result).toContainText(/"email": "[^"]+@[^"]+"/);
  }
});
