/** The connection to PostgreSQL: entities, migrations, and one pool of connections per process. */
import { DataSource, DefaultNamingStrategy } from 'typeorm';
import { Spine1763769600000 } from '../migrations/1763769600000-spine.js';
import { ApiKey } from './access/api-key.entity.js';
import { Business } from './businesses/business.entity.js';
import { Attempt, Delivery } from './deliveries/delivery.entity.js';
import {
  Destination,
  EmailDestination,
  EndpointDestination,
  InAppDestination,
} from './destinations/destination.entity.js';
import { Event } from './events/event.entity.js';
import { Notification } from './inbox/notification.entity.js';
import { PreferenceChoice } from './preferences/preference.entity.js';
import { Recipient } from './recipients/recipient.entity.js';
import { RejectedRequest, Source } from './sources/source.entity.js';

/** `businessId` is `business_id`. */
class SnakeCase extends DefaultNamingStrategy {
  override columnName(property: string, custom: string | undefined): string {
    return custom ?? property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

export function createDataSource(databaseUrl: string, poolSize: number): DataSource {
  return new DataSource({
    type: 'postgres',
    url: databaseUrl,
    poolSize,
    namingStrategy: new SnakeCase(),
    applicationName: 'tocsin',
    // A database that is away must be an answer (503) within the producer's patience, not a hang.
    connectTimeoutMS: 3_000,
    extra: { statement_timeout: 20_000, query_timeout: 25_000 },
    entities: [
      ApiKey,
      Attempt,
      Business,
      Delivery,
      Destination,
      EmailDestination,
      EndpointDestination,
      Event,
      InAppDestination,
      Notification,
      PreferenceChoice,
      Recipient,
      RejectedRequest,
      Source,
    ],
    migrations: [Spine1763769600000],
    migrationsTransactionMode: 'each',
  });
}
