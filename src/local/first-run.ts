/** What a new installation begins with: a sample business, its people, its sources, and events that really happened to it. */
import type { DataSource } from 'typeorm';
import { newToken, type Viewer } from '../access/access.js';
import { asTenant } from '../access/tenancy.js';
import type { Api } from '../api.js';
import { Business } from '../businesses/business.entity.js';
import { EmailDestination, InAppDestination } from '../destinations/destination.entity.js';
import { DestinationService } from '../destinations/destination.service.js';
import type { Role } from '../domain/vocabulary.js';
import { newId } from '../new-id.js';
import { Recipient } from '../recipients/recipient.entity.js';

const PEOPLE: { name: string; email: string; roles: Role[]; locale: string; timeZone: string }[] = [
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
  destinations: DestinationService,
  api: Api,
  slackUrl: string,
): Promise<string> {
  const businessId = newId('business');
  await dataSource.transaction(async (manager) => {
    await manager.insert(Business, {
      id: businessId,
      name: 'Larkspur Studio',
      locale: 'en',
      timeZone: 'Europe/London',
    });
    for (const { email, ...person } of PEOPLE) {
      const recipientId = newId('recipient');
      await manager.insert(Recipient, { id: recipientId, businessId, ...person });
      await manager.insert(InAppDestination, {
        id: newId('destination'),
        businessId,
        recipientId,
        channel: 'IN_APP',
        label: person.name,
      });
      await manager.insert(EmailDestination, {
        id: newId('destination'),
        businessId,
        recipientId,
        channel: 'EMAIL',
        label: email,
        address: email,
      });
    }
  });
  const viewer: Viewer = { businessId, access: 'ADMIN', actor: 'the first start', recipientId: null };
  await asTenant({ businessId }, async () => {
    await destinations.addEndpoint(viewer, {
      channel: 'SLACK',
      label: '#payments',
      url: slackUrl,
      transformation: SLACK_TRANSFORMATION,
    });
    await api.sources.create(viewer, { kind: 'DODO', name: 'Dodo Payments' });
    await api.sources.create(viewer, { kind: 'STRIPE', name: 'Stripe' });
  });
  return businessId;
}

/** The installation's admin key: the given one, the kept one, or a new one. */
export function adminKey(given: string | undefined, kept: string | undefined): string {
  return given ?? kept ?? newToken();
}
