/** The end of a key, with its last use before the eyes: a key that was used a minute ago is in somebody's program. */
import { Alert, Stack, Text } from '@mantine/core';
import { client, sentenceOf } from '../../data/client.js';
import { serverNow } from '../../now.js';
import { relative } from '../../words/moments.js';
import { t } from '../../words/t.js';
import { Ask } from '../Ask.js';
import { complain, say } from '../saved.js';
import { type KeyEntryFragment, RevokeApiKeyDocument } from './keys.generated.js';

/** Used so lately, something will miss it. */
const LATELY_MS = 7 * 24 * 3_600_000;

interface RevokeProps {
  entry: KeyEntryFragment;
  onRevoked(): void;
  onClose(): void;
}

export function RevokeKey({ entry, onRevoked, onClose }: RevokeProps) {
  const { id, name, prefix, lastUsedAt } = entry;
  const now = serverNow();
  const lately = lastUsedAt !== null && now - Date.parse(lastUsedAt) < LATELY_MS;
  const revoke = async () => {
    const { error } = await client.mutation(RevokeApiKeyDocument, { input: { id } }).toPromise();
    if (error) complain(sentenceOf(error));
    else {
      say(t('keys.revoked', { name }));
      onRevoked();
    }
    return !error;
  };
  return (
    <Ask title={t('keys.revoke')} act={t('keys.revoke')} danger onAct={revoke} onClose={onClose}>
      <Stack gap="sm">
        <Text size="sm">{t('keys.revokeAsk', { name, prefix })}</Text>
        <Alert color={lately ? 'orange' : 'gray'}>
          {lastUsedAt === null
            ? t('keys.revokeUnused')
            : t('keys.revokeUsed', { at: relative(Date.parse(lastUsedAt), now) })}
        </Alert>
      </Stack>
    </Ask>
  );
}
