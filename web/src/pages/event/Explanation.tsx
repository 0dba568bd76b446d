/** Why somebody is told or not: each rule in its order, and the one that it rests on. */
import { Box, Group, Stack, Text } from '@mantine/core';
import { DecisionBadge } from '../../parts/DecisionBadge.js';
import { Moment } from '../../parts/Moment.js';
import { DOT, t } from '../../words/t.js';
import type { ExplanationPartsFragment } from './event.generated.js';

export function Explanation({ explanation }: { explanation: ExplanationPartsFragment }) {
  const { decision, reason, steps } = explanation;
  return (
    <Stack gap="sm">
      <Group gap="xs" align="flex-start">
        <DecisionBadge decision={decision} />
        <Text fw={550} className="sentence" flex="1 1 14rem">
          {reason}
        </Text>
      </Group>
      <Box component="ol" m={0} p={0} className="rules">
        {steps.map((step) => (
          <li key={step.rule} data-decided={step.decided || undefined}>
            <Text size="sm" className="sentence" fw={step.decided ? 600 : 400} c={step.decided ? undefined : 'dimmed'}>
              {step.detail}
            </Text>
            <Text size="xs" c="dimmed">
              {step.decided && `${t('explanation.decided')} `}
              {step.changedBy && t('explanation.by', { who: step.changedBy })}
              {step.changedBy && step.changedAt && DOT}
              {step.changedAt && <Moment at={step.changedAt} both />}
            </Text>
          </li>
        ))}
      </Box>
    </Stack>
  );
}
