/** For how many days the bodies of events are kept. */
import { Button, Group, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useMutation } from 'urql';
import { useMayChange } from '../../access.js';
import { sentenceOf } from '../../data/client.js';
import { useChanges } from '../../parts/changes.js';
import { LeaveGuard } from '../../parts/LeaveGuard.js';
import { OvertakenNote } from '../../parts/OvertakenNote.js';
import { say } from '../../parts/saved.js';
import { t } from '../../words/t.js';
import { SetRetentionDocument } from './business.generated.js';

export function Retention({ days }: { days: number }) {
  const { values, dirty, overtaken, change, take, drop } = useChanges({ text: String(days) });
  const { text } = values;
  const [{ fetching, error }, keep] = useMutation(SetRetentionDocument);
  const mayChange = useMayChange();
  const why = mayChange ? undefined : t('access.adminOnly');
  const wanted = /^\d+$/.test(text.trim()) ? Number(text) : null;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { data } = await keep({ input: { payloadDays: wanted } });
    if (!data) return;
    drop(values);
    say(t('business.saved'));
  };
  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      <LeaveGuard dirty={dirty} what={t('leave.lost')} />
      <Group align="flex-start">
        <TextInput
          label={t('business.days')}
          inputMode="numeric"
          value={text}
          onChange={(event) => change({ text: event.currentTarget.value })}
          error={error && sentenceOf(error)}
          disabled={!mayChange}
          title={why}
        />
        <Button
          type="submit"
          mt={25}
          loading={fetching}
          disabled={!mayChange || wanted === null || wanted === days}
          title={why}
        >
          {t('save')}
        </Button>
      </Group>
      <OvertakenNote
        theirs={overtaken.map(({ saved }) => ({ label: t('business.days'), value: saved }))}
        onTake={take}
      />
    </form>
  );
}
