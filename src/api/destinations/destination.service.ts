/** Adding and removing destinations: what is checked and sealed before a row is written. */
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import type { Connected } from '../../channels/channel.js';
import { hookFault } from '../../channels/hook-addresses.js';
import { CHANNELS, channelOf } from '../../channels/index.js';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import { codeOrNone, NEW_TRANSFORMATION, writeVersion } from '../../core/delivery/transformation-versions.js';
import { checkCoverage } from '../../core/notices/coverage.js';
import type { ConnectedChat } from '../../core/planning/connected-chat.type.js';
import { Destination, EmailDestination, EndpointDestination } from '../../core/planning/destination.entity.js';
import { PreferenceChoice } from '../../core/planning/preference.entity.js';
import { FORGOTTEN, PushDestination } from '../../core/planning/push-destination.entity.js';
import { Recipient } from '../../core/planning/recipient.entity.js';
import { contextOfDestination } from '../../core/sealing/contexts.js';
import { findEventType } from '../../domain/catalogue/index.js';
import { makeReason } from '../../domain/reasons.js';
import { graceEnd, rotated } from '../../domain/rotation.js';
import { newId } from '../../platform/new-id.js';
import { OutboundGuard, OutboundRefused } from '../../platform/outbound/guard.js';
import { Sandbox } from '../../platform/sandbox/sandbox.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import { duplicateAddress, usableAddress } from '../graphql/email-address.js';
import { badInput, conflict, notFound, unreadableCode } from '../graphql/errors.js';
import { pasted } from '../graphql/pasted.js';
import { type CoverageGap, coverageGapOf, gapsOpenedBy } from '../preferences/coverage.type.js';
import { ConfirmationService, UNCONFIRMED } from './confirmation.service.js';
import type { AddEndpointInput, UpdateEndpointInput } from './destination.inputs.js';
import { checkEndpointHeaders, endpointValues, labelOf, maskUrl, takesField } from './endpoint-fields.js';
import { checkedSecret, freshSecret, secretFor } from './endpoint-secret.js';
import { forgetFailures } from './health.loader.js';
import { startOfAddress } from './welcome.service.js';

const MAX_CODE = 64 * 1024;

/** `secret`: one that we made, shown here and never again. */
export interface DestinationWithSecret {
  destination: Destination;
  secret: string | null;
}

