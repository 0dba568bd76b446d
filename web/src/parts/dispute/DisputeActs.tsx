/** What a person does with a dispute: take it, say that the answer is filed, go to where the answer is filed. */
import { Button, Group, Text } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { createContext, useContext, useState } from 'react';
import { useSeesAll, useViewer } from '../../access.js';
import { client, codeOf, refetchAll, sentenceOf } from '../../data/client.js';
import { t } from '../../words/t.js';
import { Ask } from '../Ask.js';
import { Icon } from '../Icon.js';
import { complain, say } from '../saved.js';
import {
  AcknowledgeDisputeDocument,
  type DisputeCardFragment,
  MarkDisputeRespondedDocument,
} from './dispute.generated.js';
import { awaitsResponse } from './dispute-state.js';

type ActedDispute = Pick<DisputeCardFragment, 'id' | 'title' | 'state' | 'providerUrl'>;

interface ActsProps {
  dispute: ActedDispute;
  size?: 'xs' | 'sm';
}

const AskContext = createContext<((dispute: ActedDispute) => void) | null>(null);

/**
 * Around all that shows disputes: the question whether one is answered is the page's own. A card goes to another column, or away, when
 * somebody else takes its dispute, and would take the question along.
 */
export function DisputeQuestions({ children }: { children: React.ReactNode }) {
  const [asked, ask] = useState<ActedDispute | null>(null);
  return (
    <AskContext value={ask}>
      {children}
      {asked && <AnsweredQuestion dispute={asked} onClose={() => ask(null)} />}
    </AskContext>
  );
}

function AnsweredQuestion({ dispute: { id, title }, onClose }: { dispute: ActedDispute; onClose(): void }) {
  const { markAnswered } = useDisputeActs(id);
  return (
    <Ask title={t('disputes.answered')} act={t('disputes.answered')} onAct={markAnswered} onClose={onClose}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <Text size="sm">{t('disputes.answeredAsk')}</Text>
    </Ask>
  );
}

export function DisputeActs({ dispute, size = 'xs' }: ActsProps) {
  const { access } = useViewer();
  const ask = useContext(AskContext);
  if (!ask) throw new Error('There are no DisputeQuestions around these acts.');
  const { busy, take } = useDisputeActs(dispute.id);
  const mayNot = access === 'VIEWER';
  const props = { size, disabled: mayNot, title: mayNot ? t('access.adminOnly') : undefined };
  const { id, state, providerUrl } = dispute;
  return (
    <Group gap={6}>
      {state === 'NEEDS_RESPONSE' && (
        <Button
          {...props}
          loading={busy}
          onClick={() => void take()}
          aria-describedby={`${id}-title`}
          aria-keyshortcuts="e"
        >
          {t('disputes.take')}
        </Button>
      )}
      {awaitsResponse(state) && (
        <Button {...props} variant="default" onClick={() => ask(dispute)} aria-describedby={`${id}-title`}>
          {t('disputes.answered')}
        </Button>
      )}
      {providerUrl && (
        <Button
          component="a"
          href={providerUrl}
          target="_blank"
          rel="noreferrer"
          size={size}
          variant="transparent"
          px={4}
          rightSection={<Icon name="external" size={14} />}
          aria-describedby={`${id}-title`}
        >
          {t('disputes.provider')}
        </Button>
      )}
    </Group>
  );
}

function useDisputeActs(id: string) {
  const whole = useSeesAll();
  const [busy, setBusy] = useState(false);
  const variables = { input: { id }, whole };
  /** Somebody else may have been first: then the server says who, and the row is mended as well. */
  const done = (error: CombinedError | undefined, sentence: string): boolean => {
    setBusy(false);
    refetchAll();
    if (error) complain(sentenceOf(error));
    else say(sentence);
    return !error;
  };
  const take = async () => {
    setBusy(true);
    const { error } = await client.mutation(AcknowledgeDisputeDocument, variables).toPromise();
    done(error, t('disputes.taken'));
  };
  const markAnswered = async () => {
    const { error } = await client.mutation(MarkDisputeRespondedDocument, variables).toPromise();
    // Who comes second has nothing left to ask for.
    return done(error, t('disputes.markedAnswered')) || (!!error && codeOf(error) === 'CONFLICT');
  };
  return { busy, take, markAnswered };
}
