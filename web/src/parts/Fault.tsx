/** What went wrong: one sentence, the code, and the way to try once more. What was on screen before stays. */
import { Alert, Button, Code, Group, Text } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { useState } from 'react';
import { codeOf, refetchAll, sentenceOf } from '../data/client.js';
import { t } from '../words/t.js';

interface FaultProps {
  sentence: string;
  code?: string;
  retry?: () => void;
  /** It is being tried. */
  busy?: boolean;
}

export function Fault({ sentence, code, retry, busy = false }: FaultProps) {
  return (
    <Alert color="red" role="alert" my="md">
      <Group justify="space-between" gap="sm">
        <Text size="sm" style={{ flex: '1 1 16rem' }}>
          {sentence} {code && <Code>{code}</Code>}
        </Text>
        {retry && (
          <Button size="xs" variant="default" onClick={retry} loading={busy}>
            {t('fault.retry')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

interface QueryFaultProps {
  error: CombinedError;
  /** Where it is asked beside the rest; left out: all that is on screen, for one fault is seldom alone. */
  retry?: () => void;
}

/** The same for what a query was answered; nothing where the sign-in dialog says it already. */
export function QueryFault({ error, retry = refetchAll }: QueryFaultProps) {
  const [tried, setTried] = useState<CombinedError>();
  const code = codeOf(error);
  if (code === 'UNAUTHENTICATED') return null;
  const sentence = code === 'NETWORK' ? t('fault.network') : sentenceOf(error);
  const again = () => {
    setTried(error);
    retry();
  };
  return <Fault sentence={sentence} code={code} retry={again} busy={tried === error} />;
}

/** And for what an act was answered, which its own button tries once more. */
export function ActFault({ error }: { error: CombinedError }) {
  const code = codeOf(error);
  return code === 'UNAUTHENTICATED' ? null : <Fault sentence={sentenceOf(error)} code={code} />;
}
