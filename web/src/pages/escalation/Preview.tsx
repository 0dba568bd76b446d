/** The ladder on a date: what would happen where nobody acknowledges or answers. */
import { Badge, Card, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTrial } from '../../data/trial.js';
import { serverNow } from '../../now.js';
import { QueryFault } from '../../parts/Fault.js';
import { useFilters } from '../../parts/filters.js';
import { Loading } from '../../parts/Loading.js';
import { localText } from '../../parts/period.js';
import '../../parts/timeline.css';
import { moment } from '../../words/moments.js';
import { t } from '../../words/t.js';
import {
  type EscalationPolicyInput,
  PreviewEscalationDocument,
  type PreviewEscalationQuery,
} from './escalation.generated.js';
import { type Names, tellsText, timeText } from './sentences.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

type Preview = PreviewEscalationQuery['previewEscalation'];

export function LadderPreview({ policy, names }: { policy: EscalationPolicyInput; names: Names }) {
  const [{ opened, due }, setFilters] = useFilters(['opened', 'due']);
  const [thisHour] = useState(() => new Date(Math.floor(serverNow() / HOUR_MS) * HOUR_MS).toISOString());
  const openedAt = usable(opened) ?? thisHour;
  const input = { policy, openedAt, respondBy: usable(due) };
  const { data, error, again } = useTrial(PreviewEscalationDocument, input);
  const preview = data?.previewEscalation;
  return (
    <Card withBorder component="section" aria-labelledby="preview">
      <Title order={2} size="h4" id="preview">
        {t('escalation.preview')}
      </Title>
      <Text size="sm" c="dimmed" mt={4} mb="sm">
        {t('escalation.previewAbout')}
      </Text>
      <Stack gap="sm">
        <Group grow align="flex-start" preventGrowOverflow={false} gap="sm">
          <MomentField
            label={t('escalation.opened')}
            value={openedAt}
            onValue={(iso) => setFilters({ opened: iso }, true)}
          />
          <MomentField
            label={t('escalation.due')}
            description={t('escalation.dueAbout')}
            value={usable(due)}
            onValue={(iso) => setFilters({ due: iso }, true)}
          />
        </Group>
        {error && <QueryFault error={error} retry={again} />}
        {!preview && !error && <Loading rows={5} height={44} />}
        {preview && !error && <Moments preview={preview} names={names} />}
      </Stack>
    </Card>
  );
}

const usable = (iso: string | undefined): string | null =>
  iso && !Number.isNaN(Date.parse(iso)) ? new Date(iso).toISOString() : null;

interface MomentProps {
  label: string;
  description?: string;
  value: string | null;
  onValue(iso: string | undefined): void;
}

function MomentField({ label, description, value, onValue }: MomentProps) {
  return (
    <TextInput
      type="datetime-local"
      label={label}
      description={description}
      inputWrapperOrder={['label', 'input', 'description']}
      value={localText(value ?? undefined)}
      onChange={({ currentTarget }) =>
        onValue(currentTarget.value ? new Date(currentTarget.value).toISOString() : undefined)
      }
      style={{ flex: '1 1 13rem' }}
    />
  );
}

function Moments({ preview, names }: { preview: Preview; names: Names }) {
  const { moments, respondBy, estimated } = preview;
  const end = Date.parse(respondBy);
  const over = moments.length > 0 && Date.parse(moments[0]?.at ?? '') >= end;
  return (
    <ol className="timeline" aria-label={t('escalation.preview')} style={{ '--when': '11rem' } as React.CSSProperties}>
      {moments.map(({ at, level, roles, channels }, index) => (
        <PreviewEntry
          key={at}
          at={at}
          when={index === 0 ? t('escalation.atOnce') : leftText(end - Date.parse(at))}
          text={tellsText({ roles, channels }, names)}
          level={level}
        />
      ))}
      <PreviewEntry
        at={respondBy}
        when={t('escalation.deadline')}
        text={t(over ? 'escalation.overdue' : estimated ? 'escalation.estimated' : 'escalation.stated')}
      />
    </ol>
  );
}

const leftText = (ms: number) => t('escalation.left', { time: timeText(Math.round(ms / MINUTE_MS)) });

function PreviewEntry({ at, when, text, level }: { at: string; when: string; text: string; level?: number }) {
  return (
    <li className="timeline-entry">
      <Text component="time" dateTime={at} size="sm" fw={600}>
        {moment(at)}
      </Text>
      <div>
        <Group gap={6}>
          <Text size="sm" c="dimmed">
            {when}
          </Text>
          {level !== undefined && (
            <Badge size="xs" variant="light" color={level === 0 ? 'gray' : level === 1 ? 'yellow' : 'red'}>
              {t('escalation.level', { level })}
            </Badge>
          )}
        </Group>
        <Text size="sm">{text}</Text>
      </div>
    </li>
  );
}
