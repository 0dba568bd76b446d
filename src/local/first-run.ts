/** What a new installation begins with: a sample business, its people, its sources, and events that really happened to it. */
import type { INestApplicationContext } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { DestinationService } from '../api/destinations/destination.service.js';
import { DeviceService } from '../api/destinations/device.service.js';
import { type NewPerson, RecipientService } from '../api/recipients/recipient.service.js';
import { SourceService } from '../api/sources/source.service.js';
import { SUBSCRIPTIONS_STARTER } from '../channels/starters.js';
import { Business } from '../core/access/business.entity.js';
import type { Viewer } from '../core/access/viewer.js';
import { OPERATOR } from '../domain/actors.js';
import { asTenant } from '../platform/database/tenancy.js';
import { newId } from '../platform/new-id.js';
import { SOURCE_KINDS } from '../sources/index.js';

/** Made up: nobody is there to be welcomed, and the mailbox begins with what it is for. */
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

/** Nobody sends for them but `npm run send`: their secrets are of our making. */
const PROVIDERS = { DODO: 'Dodo Payments', STRIPE: 'Stripe' };

/**
 * Played one after the other through the real signed path. A dispute comes first and last: it is the message with most in it,
 * and the page shows the newest on top.
 */
export const SAMPLE_EVENTS = [
  'dispute.opened',
  'subscription.active',
  'payment.failed',
  'payout.failed',
  'charge.dispute.created',
];

/** Our own message for every event; and beside it code to begin with, in a channel of its own. */
const slackChannels = (hook: string) => {
  const { code: transformation, eventTypes } = SUBSCRIPTIONS_STARTER;
  const channel = (name: string) => ({ channel: 'SLACK', label: `#${name}`, url: `${hook}/${name}` });
  return [channel('payments'), { ...channel('subscriptions'), transformation, eventTypes: [...eventTypes] }];
};

/** Makes the sample business. Returns its id. */
export async function createSampleBusiness(
  dataSource: DataSource,
  app: INestApplicationContext,
  slackHook: string,
): Promise<string> {
  const businessId = newId('business');
  const business = { id: businessId, name: 'Larkspur Studio', locale: 'en', timeZone: 'Europe/London' };
  await dataSource.getRepository(Business).insert(business);
  const who = { actor: OPERATOR.firstStart, credential: OPERATOR.firstStart };
  const viewer: Viewer = { businessId, access: 'ADMIN', recipientId: null, ...who };
  await asTenant({ businessId }, async () => {
    const people = app.get(RecipientService);
    const ids = new Map<string, string>();
    for (const person of PEOPLE) ids.set(person.name, (await people.add(viewer, person, { knows: true })).id);
    const recipientId = ids.get('Samir Okafor');
    const phone = { platform: 'ANDROID', token: 'samirs-phone', label: 'Samir’s phone', recipientId } as const;
    for (const endpoint of slackChannels(slackHook)) await app.get(DestinationService).addEndpoint(viewer, endpoint);
    await app.get(DeviceService).register(viewer, phone);
    const sources = app.get(SourceService);
    for (const [kind, name] of Object.entries(PROVIDERS)) {
      const secret = SOURCE_KINDS[kind as keyof typeof PROVIDERS].newSecret();
      await sources.create(viewer, { kind: kind as keyof typeof PROVIDERS, name, secret });
    }
  });
  return businessId;
}
