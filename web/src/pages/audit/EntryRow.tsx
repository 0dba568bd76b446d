/** Who did what to what in a sentence, from what to what, and when. */
import { Button, Code, Group, Text, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMayChange } from '../../access.js';
import { sentenceOf } from '../../data/client.js';
import { Moment } from '../../parts/Moment.js';
import { complain, say } from '../../parts/saved.js';
import { t } from '../../words/t.js';
import { subjectPage } from './subject-page.js';
import type { Entry, Undo } from './undo.js';

type AuditNames = { actor?: string; subject?: string };

interface RowProps {
  entry: Entry;
  /** Null: there is no way back, or somebody changed it again since. */
  undo: Undo | null;
  onFilter(filter: AuditNames): void;
  onUndone(): void;
}

export function EntryRow({ entry, undo, onFilter, onUndone }: RowProps) {
  const { actor, subject, at, sentence, changes } = entry;
  const page = subjectPage(subject);
  return (
    <article>
      <Group justify="space-between" gap="xs" align="baseline">
        <Text fw={600} component="span" id={entry.id} style={{ flex: '1 1 14rem', overflowWrap: 'anywhere' }}>
          {sentence}
        </Text>
        <Text size="sm" c="dimmed" component="span">
          <Moment at={at} both />
        </Text>
      </Group>
      <ValueChanges changes={changes} />
      <Group gap="4px 12px" mt={4}>
        <UnstyledButton
          className="text-button"
          onClick={() => onFilter({ actor })}
          title={actor}
          aria-describedby={entry.id}
        >
          {t('audit.onlyActor')}
        </UnstyledButton>
        <UnstyledButton
          className="text-button"
          onClick={() => onFilter({ subject })}
          title={subject}
          aria-describedby={entry.id}
        >
          {t('audit.onlySubject')}
        </UnstyledButton>
        {page && (
          <Text size="sm" component="span">
            <Link to={page.to} className="link" aria-describedby={entry.id}>
              {t('audit.open')}
            </Link>
          </Text>
        )}
        {undo && <UndoButton undo={undo} describedBy={entry.id} onUndone={onUndone} />}
      </Group>
    </article>
  );
}

function UndoButton({ undo, describedBy, onUndone }: { undo: Undo; describedBy: string; onUndone(): void }) {
  const mayChange = useMayChange();
  const [busy, setBusy] = useState(false);
  const act = async () => {
    setBusy(true);
    const error = await undo().finally(() => setBusy(false));
    if (error) return complain(sentenceOf(error));
    say(t('audit.undone'));
    onUndone();
  };
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={busy}
      disabled={!mayChange}
      title={mayChange ? undefined : t('access.adminOnly')}
      aria-describedby={describedBy}
      onClick={() => void act()}
    >
      {t('audit.undo')}
    </Button>
  );
}

function ValueChanges({ changes }: Pick<Entry, 'changes'>) {
  if (changes.length === 0) return null;
  return (
    <dl className="changes">
      {changes.map(({ label, before, after }) => (
        <div key={`${label} ${before} ${after}`}>
          <dt>{label}</dt>
          <dd>
            {before !== null && <Value text={before} as="del" />}
            {before !== null && after !== null && <span aria-hidden="true"> → </span>}
            {after !== null && <Value text={after} as="ins" />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A longer text (code) is folded. */
const FOLDED_FROM = 200;
const SHOWN = 100;

function Value({ text, as: Tag }: { text: string; as: 'del' | 'ins' }) {
  if (text.length < FOLDED_FROM) return <Tag>{text}</Tag>;
  return (
    <details>
      <summary>{`${text.slice(0, SHOWN)}…`}</summary>
      <Code block>
        <Tag>{text}</Tag>
      </Code>
    </details>
  );
}
