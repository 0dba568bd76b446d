import { IsNull } from 'typeorm';
import { Recipient } from '../../core/planning/recipient.entity.js';
import { rowsById } from '../graphql/loaders.js';

/** Not removed. */
export const recipientsById = rowsById(Recipient, { removedAt: IsNull() });

/** Also one that was removed since: what they were told stays theirs. */
export const everyRecipientById = rowsById(Recipient);
