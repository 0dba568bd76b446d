/** The secret of an endpoint: the user's own, judged as its channel has it, or one that we make. */
import { makeReason } from '../../domain/reasons.js';
import type { Channel } from '../../channels/channel.js';
import { channelLabel, ENGLISH, fieldLabel } from '../../i18n/labels.js';
import { badInput } from '../graphql/errors.js';

const labelOf = ({ channel }: Channel) => channelLabel(ENGLISH, channel);

export interface EndpointSecretChoice {
  secret: string;
  /** We made it, so it must be shown once; what the user brought is not repeated. */
  made: boolean;
}

/** For a new endpoint. Null: endpoints of this channel have none. @throws BAD_USER_INPUT */
export function secretFor(channel: Channel, given: string | null | undefined): EndpointSecretChoice | null {
  if (!channel.secret) return null;
  if (given?.trim()) return { secret: checkedSecret(channel, given), made: false };
  if (channel.secret.make) return { secret: channel.secret.make(), made: true };
  throw badInput(
    makeReason('SECRET_MISSING', { channel: channel.channel, field: fieldLabel(ENGLISH, channel.channel, 'secret') }),
    'secret',
  );
}

/** @throws BAD_USER_INPUT for what the channel cannot use. */
export function checkedSecret(channel: Channel, given: string): string {
  const secret = given.trim();
  const fault = channel.secret ? channel.secret.check(secret) : `${labelOf(channel)} takes no secret.`;
  if (fault) throw badInput(fault, 'secret');
  return secret;
}

/** @throws BAD_USER_INPUT where we cannot make one for this channel. */
export function freshSecret(channel: Channel): string {
  if (channel.secret?.make) return channel.secret.make();
  const why = channel.secret
    ? `${labelOf(channel)} makes its secrets itself: enter a new one by updateEndpoint.`
    : `A destination of the channel ${labelOf(channel)} has no secret.`;
  throw badInput(why, 'id');
}
