/** What just happened, said once and politely, with the way back where there is one. */
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { t } from '../words/t.js';

/** How long the way back is offered, milliseconds. */
const UNDO_MS = 8_000;
const said = () => ({ withBorder: true, withCloseButton: true, closeButtonProps: { 'aria-label': t('close') } });

/** One line with Undo; the next one takes its place. */
export function offerUndo(sentence: string, undo: () => Promise<unknown>): void {
  const id = 'undo';
  notifications.hide(id);
  const back = () => {
    notifications.hide(id);
    void undo();
  };
  const message = (
    <Group justify="space-between" wrap="nowrap" role="status">
      <Text size="sm">{sentence}</Text>
      <Button size="compact-sm" variant="light" onClick={back} flex="none">
        {t('undo')}
      </Button>
    </Group>
  );
  notifications.show({ ...said(), id, message, autoClose: UNDO_MS });
}

/** At least, and longer for who has more to read: milliseconds, and as many for each character. */
const [SAID_MS, READ_MS] = [4_000, 60];

/** That it was done. */
export function say(sentence: string): void {
  const autoClose = Math.max(SAID_MS, sentence.length * READ_MS);
  notifications.show({ ...said(), message: <span role="status">{sentence}</span>, autoClose });
}

/** What is being done, until it is. */
export function sayWhile<Answer>(sentence: string, work: Promise<Answer>): Promise<Answer> {
  const message = <span role="status">{sentence}</span>;
  const id = notifications.show({ ...said(), withCloseButton: false, loading: true, message, autoClose: false });
  return work.finally(() => notifications.hide(id));
}

/** That it was not, in one sentence; what stands there already is not said twice. */
export function complain(sentence: string): void {
  notifications.show({
    ...said(),
    id: sentence,
    color: 'red',
    message: <span role="alert">{sentence}</span>,
    autoClose: 10_000,
  });
}
