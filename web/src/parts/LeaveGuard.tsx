/** Asks before somebody goes to another page while something is not saved. Another tab of the same page is no leaving. */
import { Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { t } from '../words/t.js';
import { Ask } from './Ask.js';

/** @param what what becomes of it, in one sentence */
export function LeaveGuard({ dirty, what }: { dirty: boolean; what: string }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
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
