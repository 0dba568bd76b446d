/** What a person does with a dispute: take it, say that the answer is filed, go to where the answer is filed. */
import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { CombinedError } from '@urql/core';
import { useState } from 'react';
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

interface ActsProps {
  dispute: Pick<DisputeCardFragment, 'id' | 'title' | 'state' | 'providerUrl'>;
  size?: 'xs' | 'sm';
}

export function DisputeActs({ dispute, size = 'xs' }: ActsProps) {
  const { access } = useViewer();
  const [asking, ask] = useDisclosure();
  const { busy, take, markAnswered } = useDisputeActs(dispute.id);
  const mayNot = access === 'VIEWER';
  const props = { size, disabled: mayNot, title: mayNot ? t('access.adminOnly') : undefined };
  const { id, title, state, providerUrl } = dispute;
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
        <Button {...props} variant="default" onClick={ask.open} aria-describedby={`${id}-title`}>
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
      {asking && (
        <Ask title={t('disputes.answered')} act={t('disputes.answered')} onAct={markAnswered} onClose={ask.close}>
          <Text size="sm" fw={600}>
            {title}
          </Text>
          <Text size="sm">{t('disputes.answeredAsk')}</Text>
        </Ask>
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
