/** What went wrong: one sentence, the code, and the way to try once more. What was on screen before stays. */
import { Alert, Button, Code, Group, Text } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { codeOf, sentenceOf } from '../data/client.js';
import { t } from '../words/t.js';

interface FaultProps {
  sentence: string;
  code?: string;
  retry?: () => void;
}

export function Fault({ sentence, code, retry }: FaultProps) {
  return (
    <Alert color="red" role="alert" my="md">
      <Group justify="space-between" gap="sm">
        <Text size="sm" style={{ flex: '1 1 16rem' }}>
          {sentence} {code && <Code>{code}</Code>}
        </Text>
        {retry && (
          <Button size="xs" variant="default" onClick={retry}>
            {t('fault.retry')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

/** The same for what a query or an act was answered; nothing where the sign-in dialog says it already. */
export function QueryFault({ error, retry }: { error: CombinedError; retry?: () => void }) {
  const code = codeOf(error);
  if (code === 'UNAUTHENTICATED') return null;
  const sentence = code === 'NETWORK' ? t('fault.network') : sentenceOf(error);
  return <Fault sentence={sentence} code={code} retry={retry} />;
}
