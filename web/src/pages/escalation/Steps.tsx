/** The steps as numbered sentences, in the order of time. */
import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { Icon } from '../../parts/Icon.js';
import { labelled, t } from '../../words/t.js';
import { type Names, tellsText, whenText } from './sentences.js';
import { MOST_REMINDERS, type Step } from './steps.js';

interface StepsProps {
  steps: readonly Step[];
  names: Names;
  mayChange: boolean;
  onEdit(step: Step): void;
  onRemove(id: string): void;
  onAdd(): void;
}

export function Steps({ steps, names, mayChange, onEdit, onRemove, onAdd }: StepsProps) {
  const reminders = steps.filter(({ before }) => typeof before === 'number').length;
  const full = reminders >= MOST_REMINDERS;
  const why = mayChange ? undefined : t('access.adminOnly');
  return (
    <>
      <ol className="rows" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {steps.map((step, index) => (
          <li key={step.id}>
            <Group wrap="nowrap" gap="sm" py="xs" align="flex-start">
              <Text component="span" fw={700} c="dimmed" w={20} ta="end" style={{ flex: 'none' }} aria-hidden="true">
                {index + 1}
              </Text>
              <Text size="sm" style={{ flex: 1 }}>
                <strong>{labelled(whenText(step), '')}</strong>
                {tellsText(step, names)}
              </Text>
              {mayChange && (
                <Group gap={4} wrap="nowrap">
                  <Act
                    icon="pencil"
                    label={t('escalation.edit', { step: whenText(step) })}
                    onAct={() => onEdit(step)}
                  />
                  {/* Somebody is told at once, always. */}
                  {step.before !== 'OPENING' && (
                    <Act
                      icon="trash"
                      label={t('escalation.remove', { step: whenText(step) })}
                      onAct={() => onRemove(step.id)}
                    />
                  )}
                </Group>
              )}
            </Group>
          </li>
        ))}
      </ol>
      <Button
        variant="default"
        size="sm"
        mt="xs"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<Icon name="plus" size={16} />}
        onClick={onAdd}
        disabled={!mayChange || full}
        title={why ?? (full ? t('escalation.full', { most: MOST_REMINDERS }) : undefined)}
      >
        {t('escalation.add')}
      </Button>
    </>
  );
}

function Act({ icon, label, onAct }: { icon: string; label: string; onAct(): void }) {
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} title={label} onClick={onAct}>
      <Icon name={icon} size={18} />
    </ActionIcon>
  );
}
