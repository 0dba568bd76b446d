/** One text: its subject and body beside how they look, on a sample or on an event that came in. */
import {
  Badge,
  Button,
  Card,
  Group,
  NativeSelect,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { useRef, useState } from 'react';
import { useQuery } from 'urql';
import { useMayChange } from '../../access.js';
import { client, faultOf, sentenceOf } from '../../data/client.js';
import { useTrial } from '../../data/trial.js';
import { useChanges } from '../../parts/changes.js';
import { ActFault } from '../../parts/Fault.js';
import { LeaveGuard } from '../../parts/LeaveGuard.js';
import { OvertakenNote } from '../../parts/OvertakenNote.js';
import { complain, offerUndo } from '../../parts/saved.js';
import { t } from '../../words/t.js';
import { PreviewPane } from './PreviewPane.js';
import {
  PreviewTemplateDocument,
  SetTemplateDocument,
  type ShownTemplateFragment,
  TemplateEventsDocument,
} from './templates.generated.js';

interface EditorProps {
  eventType: string;
  template: ShownTemplateFragment;
  changed(): void;
}

interface Words {
  subject: string | null;
  body: string | null;
}

function useTextDraft({ eventType, template, changed }: EditorProps) {
  const { audience, channel, locale, overridden } = template;
  const place = { eventType, audience, channel, locale };
  const draft = useChanges({ subject: template.subject ?? '', body: template.body });
  const { values, dirty, drop } = draft;
  const [error, setError] = useState<CombinedError>();
  const [busy, setBusy] = useState(false);
  const before: Words = overridden ? { subject: template.subject, body: template.body } : { subject: null, body: null };
  const words: Words = dirty ? values : before;
  const put = async (next: Words) => {
    const answer = await client.mutation(SetTemplateDocument, { input: { ...place, ...next } }).toPromise();
    changed();
    return answer;
  };
  const keep = async (next: Words, sentence: string) => {
    setBusy(true);
    const answer = await put(next).finally(() => setBusy(false));
    setError(answer.error);
    if (answer.error) return;
    drop(values);
    offerUndo(sentence, async () => {
      const undone = await put(before);
      if (undone.error) complain(sentenceOf(undone.error));
    });
  };
  return { ...draft, place, words, error, busy, keep };
}

/** What of the address says which text it is. */
const PLACE = ['tab', 'event', 'channel', 'audience', 'locale'];

export function Editor(props: EditorProps) {
  const { eventType, template } = props;
  const draft = useTextDraft(props);
  const [eventId, setEventId] = useState('');
  const shown = useTrial(PreviewTemplateDocument, { ...draft.place, ...draft.words, eventId: eventId || null });
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
      <Card withBorder component="section" aria-labelledby="words">
        <Group justify="space-between" mb="sm">
          <Title order={2} size="h4" id="words">
            {t('templates.words')}
          </Title>
          <Badge variant="light" color={template.overridden ? 'blue' : 'gray'}>
            {t(template.overridden ? 'templates.yours' : 'templates.ours')}
          </Badge>
        </Group>
        <Fields draft={draft} template={template} />
      </Card>
      <Card withBorder component="section" aria-labelledby="look">
        <Group justify="space-between" mb="sm">
          <Title order={2} size="h4" id="look">
            {t('templates.preview')}
          </Title>
          <ShownWith eventType={eventType} eventId={eventId} onEvent={setEventId} />
        </Group>
        <PreviewPane {...shown} locale={template.locale} />
      </Card>
      <LeaveGuard dirty={draft.dirty} what={t('leave.lost')} names={PLACE} />
    </SimpleGrid>
  );
}

type Draft = ReturnType<typeof useTextDraft>;

function Fields({ draft, template }: { draft: Draft; template: ShownTemplateFragment }) {
  const { values, change, overtaken, take, dirty, error, busy, keep } = draft;
  const { subject, body } = values;
  const area = useRef<HTMLTextAreaElement>(null);
  const mayChange = useMayChange();
  const why = mayChange ? undefined : t('access.adminOnly');
  const insert = (name: string) => {
    const at = area.current?.selectionStart ?? body.length;
    change({ body: `${body.slice(0, at)}{${name}}${body.slice(area.current?.selectionEnd ?? at)}` });
    area.current?.focus();
  };
  const other = error && !faultOf(error, 'subject') && !faultOf(error, 'body');
  return (
    <Stack gap="sm">
      <TextInput
        label={t('templates.subject')}
        value={subject}
        onChange={(event) => change({ subject: event.currentTarget.value })}
        error={faultOf(error, 'subject')}
        readOnly={!mayChange}
        lang={template.locale}
      />
      <Textarea
        ref={area}
        label={t('templates.body')}
        value={body}
        onChange={(event) => change({ body: event.currentTarget.value })}
        error={faultOf(error, 'body')}
        readOnly={!mayChange}
        lang={template.locale}
        rows={12}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
      />
      <Arguments names={template.arguments} text={`${subject} ${body}`} disabled={!mayChange} onName={insert} />
      {other && <ActFault error={error} />}
      <OvertakenNote
        theirs={overtaken.map(({ key, saved }) => ({ label: t(`templates.${key}`), value: saved }))}
        onTake={take}
      />
      <Group justify="flex-end">
        {template.overridden && (
          <Button
            variant="default"
            disabled={!mayChange || busy}
            title={why}
            onClick={() => void keep({ subject: null, body: null }, t('templates.backDone'))}
          >
            {t('templates.back')}
          </Button>
        )}
        <Button
          loading={busy}
          disabled={!mayChange || !dirty}
          title={why}
          onClick={() => void keep(values, t('templates.saved'))}
        >
          {t('save')}
        </Button>
      </Group>
    </Stack>
  );
}

interface ArgumentsProps {
  names: readonly string[];
  text: string;
  disabled: boolean;
  onName(name: string): void;
}

/** What may stand in braces; those that do are filled. */
function Arguments({ names, text, disabled, onName }: ArgumentsProps) {
  return (
    <div>
      <Text size="sm" fw={500}>
        {t('templates.arguments')}
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        {t('templates.argumentsAbout')}
      </Text>
      <Group gap={6}>
        {names.map((name) => (
          <Button
            key={name}
            size="compact-xs"
            variant={new RegExp(`\\{\\s*${name}\\b`).test(text) ? 'light' : 'default'}
            ff="monospace"
            disabled={disabled}
            aria-label={t('templates.insert', { name })}
            onClick={() => onName(name)}
          >
            {name}
          </Button>
        ))}
      </Group>
    </div>
  );
}

interface ShownProps {
  eventType: string;
  eventId: string;
  onEvent(id: string): void;
}

function ShownWith({ eventType, eventId, onEvent }: ShownProps) {
  const [{ data }] = useQuery({ query: TemplateEventsDocument, variables: { eventType } });
  const events = data?.events.edges.map(({ node }) => ({ value: node.id, label: node.summary })) ?? [];
  return (
    <NativeSelect
      size="xs"
      aria-label={t('templates.with')}
      value={eventId}
      data={[{ value: '', label: t('templates.sample') }, ...events]}
      onChange={(event) => onEvent(event.currentTarget.value)}
      maw={260}
    />
  );
}
