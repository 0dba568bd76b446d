/** Who did what to what, from what to what, and when. */
import { Code, Group, Text, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Moment } from '../../parts/Moment.js';
import { findWord, t } from '../../words/t.js';
import type { AuditQuery } from './audit.generated.js';
import { changesOf, type FieldChange, pageOf, shortId } from './changes.js';

type Entry = AuditQuery['auditLog']['edges'][number]['node'];
export type AuditNames = { actor?: string; subject?: string };

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
          <Link to={page.to} search={page.search} className="link">
            {t('audit.open')}
          </Link>
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
            {from !== null && <del>{from}</del>}
            {from !== null && to !== null && <span aria-hidden="true"> → </span>}
            {to !== null && <ins>{to}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
