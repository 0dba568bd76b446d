import { Text } from '@mantine/core';
import { Moment } from '../../parts/Moment.js';
import { receiverOf } from '../../parts/receiver.js';
import { StatusBadge } from '../../parts/StatusBadge.js';
import { clock } from '../../words/moments.js';
import { DOT } from '../../words/t.js';
import type { DeliveryRowFragment } from './deliveries.generated.js';

/** @param channel its name */
export function DeliveryRow({ delivery, channel }: { delivery: DeliveryRowFragment; channel: string }) {
  const { to, status, reason, because, createdAt, event } = delivery;
  const name = receiverOf(delivery);
  return (
    <>
      <Text fw={550}>{event.summary}</Text>
      <Text size="sm" className="at-end">
        <Moment at={createdAt} />
      </Text>
      <Text size="sm">
        <StatusBadge status={status} /> {[channel, name, to].filter(Boolean).join(DOT)}
      </Text>
      <Text size="xs" c="dimmed" className="at-end" visibleFrom="sm">
        {clock(createdAt)}
      </Text>
      <Text size="xs" c="dimmed" lineClamp={2} className="sentence">
        {reason ?? because}
      </Text>
    </>
  );
}
