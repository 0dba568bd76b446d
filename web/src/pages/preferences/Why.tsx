/** The rules that were asked, in their order, with the one that decides and who set it when. */
import { Badge, Group, Paper, Text } from '@mantine/core';
import { useQuery } from 'urql';
import { QueryFault } from '../../parts/Fault.js';
import { Loading } from '../../parts/Loading.js';
import { Moment } from '../../parts/Moment.js';
import { DOT, t } from '../../words/t.js';
import { ExplainPreferenceDocument } from './preferences.generated.js';

export function Why({ destinationId, eventType }: { destinationId: string; eventType: string }) {
  const [{ data, error }] = useQuery({
    query: ExplainPreferenceDocument,
    variables: { input: { destinationId, eventType } },
    requestPolicy: 'network-only',
  });
  if (error && !data) return <QueryFault error={error} />;
  if (!data) return <Loading rows={1} height={96} />;
  const { reason, steps } = data.explainPreference;
  return (
    <Paper withBorder p="sm" mt="xs" role="status">
      <Text size="sm" fw={600} className="sentence">
        {reason}
      </Text>
      <ol className="steps">
        {steps.map(({ rule, detail, decided, changedBy, changedAt }) => (
          <li key={rule} data-decided={decided || undefined}>
            <Group gap={6}>
              <Text size="xs" className="sentence" fw={decided ? 650 : 400} c={decided ? undefined : 'dimmed'}>
                {detail}
              </Text>
              {decided && (
                <Badge size="xs" variant="light">
                  {t('preferences.decides')}
                </Badge>
              )}
            </Group>
            {changedBy && (
              <Text size="xs" c="dimmed">
                {changedBy}
                {changedAt && DOT}
                {changedAt && <Moment at={changedAt} />}
              </Text>
            )}
          </li>
        ))}
      </ol>
    </Paper>
  );
}
