/** One of those whom the plan names: what it decides and why, what they would read, and where that is changed. */
import { Text, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { DecisionBadge } from '../../parts/DecisionBadge.js';
import { ToldLine } from '../../parts/ToldLine.js';
import { joined, labelled, t } from '../../words/t.js';
import type { WhatIfChoicesQuery, WhatIfQuery } from './whatif.generated.js';

interface EntryProps {
  entry: WhatIfQuery['simulateEvent']['entries'][number];
  channel: WhatIfChoicesQuery['channels'][number] | undefined;
}

export function Entry({ entry, channel }: EntryProps) {
  const { to, decision, reason, subject, preview, destination } = entry;
  const [open, setOpen] = useState(false);
  const label = channel?.label ?? entry.channel;
  const reads = subject !== null || preview !== null;
  const acts = (
    <>
      {reads && (
        <UnstyledButton
          className="text-button"
          aria-expanded={open}
          aria-label={labelled(t('whatif.reads'), joined([to, label]))}
          onClick={() => setOpen(!open)}
        >
          {t('whatif.reads')}
        </UnstyledButton>
      )}
      <Change to={joined([to, label])} channel={channel} destination={destination} />
    </>
  );
  return (
    <div className="row" data-current={open || undefined}>
      <ToldLine
        told={{ to, destination, recipient: destination ? destination.recipient : { name: t('whatif.customer') } }}
        channel={label}
        badge={<DecisionBadge decision={decision} />}
        quiet={decision === 'SKIP'}
        sentence={reason}
        acts={acts}
      />
      {open && (
        <div>
          <Text size="sm" fw={600}>
            {subject}
          </Text>
          <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
            {preview}
          </Text>
        </div>
      )}
    </div>
  );
}

interface ChangeProps extends Pick<EntryProps, 'channel'> {
  /** Whose, for who does not see the row. */
  to: string;
  /** Null: the customer. */
  destination: EntryProps['entry']['destination'];
}

function Change({ to, channel, destination }: ChangeProps) {
  const where = !destination
    ? { to: '/customer-emails' }
    : channel?.personal
      ? { to: '/preferences', search: { channel: channel.channel, open: destination.id } }
      : { to: `/integrations/${destination.id}`, search: { tab: 'events' } };
  return (
    <Text size="sm" component="span">
      <Link {...where} className="link" aria-label={labelled(t('whatif.change'), to)}>
        {t('whatif.change')}
      </Link>
    </Text>
  );
}
