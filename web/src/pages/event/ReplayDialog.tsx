/** Runs the event again, in one of two ways: first what each would change, then the act. */
import { Group, Radio, Stack, Text } from '@mantine/core';
import { useQuery } from 'urql';
import { client, sentenceOf } from '../../data/client.js';
import { Ask } from '../../parts/Ask.js';
import { QueryFault } from '../../parts/Fault.js';
import { Loading } from '../../parts/Loading.js';
import { StatusBadge } from '../../parts/StatusBadge.js';
import { complain, say } from '../../parts/saved.js';
import { DOT, t } from '../../words/t.js';
import {
  PreviewReplayDocument,
  type PreviewReplayQuery,
  ReplayEventDocument,
  type ReplayMode,
} from './event.generated.js';

const MODES = ['REEVALUATE', 'SAME_TARGETS'] as const;
type Preview = PreviewReplayQuery['previewReplay'];

interface ReplayDialogProps {
  eventId: string;
  mode: string;
  nameOf(channel: string): string;
  setMode(mode: ReplayMode | undefined): void;
  changed(): void;
}

export function ReplayDialog({ eventId, mode: asked, nameOf, setMode, changed }: ReplayDialogProps) {
  const mode: ReplayMode = MODES.find((one) => one === asked) ?? 'REEVALUATE';
  const input = { id: eventId, mode };
  const [{ data, error, stale, fetching }] = useQuery({
    query: PreviewReplayDocument,
    variables: { input },
    requestPolicy: 'network-only',
  });
  const preview = fetching || stale ? undefined : data?.previewReplay;
  const sent = preview?.changes.filter((change) => change.sent).length ?? 0;
  const act = async () => {
    const { error: refused } = await client.mutation(ReplayEventDocument, { input }).toPromise();
    if (refused) complain(sentenceOf(refused));
    else say(t('replay.done'));
    changed();
    return !refused;
  };
  return (
    <Ask
      title={t('event.replay')}
      act={preview?.firstPlan ? t('replay.first') : t('replay.act', { count: sent })}
      disabled={!preview || (sent === 0 && !preview.firstPlan)}
      onAct={act}
      onClose={() => setMode(undefined)}
    >
      <Radio.Group value={mode} onChange={(next) => setMode(next as ReplayMode)} aria-label={t('replay.how')}>
        <Stack gap="xs">
          {MODES.map((one) => (
            <Radio key={one} value={one} label={t(`replay.${one}`)} description={t(`replay.about.${one}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Stack gap="xs" mt="md" mih={120} role="status">
        {error && !fetching && <QueryFault error={error} />}
        {(fetching || stale) && <Loading rows={2} height={44} />}
        {preview && <PlanChanges preview={preview} nameOf={nameOf} />}
      </Stack>
    </Ask>
  );
}

function PlanChanges({
  preview: { firstPlan, changes },
  nameOf,
}: {
  preview: Preview;
  nameOf(channel: string): string;
}) {
  if (firstPlan) return <Text size="sm">{t('replay.firstWhy')}</Text>;
  if (changes.length === 0) return <Text size="sm">{t('replay.nothing')}</Text>;
  const ordered = [...changes].sort((one, other) => Number(other.sent) - Number(one.sent));
  return (
    <>
      <Text size="sm" fw={600}>
        {t('replay.changes')}
      </Text>
      {ordered.map((change, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no id, and never move
        <div key={at}>
          <Group gap={6}>
            <Text size="sm" c={change.sent ? undefined : 'dimmed'}>
              {nameOf(change.channel)}
              {DOT}
              {change.to}
            </Text>
            {change.before ? <StatusBadge status={change.before} /> : <Text size="xs">{t('replay.new')}</Text>}
            <Text size="sm" c="dimmed">
              → {t(change.sent ? 'replay.sent' : 'replay.left')}
            </Text>
          </Group>
          {change.reason && (
            <Text size="xs" c="dimmed">
              {change.reason}
            </Text>
          )}
        </div>
      ))}
    </>
  );
}
