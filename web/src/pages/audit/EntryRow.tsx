/** Who did what to what, from what to what, and when. */
import { Code, Group, Text, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Moment } from '../../parts/Moment.js';
import { findWord, t } from '../../words/t.js';
import type { AuditQuery } from './audit.generated.js';
import { changesOf, type FieldChange, pageOf, shortId } from './changes.js';

type Entry = AuditQuery['auditLog']['edges'][number]['node'];
type AuditNames = { actor?: string; subject?: string };

interface RowProps {
  entry: Entry;
  onFilter(filter: AuditNames): void;
}

export function EntryRow({ entry, onFilter }: RowProps) {
  const { action, actor, subject, at } = entry;
  const page = pageOf(subject);
  return (
    <article>
      <Group justify="space-between" gap="xs" align="baseline">
        <Text fw={600} component="span" style={{ flex: '1 1 14rem' }}>
          {findWord(`audit.action.${action}`) ?? action}
        </Text>
        <Text size="sm" c="dimmed" component="span">
          <Moment at={at} both />
        </Text>
      </Group>
      <Group gap="4px 12px">
        <UnstyledButton className="text-button" onClick={() => onFilter({ actor })} title={t('audit.onlyActor')}>
          {actor}
        </UnstyledButton>
        <UnstyledButton
          className="text-button"
          onClick={() => onFilter({ subject })}
          title={t('audit.onlySubject')}
          aria-label={`${t('audit.onlySubject')}: ${subject}`}
        >
          <Code>{shortId(subject)}</Code>
        </UnstyledButton>
        {page && (
          <Text size="sm" component="span">
            <Link to={page.to} className="link">
              {t('audit.open')}
            </Link>
          </Text>
        )}
      </Group>
      <Changes changes={changesOf(entry.before, entry.after)} />
    </article>
  );
}

function Changes({ changes }: { changes: readonly FieldChange[] }) {
  if (changes.length === 0) return null;
  return (
    <dl className="changes">
      {changes.map(({ name, from, to }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {from !== null && <Value text={from} as="del" />}
            {from !== null && to !== null && <span aria-hidden="true"> → </span>}
            {to !== null && <Value text={to} as="ins" />}
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
