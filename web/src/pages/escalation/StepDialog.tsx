/** One step: when, whom, by what. */
import { Box, Checkbox, Group, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Ask } from '../../parts/Ask.js';
import { t } from '../../words/t.js';
import { type Names, whenText } from './sentences.js';
import { largestUnit, minutesOf, type Step, UNIT_NAMES, type Unit } from './steps.js';

interface DialogProps {
  step: Step;
  names: Names;
  /** Minutes that other steps have. */
  taken: readonly number[];
  onStep(step: Step): void;
  onClose(): void;
}

type Role = Step['roles'][number];
type Channel = Step['channels'][number];

export function StepDialog({ step, names, taken, onStep, onClose }: DialogProps) {
  const [before, setBefore] = useState<number | null>(typeof step.before === 'number' ? step.before : null);
  const [roles, setRoles] = useState<Role[]>(step.roles);
  const [channels, setChannels] = useState<Channel[]>(step.channels);
  const timed = typeof step.before === 'number';
  const double = before !== null && taken.includes(before);
  const done = () => {
    onStep({ ...step, before: timed ? (before ?? step.before) : step.before, roles, channels });
    return Promise.resolve(true);
  };
  return (
    <Ask
      title={timed ? t('escalation.step') : whenText(step)}
      act={t('escalation.take')}
      onAct={done}
      onClose={onClose}
      disabled={(timed && !before) || double || roles.length === 0 || channels.length === 0}
    >
      <Stack>
        {timed && (
          <TimeField
            label={t('escalation.beforeDeadline')}
            minutes={before}
            onMinutes={setBefore}
            fault={double ? t('escalation.sameTime') : null}
          />
        )}
        <Checkbox.Group
          label={t('escalation.whom')}
          description={t('escalation.whomAbout')}
          value={roles}
          onChange={(chosen) => setRoles(names.roles.map(({ role }) => role).filter((role) => chosen.includes(role)))}
        >
          <Group gap="sm" mt={6}>
            {names.roles.map(({ role, label }) => (
              <Checkbox key={role} value={role} label={label} />
            ))}
          </Group>
        </Checkbox.Group>
        <Checkbox.Group
          label={t('escalation.byWhat')}
          description={t('escalation.byWhatAbout')}
          value={channels}
          onChange={(chosen) =>
            setChannels(names.channels.map(({ channel }) => channel).filter((channel) => chosen.includes(channel)))
          }
        >
          <Group gap="sm" mt={6}>
            {names.channels.map(({ channel, label }) => (
              <Checkbox key={channel} value={channel} label={label} />
            ))}
          </Group>
        </Checkbox.Group>
        {(roles.length === 0 || channels.length === 0) && (
          <Text size="sm" c="dimmed" role="status">
            {t('escalation.tellsNobody')}
          </Text>
        )}
      </Stack>
    </Ask>
  );
}

interface TimeProps {
  label: string;
  description?: string;
  /** Null: nothing usable is entered. */
  minutes: number | null;
  onMinutes(minutes: number | null): void;
  fault?: string | null;
  disabled?: boolean;
}

/** A number and its unit. */
export function TimeField({ label, description, minutes, onMinutes, fault, disabled }: TimeProps) {
  const [unit, setUnit] = useState<Unit>(() => largestUnit(minutes ?? 1).unit);
  const [count, setCount] = useState<number | ''>(() => (minutes ? largestUnit(minutes).count : ''));
  const put = (value: number | '', of: Unit) => {
    setCount(value);
    setUnit(of);
    onMinutes(value === '' ? null : minutesOf(value, of));
  };
  const units = (
    <Select
      aria-label={t('escalation.unit')}
      value={unit}
      onChange={(value) => put(count, (value ?? unit) as Unit)}
      data={UNIT_NAMES.map((name) => ({ value: name, label: t(`escalation.unit.${name}`) }))}
      allowDeselect={false}
      disabled={disabled}
      w={140}
    />
  );
  return (
    <NumberInput
      label={label}
      description={description}
      value={count}
      onChange={(value) => put(typeof value === 'number' ? value : '', unit)}
      min={1}
      max={9_999}
      allowDecimal={false}
      error={fault ?? (minutes === null && t('escalation.unfitTime'))}
      disabled={disabled}
      hideControls
      // In one line with it, whatever stands above and below: what keeps a field from these is kept by the line.
      styles={{ wrapper: { margin: 0 } }}
      inputContainer={(input) => (
        <Group gap="xs" wrap="nowrap" mt={description ? 4 : 0} mb={4}>
          <Box flex={1}>{input}</Box>
          {units}
        </Group>
      )}
    />
  );
}
