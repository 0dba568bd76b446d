/** Asks before somebody goes to another page while something is not saved. Another tab of the same page is no leaving, unless it is named. */
import { Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { t } from '../words/t.js';
import { Ask } from './Ask.js';

interface GuardProps {
  dirty: boolean;
  /** What becomes of it, in one sentence. */
  what: string;
  /** What of the address it is about beside the page: with another tab, language … it would be gone as well. */
  names?: readonly string[];
}

export function LeaveGuard({ dirty, what, names = [] }: GuardProps) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      dirty &&
      (current.pathname !== next.pathname || names.some((name) => namedIn(current, name) !== namedIn(next, name))),
    enableBeforeUnload: dirty,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  const leave = () => {
    blocker.proceed();
    return Promise.resolve(false);
  };
  return (
    <Ask title={t('leave.title')} act={t('leave.act')} onAct={leave} onClose={blocker.reset}>
      <Text size="sm">{what}</Text>
    </Ask>
  );
}

const namedIn = ({ search }: { search: unknown }, name: string): unknown =>
  new Map(Object.entries(search ?? {})).get(name);
