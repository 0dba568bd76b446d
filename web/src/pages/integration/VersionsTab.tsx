/** Every code that it had, what was changed, and the way back. */
import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { client, sentenceOf } from '../../data/client.js';
import { Diff } from '../../editor/Diff.js';
import { Ask } from '../../parts/Ask.js';
import { Empty } from '../../parts/Empty.js';
import { QueryFault } from '../../parts/Fault.js';
import { Loading } from '../../parts/Loading.js';
import { Moment } from '../../parts/Moment.js';
import { complain, say } from '../../parts/saved.js';
import { DOT, labelled, t } from '../../words/t.js';
import { RollBackDocument, VersionsDocument, type VersionsQuery } from './integration.generated.js';

type Version = Extract<VersionsQuery['node'], { versions: unknown }>['versions'][number];

interface VersionsTabProps {
  endpointId: string;
  /** The code that runs. */
  live: string;
  changed(): void;
}

export function VersionsTab({ endpointId, live, changed }: VersionsTabProps) {
  const [{ data, error }, ask] = useQuery({ query: VersionsDocument, variables: { id: endpointId } });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  const [back, setBack] = useState<Version | null>(null);
  if (error && !data) return <QueryFault error={error} />;
  const versions = data?.node && 'versions' in data.node ? data.node.versions : undefined;
  if (!versions) return <Loading rows={3} height={90} />;
  if (versions.length === 0)
    return <Empty icon="clock" title={t('integration.noVersions')} why={t('integration.versionsWhy')} />;
  const rollBack = async (version: number) => {
    const input = { destinationId: endpointId, version };
    const answer = await client.mutation(RollBackDocument, { input }).toPromise();
    if (answer.error) complain(sentenceOf(answer.error));
    else say(t('integration.rolledBack', { number: version }));
    refetch();
    changed();
    return !answer.error;
  };
  return (
    <Stack>
      {versions.map((version) => (
        <VersionCard key={version.number} version={version} live={live} onBack={() => setBack(version)} />
      ))}
      {back && (
        <Ask
          title={t('integration.rollBackTo', { number: back.number })}
          act={t('integration.rollBack')}
          onAct={() => rollBack(back.number)}
          onClose={() => setBack(null)}
        >
          <Text size="sm" mb="sm">
            {t('integration.rollBackAsk')}
          </Text>
          <Diff before={live} after={back.code} label={t('integration.whatChanges')} />
        </Ask>
      )}
    </Stack>
  );
}

function VersionCard({ version, live, onBack }: { version: Version; live: string; onBack(): void }) {
  const { number, createdAt, createdBy, code } = version;
  const [open, setOpen] = useState(false);
  const name = t('integration.version', { number });
  return (
    <Card withBorder component="article" aria-label={name}>
      <Group justify="space-between">
        <div>
          <Group gap="xs">
            <Title order={2} size="h4">
              {name}
            </Title>
            {version.live && (
              <Badge variant="light" color="green">
                {t('integration.runs')}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            <Moment at={createdAt} both />
            {createdBy && `${DOT}${createdBy}`}
          </Text>
        </div>
        <Group gap="xs">
          <Button
            variant="subtle"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            aria-label={labelled(name, t('integration.code'))}
          >
            {t('integration.code')}
          </Button>
          {!version.live && (
            <Button variant="default" aria-label={labelled(name, t('integration.rollBack'))} onClick={onBack}>
              {t('integration.rollBack')}
            </Button>
          )}
        </Group>
      </Group>
      {open && <Diff before={version.live ? '' : live} after={code} label={name} />}
    </Card>
  );
}
