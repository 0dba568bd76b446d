/** One delivery: to whom, how far it is, why in one sentence, each try, and what can be done. */
import { Button, Code, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useMayChange, useSeesAll } from '../../access.js';
import { client, sentenceOf } from '../../data/client.js';
import { Ask } from '../../parts/Ask.js';
import { LEFT_OUT, RETRYABLE, StatusBadge } from '../../parts/StatusBadge.js';
import { complain, say } from '../../parts/saved.js';
import { ToldLine } from '../../parts/ToldLine.js';
import { clock, number, utc } from '../../words/moments.js';
import { codeWord, DOT, joined, labelled, t } from '../../words/t.js';
import { RetryDeliveryDocument, type ToldWhyFragment } from './event.generated.js';
import type { Telling } from './types.js';

interface ToldRowProps {
  telling: Telling;
  /** Its name. */
  channel: string;
  open: boolean;
  onToggle(deliveryId: string | undefined): void;
  onWhy(destinationId: string): void;
  changed(): void;
}

export function ToldRow({ telling, channel, open, onToggle, onWhy, changed }: ToldRowProps) {
  const { id, to, status, because, reason, destination, attempts = [] } = telling;
  const acts = (
    <>
      {attempts.length > 0 && (
        <UnstyledButton
          className="text-button"
          aria-expanded={open}
          aria-label={labelled(t('event.tries', { count: attempts.length }), to)}
          onClick={() => onToggle(open ? undefined : id)}
        >
          {t('event.tries', { count: attempts.length })}
        </UnstyledButton>
      )}
      {destination && (
        <UnstyledButton
          className="text-button"
          aria-label={labelled(t('event.whyButton'), joined([to, channel]))}
          onClick={() => onWhy(destination.id)}
        >
          {t('event.whyButton')}
        </UnstyledButton>
      )}
      {RETRYABLE.includes(status) && <Retry telling={telling} changed={changed} />}
    </>
  );
  return (
    <div className="row" data-current={open || undefined}>
      <ToldLine
        told={telling}
        channel={channel}
        badge={<StatusBadge status={status} />}
        quiet={LEFT_OUT.includes(status)}
        sentence={reason ?? because}
        acts={acts}
      />
      {open && <Tries attempts={attempts} />}
    </div>
  );
}

function Retry({ telling: { id, status, to }, changed }: { telling: Telling; changed(): void }) {
  const mayChange = useMayChange();
  const seesAll = useSeesAll();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const retry = async () => {
    setBusy(true);
    const { error } = await client.mutation(RetryDeliveryDocument, { input: { id } }).toPromise();
    setBusy(false);
    if (error) complain(sentenceOf(error));
    else say(t('event.retried'));
    changed();
    return !error;
  };
  if (!seesAll) return null;
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        loading={busy}
        disabled={!mayChange}
        title={mayChange ? undefined : t('access.adminOnly')}
        aria-label={labelled(t('event.retry'), to)}
        // It may have arrived: then it would be read twice.
        onClick={() => (status === 'UNKNOWN' ? setAsking(true) : void retry())}
      >
        {t('event.retry')}
      </Button>
      {asking && (
        <Ask title={t('event.retry')} act={t('event.retry')} onAct={retry} onClose={() => setAsking(false)}>
          <Text>{t('event.retryTwice', { to })}</Text>
        </Ask>
      )}
    </>
  );
}

function Tries({ attempts }: { attempts: ToldWhyFragment['attempts'] }) {
  return (
    <ol className="tries">
      {attempts.map(({ number: at, at: moment, outcome, detail, statusCode, durationMs }) => (
        <li key={`${at} ${moment} ${outcome}`}>
          <Text component="time" size="xs" c="dimmed" dateTime={moment} title={utc(moment)}>
            {clock(moment)}
          </Text>
          <Text size="xs">
            {t('event.try', { number: at, outcome: codeWord('attempt.outcome', outcome) })}
            {statusCode !== null && (
              <>
                {DOT}
                <Code>{statusCode}</Code>
              </>
            )}
            {durationMs > 0 && `${DOT}${number(durationMs)} ms`}
            {detail && `${DOT}${detail}`}
          </Text>
        </li>
      ))}
    </ol>
  );
}
