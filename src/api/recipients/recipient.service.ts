/** Adding, changing and removing people: each with its line in the audit trail, in one transaction. */
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import { Destination, EmailDestination, InAppDestination } from '../../core/planning/destination.entity.js';
import { FORGOTTEN, PushDestination } from '../../core/planning/push-destination.entity.js';
import { Recipient } from '../../core/planning/recipient.entity.js';
import type { Role } from '../../domain/vocabulary.js';
import { newId } from '../../platform/new-id.js';
import { startOfAddress } from '../destinations/welcome.service.js';
import { duplicateAddress } from '../graphql/email-address.js';
import { notFound } from '../graphql/errors.js';
import { type CoverageGap, gapsOpenedBy } from '../preferences/coverage.type.js';

/** A person to be added; `email` as `usableAddress` makes it. */
export interface NewPerson {
  name: string;
  roles: Role[];
  locale: string | null;
  timeZone: string | null;
  email: string | null;
}

/** `emailId`: of the address; null where none was given. */
export interface Added {
  id: string;
  emailId: string | null;
  coverage: CoverageGap[];
}

/** A changed person, and the gaps in coverage that the change opens. */
export interface Changed {
  recipient: Recipient;
  coverage: CoverageGap[];
}

@Injectable()
export class RecipientService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * A person with their inbox and, where an address is given, their e-mail, which is due a welcome: all of them or nothing.
   * Returns the ids, and the gaps in coverage that were not known before. `knows`: nobody has to be told of the address.
   * @throws CONFLICT for the field `email` where the address is a destination already.
   */
  async add(viewer: Viewer, person: NewPerson, { knows = false } = {}): Promise<Added> {
    const { businessId } = viewer;
    const { email, ...recipient } = person;
    const id = newId('recipient');
    // In this order they are listed.
    const inAppId = newId('destination');
    const emailId = email ? newId('destination') : null;
    const reached = { businessId, recipientId: id };
    return this.dataSource
      .transaction(async (manager) => {
        await manager.insert(Recipient, { id, businessId, ...recipient });
        await manager.insert(InAppDestination, {
          ...reached,
          id: inAppId,
          channel: 'IN_APP',
          label: recipient.name,
        });
        if (email && emailId) {
          const start = knows ? {} : await startOfAddress(manager, businessId, email);
          const row = { ...reached, id: emailId, channel: 'EMAIL', label: email, address: email };
          await manager.insert(EmailDestination, { ...row, ...start });
        }
        await recordChange(manager, viewer, { action: 'addRecipient', subject: id, after: { ...person } });
        return { id, emailId, coverage: await gapsOpenedBy(manager, viewer) };
      })
      .catch((error: unknown) => {
        throw duplicateAddress(error, email, 'email');
      });
  }

  /** Absent values stay. @throws NOT_FOUND, also for what belongs to another business. */
  async update(viewer: Viewer, id: string, values: Partial<Recipient>): Promise<Changed> {
    return this.dataSource.transaction(async (manager) => {
      const before = await locked(manager, viewer, id);
      const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
      if (Object.keys(given).length > 0)
        await manager.getRepository(Recipient).update({ id, businessId: viewer.businessId }, given);
      await recordChange(manager, viewer, {
        action: 'updateRecipient',
        subject: id,
        before: { ...before },
        after: { ...before, ...given },
      });
      return { recipient: Object.assign(before, given), coverage: await gapsOpenedBy(manager, viewer) };
    });
  }

  /** With all destinations, at once: what is in flight or held looks once more before it is sent. */
  async remove(viewer: Viewer, id: string): Promise<CoverageGap[]> {
    const { businessId } = viewer;
    return this.dataSource.transaction(async (manager) => {
      const { name, roles } = await locked(manager, viewer, id);
      const removedAt = new Date();
      await manager.getRepository(Recipient).update({ id, businessId }, { removedAt });
      await manager.update(PushDestination, { recipientId: id, businessId }, FORGOTTEN);
      await manager
        .getRepository(Destination)
        .update({ recipientId: id, businessId, removedAt: IsNull() }, { removedAt });
      await recordChange(manager, viewer, { action: 'removeRecipient', subject: id, before: { name, roles } });
      return gapsOpenedBy(manager, viewer);
    });
  }
}

async function locked(manager: EntityManager, { businessId }: Viewer, id: string): Promise<Recipient> {
  const recipient = await manager
    .getRepository(Recipient)
    .findOne({ where: { id, businessId, removedAt: IsNull() }, lock: { mode: 'pessimistic_write' } });
  if (!recipient) throw notFound('RECIPIENT', id);
  return recipient;
}
