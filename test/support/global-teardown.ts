export default async function tearDown(): Promise<void> {
  await (globalThis as unknown as { tearDown(): Promise<void> }).tearDown();
}
