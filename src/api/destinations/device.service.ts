/** Registering phones and browsers: a token that is known is the same device, whoever holds it now. */
import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import { PreferenceChoice } from '../../core/planning/preference.entity.js';
import { PushDestination } from '../../core/planning/push-destination.entity.js';
import { Recipient } from '../../core/planning/recipient.entity.js';
import type { PushPlatform } from '../../core/schema/enums.js';
import { contextOfDestination } from '../../core/sealing/contexts.js';
import { makeReason } from '../../domain/reasons.js';
import type { Config } from '../../platform/config.js';
import { newId } from '../../platform/new-id.js';
import { OutboundGuard, OutboundRefused } from '../../platform/outbound/guard.js';
import { readSubscription } from '../../platform/outbound/push-subscription.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import { badInput, conflict, notFound } from '../graphql/errors.js';
import { pasted } from '../graphql/pasted.js';
import { CONFIG } from '../platform.tokens.js';

export interface Registration {
  platform: PushPlatform;
  token: string;
  label?: string | null;
  recipientId?: string | null;
  /** The token that the same device had before. */
  replaces?: string | null;
}

/** What is sent to, and what of it stays the same as long as it is this device. */
interface Token {
  text: string;
  hash: string;
}

const MAX_DEVICES = 20;
const LABELS: Record<PushPlatform, string> = {
  IOS: 'iPhone or iPad',
  ANDROID: 'Android device',
  WEB: 'Browser',
};

@Injectable()
export class DeviceService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly box: SecretBox,
    private readonly guard: OutboundGuard,
    @Inject(CONFIG) private readonly config: Pick<Config, 'push'>,
  ) {}

  /** What browsers subscribe with; null where Web Push is not set up. */
  get webPushKey(): string | null {
    return this.config.push.vapid?.publicKey ?? null;
  }

  /**
   * Adds the device, or sees it again. In other hands than before it keeps nothing of the last owner's choices.
   * Who holds the token that it `replaces` holds the device: it stays its owner's.
   * @throws NOT_FOUND for the person, BAD_USER_INPUT for a token that can't work, CONFLICT past 20 devices.
   */
  async register(viewer: Viewer, input: Registration): Promise<PushDestination> {
    const { businessId } = viewer;
    return this.dataSource.transaction(async (manager) => {
      // One registration of a business at a time: no token becomes two devices, and no person has one too many.
      await manager.query('SELECT FROM businesses WHERE id = $1 FOR NO KEY UPDATE', [businessId]);
      const token = this.checkToken(input);
      const replaced = await this.findReplaced(manager, businessId, input);
      const known = replaced ?? (await findByToken(manager, businessId, token));
      const recipientId = replaced?.recipientId ?? input.recipientId ?? viewer.recipientId;
      if (!recipientId) throw badInput(makeReason('DEVICE_OF_NOBODY'), 'recipientId');
      if (!(await manager.existsBy(Recipient, { id: recipientId, businessId, removedAt: IsNull() })))
        throw notFound('RECIPIENT', recipientId);
      if (known?.recipientId !== recipientId) await checkRoom(manager, businessId, recipientId);
      const id = known?.id ?? newId('destination');
      await this.put(manager, viewer, { id, known, token, recipientId, input });
      return manager.findOneByOrFail(PushDestination, { id, businessId });
    });
  }

  private async put(
    manager: EntityManager,
    viewer: Viewer,
    { id, known, token, recipientId, input }: Placed,
  ): Promise<void> {
    const { businessId } = viewer;
    const { platform } = input;
    const label = input.label?.trim() ?? known?.label ?? LABELS[platform];
    const sealedToken = this.box.seal(token.text, contextOfDestination(id));
    const seen = { recipientId, label, platform, sealedToken, tokenHash: token.hash, lastSeenAt: new Date() };
    const moved = known && known.recipientId !== recipientId;
    // Its owner's own "off" stays; what we switched off, or somebody else, is over now that it works for its owner.
    const on = moved || known?.disabledReason ? { enabled: true, disabledReason: null } : {};
    if (known) await manager.update(PushDestination, { id, businessId }, { ...seen, ...on });
    else await manager.insert(PushDestination, { id, businessId, channel: 'PUSH', ...seen });
    if (moved) await manager.delete(PreferenceChoice, { destinationId: id, businessId });
    await recordChange(manager, viewer, {
      action: 'registerDevice',
      subject: id,
      before: known && auditedDevice(known),
      after: auditedDevice({ ...known, enabled: known?.enabled ?? true, ...seen, ...on }),
    });
  }

  /** Null where nothing is replaced any more: the new token was registered already, or the device was removed. */
  private async findReplaced(
    manager: EntityManager,
    businessId: string,
    { platform, token, replaces }: Registration,
  ): Promise<PushDestination | null> {
    if (replaces == null) return null;
    const [before, now] = [this.checkToken({ platform, token: replaces }), this.checkToken({ platform, token })];
    if (await findByToken(manager, businessId, now)) return null;
    const device = await findByToken(manager, businessId, before);
    if (!device?.sealedToken) return null;
    return this.box.open(device.sealedToken, contextOfDestination(device.id)) === before.text ? device : null;
  }

  private checkToken({ platform, token }: Registration): Token {
    const text = pasted(token);
    if (platform === 'WEB') return this.checkSubscription(text);
    if (platform === 'IOS' && /^[0-9a-f]{64}$/i.test(text)) throw badInput(makeReason('TOKEN_OF_APNS'), 'token');
    if (!/^[A-Za-z0-9][\w:.-]*$/.test(text)) throw badInput(makeReason('NOT_A_TOKEN_OF_FCM'), 'token');
    return { text, hash: addressHash(text) };
  }

  private checkSubscription(text: string): Token {
    try {
      const subscription = readSubscription(text, this.guard);
      return { text: JSON.stringify(subscription), hash: addressHash(subscription.endpoint) };
    } catch (error) {
      if (error instanceof OutboundRefused) throw badInput(error.reason, 'token');
      throw error;
    }
  }
}

interface Placed {
  id: string;
  known: PushDestination | null;
  token: Token;
  recipientId: string;
  input: Registration;
}

const findByToken = (manager: EntityManager, businessId: string, { hash }: Token) =>
  manager.findOneBy(PushDestination, { businessId, tokenHash: hash, removedAt: IsNull() });

async function checkRoom(manager: EntityManager, businessId: string, recipientId: string): Promise<void> {
  const count = await manager.countBy(PushDestination, { businessId, recipientId, removedAt: IsNull() });
  if (count >= MAX_DEVICES) throw conflict(makeReason('TOO_MANY_DEVICES', { most: MAX_DEVICES }));
}

/** What the audit trail says of a device. */
const auditedDevice = ({ label, platform, recipientId, enabled }: Partial<PushDestination>) => ({
  label,
  platform,
  recipientId,
  enabled,
});

const addressHash = (text: string) => createHash('sha256').update(text).digest('base64url');
