// "Add my phone": the code on one screen signs in another as the person, on the page that registers it.
import { expect, test } from '@playwright/test';

test('the code signs a phone in as its person, once, and leads to its device page', async ({ page, browser }) => {
  await page.goto('/device');
  const phone = page.getByRole('region', { name: 'Add my phone' });
  await phone.getByLabel('Whose phone?').selectOption('Samir Okafor');
  await phone.getByRole('button', { name: 'Show a code' }).click();
  const dialog = page.getByRole('dialog', { name: 'The phone of Samir Okafor' });
  await expect(dialog.getByRole('img', { name: /signs in the phone of Samir Okafor/ })).toBeVisible();
  await expect(dialog).toContainText('no phone reaches it');
  const link = (await dialog.locator('pre').textContent()) ?? '';
  const other = await browser.newContext({ viewport: { width: 390, height: 844 }, storageState: undefined });
  const there = await other.newPage();
  await there.goto(link);
  await expect(there).toHaveURL(/\/device$/);
  await expect(there.getByRole('heading', { name: 'This device', level: 1 })).toBeVisible();
  // Theirs alone: nobody to choose.
  await expect(there.getByRole('region', { name: 'Add my phone' })).toBeVisible();
  await expect(there.getByLabel('Whose phone?')).toHaveCount(0);
  // Scanned once more, it says that it is used, and signs nobody out.
  await there.goto(link);
  await expect(there.getByRole('alert').filter({ hasText: 'works once' }).first()).toBeVisible();
  await expect(there.getByRole('region', { name: 'Add my phone' })).toBeVisible();
  await expect(there.getByRole('dialog')).toHaveCount(0);
  await other.clearCookies();
  await there.goto(link);
  await expect(there.getByRole('dialog')).toContainText('works once');
  await other.close();
});

test('a browser that subscribed under another key pair subscribes anew by itself, as the same device', async ({
  page,
}) => {
  // Chromium's own push service is out of reach here: what the page asks of the browser is answered in it.
  await page.addInitScript(() => {
    const bytes = (text: string) =>
      Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    const made = (endpoint: string, key: ArrayBuffer) => ({
      options: { applicationServerKey: key },
      unsubscribe: async () => {
        localStorage.setItem('test.subscription', '');
        return true;
      },
      toJSON: () => ({ endpoint, keys: { p256dh: 'x', auth: 'y' } }),
    });
    const pushManager = {
      getSubscription: async () => {
        const kept = localStorage.getItem('test.subscription') ?? 'AAAA https://before.example/1';
        const [key = '', endpoint = ''] = kept.split(' ');
        return kept === '' ? null : made(endpoint, bytes(key).buffer);
      },
      subscribe: async ({ applicationServerKey: key }: { applicationServerKey: string }) => {
        localStorage.setItem('test.subscription', `${key} https://after.example/1`);
        return made('https://after.example/1', bytes(key).buffer);
      },
    };
    const registration = { pushManager };
    Object.defineProperty(navigator, 'serviceWorker', {
      value: {
        getRegistration: async () => registration,
        register: async () => registration,
        ready: Promise.resolve(registration),
        addEventListener: () => undefined,
      },
    });
    Object.defineProperty(Notification, 'permission', { value: 'granted' });
    Notification.requestPermission = async () => 'granted';
  });
  const inputs: { token: string; replaces: string | null }[] = [];
  await page.route('**/graphql', async (route) => {
    const asked = route.request().postDataJSON();
    if (!String(asked?.query).includes('registerDevice')) return route.fallback();
    inputs.push(asked.variables.input);
    const destination = { __typename: 'PushDestination', id: 'dst_1', channel: 'PUSH', label: 'Desk', recipient: null };
    const data = { registerDevice: { __typename: 'DestinationPayload', destination } };
    return route.fulfill({ json: { data } });
  });
  await page.goto('/events');
  await expect
    .poll(() => inputs.map(({ token, replaces }) => [token, replaces ?? ''].map((text) => JSON.parse(text).endpoint)))
    .toEqual([['https://after.example/1', 'https://before.example/1']]);
  // A page that is left before the answer has come would leave the rest to the next.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('tocsin.push.replaced'))).toBeNull();
  // Once; and the page that says how this browser stands says so.
  await page.goto('/device');
  await expect(page.getByText('Pushes come to this browser.')).toBeVisible();
  expect(inputs).toHaveLength(1);
});