@Injectable()
export class DestinationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly box: SecretBox,
    private readonly guard: OutboundGuard,
    private readonly sandbox: Sandbox,
    private readonly confirmations: ConfirmationService,
  ) {}

  /**
   * One that a MEMBER adds counts when its reader has confirmed it; that of an ADMIN at once, and its welcome is due.
   * @throws CONFLICT, NOT_FOUND.
   */
  async addEmail(viewer: Viewer, input: { address: string; recipientId?: string | null }): Promise<Destination> {
    const { businessId } = viewer;
    const address = usableAddress(input.address, 'address');
    const recipientId = input.recipientId ?? null;
    if (
      recipientId &&
      !(await this.dataSource.getRepository(Recipient).existsBy({ id: recipientId, businessId, removedAt: IsNull() }))
    ) {
      throw notFound('RECIPIENT', recipientId);
    }
    const id = newId('destination');
    const toConfirm = viewer.access === 'MEMBER' && recipientId !== null;
    try {
      await this.dataSource.transaction(async (manager) => {
        if (toConfirm) await this.confirmations.checkRoom(manager, businessId, recipientId);
        const row = { id, businessId, recipientId, channel: 'EMAIL', label: address, address };
        const start = toConfirm ? UNCONFIRMED : await startOfAddress(manager, businessId, address);
        await manager.insert(EmailDestination, { ...row, ...start });
        await recordChange(manager, viewer, { action: 'addEmail', subject: id, after: { address, recipientId } });
        await gapsOpenedBy(manager, viewer);
      });
    } catch (error) {
      throw duplicateAddress(error, address, 'address');
    }
    if (toConfirm) await this.confirmations.ask(viewer, id);
    return this.find(viewer, id);
  }

  /** An endpoint takes the event types given, or every one where none are; a chat takes unknown ones only where that is chosen. */
  async addEndpoint(
    viewer: Viewer,
    input: AddEndpointInput,
    connection: ConnectedChat | null = null,
  ): Promise<DestinationWithSecret> {
    const { businessId } = viewer;
    this.checkFields(input);
    const url = this.checkUrl(input.url, input.channel);
    const types = this.checkTypes(input.eventTypes ?? []);
    const own = secretFor(channelOf(input.channel), input.secret);
    const id = newId('destination');
    const context = contextOfDestination(id);
    const headers = checkEndpointHeaders(input.headers);
    const code = await this.checkedCode(viewer, input.transformation);
    await this.dataSource.transaction(async (manager) => {
      await manager.insert(EndpointDestination, {
        id,
        businessId,
        channel: input.channel,
        label: input.label.trim(),
        sealedUrl: this.box.seal(url, context),
        urlHint: maskUrl(url),
        sealedHeaders: headers ? this.box.seal(JSON.stringify(headers), context) : null,
        sealedSecrets: own ? rotated([], this.box.seal(own.secret, context), Date.now()) : [],
        transformation: code,
        takesAll: types.length === 0,
        takesUnknown: takesField(channelOf(input.channel), 'unknownTypes') ? (input.unknownTypes ?? false) : null,
        connection,
      });
      const chosen = types.map((eventType) => ({
        destinationId: id,
        eventType,
        businessId,
        enabled: true,
        changedBy: viewer.actor,
        changedAt: new Date(),
      }));
      if (chosen.length > 0) await manager.insert(PreferenceChoice, chosen);
      if (code !== null) await writeVersion(manager, viewer, id, code);
      await recordChange(manager, viewer, { action: 'addEndpoint', subject: id, after: endpointValues(input, url) });
      await gapsOpenedBy(manager, viewer);
    });
    return { destination: await this.find(viewer, id), secret: own?.made ? own.secret : null };
  }

  /** A new endpoint of what a chat gave, or `endpointId` with its new address. @throws BAD_USER_INPUT, NOT_FOUND. */
  async connect(
    viewer: Viewer,
    { channel, endpointId }: { channel: string; endpointId: string | null },
    { url, ...connection }: Connected,
  ): Promise<DestinationWithSecret> {
    if (endpointId === null) return this.addEndpoint(viewer, { channel, label: labelOf(connection), url }, connection);
    const checked = this.checkUrl(url, channel);
    await this.dataSource.transaction(async (manager) => {
      const before = await this.find(viewer, endpointId, manager, { mode: 'pessimistic_write' });
      if (!(before instanceof EndpointDestination)) throw badInput(makeReason('NOT_AN_ENDPOINT'), 'id');
      const given = {
        sealedUrl: this.box.seal(checked, contextOfDestination(endpointId)),
        urlHint: maskUrl(checked),
        connection,
        // A name that somebody gave it stays.
        ...(before.connection && before.label === labelOf(before.connection) ? { label: labelOf(connection) } : {}),
        // Its failures switched it off, nobody did.
        ...(before.disabledReason ? { enabled: true, disabledReason: null } : {}),
      };
      await manager.update(EndpointDestination, { id: endpointId, businessId: viewer.businessId }, given);
      await forgetFailures(manager, viewer, endpointId);
      const change = { before: { ...before }, after: { ...before, ...given } };
      await recordChange(manager, viewer, { action: 'reconnectEndpoint', subject: endpointId, ...change });
    });
    return { destination: await this.find(viewer, endpointId), secret: null };
  }

  /** A new secret, shown once; the old one holds for a day beside it. @throws BAD_USER_INPUT where we make none. */
  async rotateSecret(viewer: Viewer, id: string): Promise<DestinationWithSecret> {
    const secret = freshSecret(channelOf((await this.find(viewer, id)).channel));
    const [sealed, now] = [this.box.seal(secret, contextOfDestination(id)), Date.now()];
    const one = { id, businessId: viewer.businessId, removedAt: IsNull() };
    const destination = await this.dataSource.transaction(async (manager) => {
      // Locked: of two at once, each must keep the other's.
      const lock = { mode: 'pessimistic_write' } as const;
      const row = await manager.getRepository(EndpointDestination).findOne({ where: one, lock });
      if (!row) throw notFound('DESTINATION', id);
      await manager.update(EndpointDestination, one, { sealedSecrets: rotated(row.sealedSecrets, sealed, now) });
      const after = { label: row.label, earlierHoldsUntil: graceEnd(now) };
      await recordChange(manager, viewer, { action: 'rotateEndpointSecret', subject: id, after });
      return row;
    });
    return { destination, secret };
  }

  /** Checked and sealed as a new one is; what is undefined stays. Counts from the next send on, retries included. */
  async updateEndpoint(viewer: Viewer, { id, ...input }: UpdateEndpointInput): Promise<Destination> {
    const context = contextOfDestination(id);
    const code = await this.checkedCode(viewer, input.transformation);
    await this.dataSource.transaction(async (manager) => {
      const before = await this.find(viewer, id, manager, { mode: 'pessimistic_write' });
      if (!(before instanceof EndpointDestination)) throw badInput(makeReason('NOT_AN_ENDPOINT'), 'id');
      this.checkFields({ ...input, channel: before.channel });
      const url = input.url == null ? undefined : this.checkUrl(input.url, before.channel);
      const headers = input.headers === undefined ? undefined : checkEndpointHeaders(input.headers);
      const sealedHeaders = headers && this.box.seal(JSON.stringify(headers), context);
      const secret = input.secret == null ? null : checkedSecret(channelOf(before.channel), input.secret);
      const given = {
        ...(input.label == null ? {} : { label: input.label.trim() }),
        // What the chat said was of the address before.
        ...(url === undefined
          ? {}
          : { sealedUrl: this.box.seal(url, context), urlHint: maskUrl(url), connection: null }),
        ...(sealedHeaders === undefined ? {} : { sealedHeaders }),
        ...(input.unknownTypes == null ? {} : { takesUnknown: input.unknownTypes }),
        ...(secret === null
          ? {}
          : { sealedSecrets: rotated(before.sealedSecrets, this.box.seal(secret, context), Date.now()) }),
        ...(input.transformation === undefined ? {} : { transformation: code, ...NEW_TRANSFORMATION }),
      };
      if (Object.keys(given).length > 0)
        await manager.update(EndpointDestination, { id, businessId: viewer.businessId }, given);
      if (code !== null && code !== before.transformation) await writeVersion(manager, viewer, id, code);
      if (url !== undefined) await forgetFailures(manager, viewer, id);
      const after = { ...before, ...given };
      await recordChange(manager, viewer, { action: 'updateEndpoint', subject: id, before: { ...before }, after });
    });
    return this.find(viewer, id);
  }

  /**
   * Stops at once: a delivery in flight looks once more before it is sent. Returns the gaps in coverage that this opens.
   * @throws CONFLICT where a critical event type would reach nobody any more, unless that is confirmed.
   */
  async remove(viewer: Viewer, id: string, confirmed: boolean): Promise<CoverageGap[]> {
    const { channel, label, recipientId } = await this.find(viewer, id);
    return this.dataSource.transaction(async (manager) => {
      const one = { id, businessId: viewer.businessId, removedAt: IsNull() };
      const { affected } = await manager.update(Destination, one, { removedAt: new Date() });
      await manager.update(PushDestination, { id, businessId: viewer.businessId }, FORGOTTEN);
      if (!affected) throw notFound('DESTINATION', id);
      const before = { channel, label, recipientId };
      await recordChange(manager, viewer, { action: 'removeDestination', subject: id, before });
      const { opened, silenced } = await checkCoverage(manager, viewer.businessId, new Date(), id);
      if (silenced.length > 0 && !confirmed) throw lastListener(label, silenced);
      return opened.map(coverageGapOf);
    });
  }

  /**
   * @param lock for who writes what it read: of two at once, neither may undo the other's
   * @throws NOT_FOUND, also for what belongs to another business.
   */
  async find(
    viewer: Viewer,
    id: string,
    manager: EntityManager = this.dataSource.manager,
    lock?: { mode: 'pessimistic_write' },
  ): Promise<Destination> {
    const where = { id, businessId: viewer.businessId, removedAt: IsNull() };
    const destination = await manager.getRepository(Destination).findOne({ where, ...(lock ? { lock } : {}) });
    if (!destination) throw notFound('DESTINATION', id);
    return destination;
  }

  private checkFields(input: Pick<AddEndpointInput, 'channel' | 'unknownTypes' | 'headers' | 'secret'>): void {
    const channel = channelOf(input.channel);
    if (channel.personal) {
      const endpoints = Object.values(CHANNELS).filter((entry) => !entry.personal);
      throw badInput(
        makeReason('CHANNEL_NO_ENDPOINT', {
          carrier: input.channel,
          carriers: endpoints.map((entry) => entry.channel),
        }),
        'channel',
      );
    }
    for (const key of ['unknownTypes', 'headers', 'secret'] as const) {
      if (input[key] != null && !takesField(channel, key))
        throw badInput(makeReason('CHANNEL_TAKES_NO_FIELD', { carrier: input.channel, field: key }), key);
    }
  }

  /** @throws BAD_USER_INPUT with the line where the engine that would run it cannot read it. */
  private async checkedCode({ businessId }: Viewer, transformation: string | null | undefined): Promise<string | null> {
    if ((transformation?.length ?? 0) > MAX_CODE)
      throw badInput(makeReason('CODE_TOO_LONG', { most: MAX_CODE / 1024 }), 'transformation');
    const code = codeOrNone(transformation);
    const fault = code === null ? null : await this.sandbox.check(code, businessId);
    if (fault) throw unreadableCode(fault.error, fault.line, 'transformation');
    return code;
  }

  /** Empty, it is that of the channel, where all endpoints go to one. */
  private checkUrl(text: string, channel: string): string {
    const entry = channelOf(channel);
    try {
      const url = this.guard.checkUrl(pasted(text) || (entry.standardUrl ?? ''));
      const fault = hookFault(entry, url);
      if (fault) throw new OutboundRefused(fault);
      return url.toString();
    } catch (error) {
      if (error instanceof OutboundRefused) throw badInput(error.reason, 'url');
      throw error;
    }
  }

  private checkTypes(types: string[]): string[] {
    const unknown = types.find((type) => !findEventType(type));
    if (unknown !== undefined)
      throw badInput(makeReason('EVENT_TYPE_UNKNOWN', { type: unknown.slice(0, 80) }), 'eventTypes');
    return [...new Set(types)];
  }
}

const lastListener = (label: string, eventTypes: string[]) =>
  conflict(makeReason('LAST_LISTENER', { label, eventTypes }), 'confirm');
