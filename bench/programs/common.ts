/** What bench/peers/common.mjs has for everybody, which TypeScript does not see there. */

interface Common {
  serveWebhooks(take: (webhookId: string, body: Buffer) => Promise<{ id: string; duplicate: boolean }>): Promise<void>;
  sends(): {
    mail(id: string, type: string, facts: { amount: number; currency: string }, body: string): Promise<number>;
    webhook(id: string, body: Buffer): Promise<number>;
  };
}

export const { serveWebhooks, sends }: Common = await import(
  new URL('../../../bench/peers/common.mjs', import.meta.url).href
);
