/** Marks all as read: at once what is one's own. Whoever sees the whole team's marks it for everybody, and is asked first. */
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useMayAct, useViewer } from '../access.js';
import { client, sentenceOf } from '../data/client.js';
import { useOnce } from '../parts/once.js';
import { complain } from '../parts/saved.js';
import { t } from '../words/t.js';
import { MarkAllReadDocument, UnreadCountDocument } from './bell.generated.js';

interface ReadAllProps {
  /** The question stands there from the beginning. */
  asks: boolean;
  onRead(): void;
}

export function ReadAll({ asks, onRead }: ReadAllProps) {
  const mayAct = useMayAct();
  const forTeam = useViewer().recipient === null;
  const [asking, setAsking] = useState(asks && mayAct && forTeam);
  const { busy, run: readAll } = useOnce(async () => {
    setAsking(false);
    const { error } = await client.mutation(MarkAllReadDocument, {}).toPromise();
    if (error) complain(sentenceOf(error));
    onRead();
  });
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        onClick={() => (forTeam ? setAsking(true) : void readAll())}
        aria-expanded={forTeam ? asking : undefined}
        aria-busy={busy}
        disabled={!mayAct}
        title={mayAct ? undefined : t('access.adminOnly')}
      >
        {t('bell.readAll')}
      </Button>
      {asking && <Question onAct={readAll} onClose={() => setAsking(false)} />}
    </>
  );
}

/** Amid the list, since a dialog would close the bell that it stands in. */
function Question({ onAct, onClose }: { onAct(): Promise<void>; onClose(): void }) {
  const [{ data }] = useQuery({ query: UnreadCountDocument });
  const count = data?.unreadCount ?? 0;
  return (
    <Alert w="100%" p="sm">
      <Stack gap="xs">
        <Text size="sm" role="status">
          {t('bell.readAllTeam', { count })}
        </Text>
        <Group gap="xs" justify="flex-end">
          <Button size="xs" variant="default" onClick={onClose} autoFocus>
            {t(count > 0 ? 'cancel' : 'close')}
          </Button>
          {count > 0 && (
            <Button size="xs" onClick={() => void onAct()}>
              {t('bell.readAllTeamAct')}
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}
