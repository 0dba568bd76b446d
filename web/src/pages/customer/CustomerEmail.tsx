/** One e-mail to customers: its switch, and how it reads in each language. */
import { Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useCallback, useState } from 'react';
import { useMayChange } from '../../access.js';
import { client, sentenceOf } from '../../data/client.js';
import { complain, offerUndo } from '../../parts/saved.js';
import { Toggle } from '../../parts/Toggle.js';
import { labelled, t } from '../../words/t.js';
import { type CustomerEmailsQuery, SetCustomerEmailDocument } from './customer.generated.js';
import { Preview } from './Preview.js';

interface EmailProps {
  email: CustomerEmailsQuery['business']['customerEmails'][number];
  ownLocale: string;
}

async function keepChoice(eventType: string, enabled: boolean): Promise<boolean> {
  const { error } = await client.mutation(SetCustomerEmailDocument, { input: { eventType, enabled } }).toPromise();
  if (error) complain(sentenceOf(error));
  return !error;
}

/** What is well to know: a line, and the rest of it for who asks. */
function Aside({ line, children }: { line: string; children: ReactNode }) {
  return (
    <details className="aside">
      <Text component="summary" size="sm">
        {line}
      </Text>
      <Text size="sm" c="dimmed">
        {children}
      </Text>
    </details>
  );
}

export function CustomerEmail({ email, ownLocale }: EmailProps) {
  const { enabled, name, description, hint, itemHint } = email;
  const { key } = email.eventType;
  const [open, setOpen] = useState(false);
  const mayChange = useMayChange();
  const toggle = useCallback(
    async (on: boolean) => {
      const done = await keepChoice(key, on);
      if (done) offerUndo(t(on ? 'preferences.on' : 'preferences.off', { event: name }), () => keepChoice(key, !on));
      return done;
    },
    [key, name],
  );
  return (
    <li className="row">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text fw={600}>{name}</Text>
          <Text size="sm" c="dimmed">
            {description}
          </Text>
          {enabled && hint && <Aside line={t('customer.mayGetTwo')}>{hint}</Aside>}
          {enabled && itemHint && (
            <Aside line={t('customer.unnamed')}>
              {itemHint}{' '}
              <Link to="/sources" className="link">
                {t('page.sources')}
              </Link>
            </Aside>
          )}
          <Button
            size="compact-sm"
            variant="subtle"
            ml={-8}
            aria-expanded={open}
            aria-label={labelled(t('customer.preview'), name)}
            onClick={() => setOpen(!open)}
          >
            {t('customer.preview')}
          </Button>
        </div>
        <Toggle checked={enabled} disabled={!mayChange} label={name} onToggle={toggle} />
      </Group>
      {open && <Preview eventType={key} ownLocale={ownLocale} />}
    </li>
  );
}
