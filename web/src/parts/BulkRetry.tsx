/** Sends again what did not arrive, of all that a filter names: how many first, then the act. */
import { Button, Stack, Text } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { useEffect, useState } from 'react';
import { useMayChange } from '../access.js';
import { client, sentenceOf } from '../data/client.js';
import { moment, number } from '../words/moments.js';
import { t } from '../words/t.js';
import { Ask } from './Ask.js';
import { BulkRetryDocument, type BulkRetryMutation, type DeliveryFilter } from './bulkRetry.generated.js';
import { QueryFault } from './Fault.js';
import { Icon } from './Icon.js';
import { Loading } from './Loading.js';
import { complain, say } from './saved.js';

type Count = BulkRetryMutation['bulkRetry'];

interface BulkRetryProps {
  filter: DeliveryFilter;
  /** The name of the button. */
  label: string;
  onDone(): void;
}

export function BulkRetry({ filter, label, onDone }: BulkRetryProps) {
  const [open, setOpen] = useState(false);
  const mayChange = useMayChange();
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="undo" size={16} />}
        onClick={() => setOpen(true)}
        disabled={!mayChange}
        title={mayChange ? undefined : t('access.adminOnly')}
      >
        {label}
      </Button>
      {open && <BulkDialog filter={filter} onClose={() => setOpen(false)} onDone={onDone} />}
    </>
  );
}

function BulkDialog({ filter, onClose, onDone }: { filter: DeliveryFilter; onClose(): void; onDone(): void }) {
  const [counted, setCounted] = useState<Count | null>(null);
  const [fault, setFault] = useState<CombinedError>();
  const [round, setRound] = useState(0);
  const asked = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks for the same
  useEffect(() => {
    const input = { filter: JSON.parse(asked) as DeliveryFilter, dryRun: true };
    void client
      .mutation(BulkRetryDocument, { input })
      .toPromise()
      .then(({ data, error }) => {
        setFault(error);
        if (data) setCounted(data.bulkRetry);
      });
  }, [asked, round]);
  const act = async () => {
    const { data, error } = await client.mutation(BulkRetryDocument, { input: { filter, dryRun: false } }).toPromise();
    if (error) complain(sentenceOf(error));
    if (!data) return false;
    say(t('bulkRetry.done', { count: data.bulkRetry.count }));
    onDone();
    return true;
  };
  return (
    <Ask
      title={t('bulkRetry.title')}
      act={t('bulkRetry.act', { count: counted?.count ?? 0 })}
      disabled={!counted?.count}
      onAct={act}
      onClose={onClose}
    >
      {fault && <QueryFault error={fault} retry={() => setRound(round + 1)} />}
      {!counted && !fault && <Loading rows={1} height={48} />}
      {counted && <CountedRetry counted={counted} />}
    </Ask>
  );
}

function CountedRetry({ counted: { count, skipped, oldest } }: { counted: Count }) {
  return (
    <Stack gap="xs" role="status">
      <Text>{t('bulkRetry.count', { count, formatted: number(count) })}</Text>
      {oldest && <Text size="sm">{t('bulkRetry.oldest', { at: moment(oldest) })}</Text>}
      {skipped > 0 && (
        <Text size="sm" c="dimmed">
          {t('bulkRetry.skipped', { count: skipped, formatted: number(skipped) })}
        </Text>
      )}
    </Stack>
  );
}
