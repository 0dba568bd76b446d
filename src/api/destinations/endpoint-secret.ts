/** The secret of an endpoint: the user's own, judged as its channel has it, or one that we make. */

import type { Channel } from '../../channels/channel.js';
import { makeReason } from '../../domain/reasons.js';
import { badInput } from '../graphql/errors.js';
import { pasted } from '../graphql/pasted.js';

export interface EndpointSecretChoice {
  secret: string;
  /** We made it, so it must be shown once; what the user brought is not repeated. */
  made: boolean;
}

/** For a new endpoint. Null: endpoints of this channel have none. @throws BAD_USER_INPUT */
export function secretFor(channel: Channel, given: string | null | undefined): EndpointSecretChoice | null {
  if (!channel.secret) return null;
  if (given && pasted(given)) return { secret: checkedSecret(channel, given), made: false };
  if (channel.secret.make) return { secret: channel.secret.make(), made: true };
  throw badInput(makeReason('SECRET_MISSING', { carrier: channel.channel, endpointSecret: channel.channel }), 'secret');
}

/** @throws BAD_USER_INPUT for what the channel cannot use. */
export function checkedSecret(channel: Channel, given: string): string {
  const secret = pasted(given);
  const fault = channel.secret
    ? channel.secret.check(secret)
    : makeReason('CHANNEL_TAKES_NO_SECRET', { carrier: channel.channel });
  if (fault) throw badInput(fault, 'secret');
  return secret;
}

/** @throws BAD_USER_INPUT where we cannot make one for this channel. */
export function freshSecret(channel: Channel): string {
  if (channel.secret?.make) return channel.secret.make();
  const code = channel.secret ? 'CHANNEL_MAKES_SECRETS' : 'CHANNEL_HAS_NO_SECRET';
  throw badInput(makeReason(code, { carrier: channel.channel }), 'id');
}
