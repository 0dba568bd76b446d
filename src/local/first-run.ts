/** What a new installation begins with: a sample business, its people, its sources, and events that really happened to it. */
import type { INestApplicationContext } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { DestinationService } from '../api/destinations/destination.service.js';
import { DeviceService } from '../api/destinations/device.service.js';
import { type NewPerson, RecipientService } from '../api/recipients/recipient.service.js';
import { SourceService } from '../api/sources/source.service.js';
import { Business } from '../core/access/business.entity.js';
import type { Viewer } from '../core/access/viewer.js';
import { asTenant } from '../platform/database/tenancy.js';
import { newId } from '../platform/new-id.js';
import { SOURCE_KINDS } from '../sources/index.js';

const PEOPLE: NewPerson[] = [
  {
    name: 'Olivia Larkspur',
    email: 'owner@larkspur.example',
    roles: ['OWNER'],
    locale: 'en-GB',
    timeZone: 'Europe/London',
  },
  {
    name: 'Fiona Berg',
    email: 'finance@larkspur.example',
    roles: ['FINANCE'],
    locale: 'en-GB',
    timeZone: 'Europe/London',
  },
  {
    name: 'Samir Okafor',
    email: 'support@larkspur.example',
    roles: ['SUPPORT'],
    locale: 'en-GB',
    timeZone: 'Europe/London',
  },
  { name: 'Léa Martin', email: 'sales@larkspur.example', roles: ['SALES'], locale: 'fr-FR', timeZone: 'Europe/Paris' },
];

/** The user's own code, as merchants paste it from their provider's Slack integration. */
const SLACK_TRANSFORMATION = `function handler(webhook) {
  const data = webhook.payload.data;
  // Dodo puts the fact into data, Stripe into data.object.
  const fact = data.object && typeof data.object === 'object' ? data.object : data;
  const amount = fact.total_amount ?? fact.amount ?? fact.recurring_pre_tax_amount;
  webhook.payload = {
    attachments: [{
      color: /failed|dispute/.test(webhook.eventType) ? 'danger' : 'good',
      title: webhook.eventType,
      fields: [
        { title: 'Amount', value: amount == null ? 'unknown' : money(amount, fact.currency), short: true },
        { title: 'Customer', value: fact.customer?.name ?? 'not named', short: true },
      ],
      footer: 'sent by the sample transformation',
    }],
  };
  return webhook;
}
`;

/** Nobody sends for them but `npm run send`: their secrets are of our making. */
const PROVIDERS = { DODO: 'Dodo Payments', STRIPE: 'Stripe' };

/** Played in this order through the real signed path. */
export const SAMPLE_EVENTS = [
  'payment.failed',
  'payment_intent.payment_failed',
  'dispute.opened',
  'payout.failed',
  'subscription.active',
];

/** Makes the sample business. Returns its id. */
export async function createSampleBusiness(
  dataSource: DataSource,
  app: INestApplicationContext,
  slackUrl: string,
): Promise<string> {
  const businessId = newId('business');
  const business = { id: businessId, name: 'Larkspur Studio', locale: 'en', timeZone: 'Europe/London' };
  await dataSource.getRepository(Business).insert(business);
  const viewer: Viewer = { businessId, access: 'ADMIN', actor: 'the first start', recipientId: null };
  await asTenant({ businessId }, async () => {
    const people = app.get(RecipientService);
    const ids = new Map<string, string>();
    for (const person of PEOPLE) ids.set(person.name, (await people.add(viewer, person)).id);
    const recipientId = ids.get('Samir Okafor');
    const phone = { platform: 'ANDROID', token: 'samirs-phone', label: 'Samir’s phone', recipientId } as const;
    const slack = { channel: 'SLACK', label: '#payments', url: slackUrl, transformation: SLACK_TRANSFORMATION };
    await app.get(DestinationService).addEndpoint(viewer, slack);
    await app.get(DeviceService).register(viewer, phone);
    const sources = app.get(SourceService);
    for (const [kind, name] of Object.entries(PROVIDERS)) {
      const secret = SOURCE_KINDS[kind as keyof typeof PROVIDERS].newSecret();
      await sources.create(viewer, { kind: kind as keyof typeof PROVIDERS, name, secret });
    }
  });
  return businessId;
}
