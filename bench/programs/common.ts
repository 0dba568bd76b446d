/** What bench/peers/common.mjs has for everybody, which TypeScript does not see there. */

/** An event as a message tells of it. */
export interface EventToSend {
  /** The payment: by it the receivers know the event. */
  key: string;
  type: string;
  facts: { amount: number; currency: string };
}

interface Common {
  serveWebhooks(take: (webhookId: string, body: Buffer) => Promise<{ id: string; duplicate: boolean }>): Promise<void>;
  sends(): {
    mail(id: string, type: string, facts: { amount: number; currency: string }, body: string): Promise<number>;
    webhook(id: string, body: Buffer): Promise<number>;
    /** To an address by SMTP, to an address by SendGrid, to a device by FCM. */
    mailTo(to: string, event: EventToSend): Promise<void>;
    sendGridTo(to: string, event: EventToSend): Promise<void>;
    pushTo(token: string, event: EventToSend): Promise<void>;
  };
}

export const { serveWebhooks, sends }: Common = await import(
  new URL('../../../bench/peers/common.mjs', import.meta.url).href
);
