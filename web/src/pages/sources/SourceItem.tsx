/** One source: whether events come, what the provider says of our endpoint, and what can be done. */
import { ActionIcon, Alert, Badge, Button, Card, Group, Menu, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useMayChange } from '../../access.js';
import { client, sentenceOf } from '../../data/client.js';
import { CopyField } from '../../parts/CopyField.js';
import { Icon } from '../../parts/Icon.js';
import { WithMoment } from '../../parts/Moment.js';
import { SendSample } from '../../parts/SendSample.js';
import { complain, say, sayWhile } from '../../parts/saved.js';
import { DOT, labelled, t } from '../../words/t.js';
import { KeyDialog, RemoveDialog, RenameDialog, SecretDialog } from './dialogs.js';
import { CheckSourceDocument, ReconcileSourceDocument, type SourceCardFragment } from './sources.generated.js';
import type { Kind } from './types.js';

const COLORS = { RECEIVING: 'green', WAITING: 'blue', NEEDS_SECRET: 'orange', REFUSED: 'red', SILENT: 'orange' };

interface ItemProps {
  source: SourceCardFragment;
  /** Undefined: nobody can make one of this kind. */
  kind: Kind | undefined;
  changed(): void;
}

export function SourceItem({ source, kind, changed }: ItemProps) {
  const { name, standing, standingReason, providerCheck } = source;
  const fine = standing === 'RECEIVING';
  const [dialog, setDialog] = useState<Open | null>(null);
  return (
    <Card withBorder component="article" aria-label={name}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Group gap="xs">
            <Title order={2} size="h3">
              {name}
            </Title>
            <Badge variant="light" color={COLORS[standing]}>
              {t(`sources.standing.${standing}`)}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {kind && kind.label !== name && `${kind.label}${DOT}`}
            {source.lastEventAt ? (
              <WithMoment say={(at) => t('sources.lastEvent', { at })} at={source.lastEventAt} />
            ) : (
              t('sources.noEvents')
            )}
            {source.activeSecrets > 0 && `${DOT}${t('sources.secretHint', { hint: source.secretHint })}`}
            {source.apiKeyHint && `${DOT}${t('sources.keyHint', { hint: source.apiKeyHint })}`}
          </Text>
        </div>
        <SourceActs source={source} kind={kind} onOpen={setDialog} />
      </Group>
      <Stack gap="xs" mt="sm">
        <CopyField text={source.url} label={t('sources.address')} />
        {!fine && standingReason && (
          <Alert color={COLORS[standing]}>
            {standingReason}
            {kind && source.wantsSecret && <EnterSecret kind={kind} onOpen={() => setDialog('secret')} />}
          </Alert>
        )}
        {source.reconcileProblem && <Alert color="orange">{source.reconcileProblem}</Alert>}
        {providerCheck?.problem && <Alert color="orange">{providerCheck.problem}</Alert>}
        {providerCheck && !providerCheck.problem && (
          <Text size="sm" c="dimmed">
            <WithMoment say={(at) => t('sources.sendsAll', { at })} at={providerCheck.at} />
          </Text>
        )}
        {source.reconciledAt && !source.reconcileProblem && (
          <Text size="sm" c="dimmed">
            <WithMoment say={(at) => t('sources.askedUntil', { at })} at={source.reconciledAt} />
          </Text>
        )}
      </Stack>
      {dialog && (
        <OpenDialog open={dialog} source={source} kind={kind} changed={changed} onClose={() => setDialog(null)} />
      )}
    </Card>
  );
}

/** Where a sentence says that it is to be entered. */
function EnterSecret({ kind, onOpen }: { kind: Kind; onOpen(): void }) {
  if (!useMayChange()) return null;
  return (
    <Button size="xs" variant="default" mt="xs" display="block" onClick={onOpen}>
      {t(kind.secretOfProvider ? 'sources.enterSecret' : 'sources.rotate')}
    </Button>
  );
}

type Open = 'rename' | 'secret' | 'key' | 'sample' | 'remove';

function SourceActs({ source, kind, onOpen }: Pick<ItemProps, 'source' | 'kind'> & { onOpen(open: Open): void }) {
  const mayChange = useMayChange();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={!mayChange}
          title={mayChange ? undefined : t('access.adminOnly')}
          aria-label={labelled(source.name, t('acts'))}
        >
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {kind && kind.samples.length > 0 && <Menu.Item onClick={() => onOpen('sample')}>{t('sample.send')}</Menu.Item>}
        <Menu.Item onClick={() => onOpen('rename')}>{t('sources.rename')}</Menu.Item>
        {kind && <Menu.Item onClick={() => onOpen('secret')}>{t('sources.rotate')}</Menu.Item>}
        {kind?.connectsByKey && <Menu.Item onClick={() => onOpen('key')}>{t('sources.key')}</Menu.Item>}
        {source.apiKeyHint && <Menu.Item onClick={() => void check(source.id)}>{t('sources.check')}</Menu.Item>}
        {source.apiKeyHint && <Menu.Item onClick={() => void askProvider(source.id)}>{t('sources.ask')}</Menu.Item>}
        <Menu.Item c="var(--mantine-color-red-light-color)" onClick={() => onOpen('remove')}>
          {t('sources.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function OpenDialog({ open, kind, ...props }: ItemProps & { open: Open; onClose(): void }) {
  if (open === 'rename') return <RenameDialog {...props} />;
  if (open === 'remove') return <RemoveDialog {...props} />;
  if (!kind) return null;
  if (open === 'secret') return <SecretDialog {...props} kind={kind} />;
  if (open === 'key') return <KeyDialog {...props} kind={kind} />;
  return <SendSample sourceId={props.source.id} types={kind.samples} onClose={props.onClose} />;
}

/** Whether the provider sends all that is needed; the card says what it found. */
async function check(id: string): Promise<void> {
  const asked = client.mutation(CheckSourceDocument, { input: { id } }).toPromise();
  const { data, error } = await sayWhile(t('sources.asking'), asked);
  if (error) complain(sentenceOf(error));
  // Some problems name dozens of events.
  else if (data?.checkSource.source.providerCheck?.problem) complain(t('sources.checkFound'));
  else say(t('sources.sendsAllNow'));
}

/** For disputes and payouts that no webhook told: they come in as any other event does. */
async function askProvider(id: string): Promise<void> {
  const asked = client.mutation(ReconcileSourceDocument, { input: { id } }).toPromise();
  const { data, error } = await sayWhile(t('sources.asking'), asked);
  const problem = error ? sentenceOf(error) : data?.reconcileSource.source.reconcileProblem;
  if (problem) return complain(problem);
  const { found: count, complete } = data?.reconcileSource.reconciled ?? { found: 0, complete: false };
  say(t(complete ? 'sources.askedFound' : 'sources.askedPart', { count }));
}
