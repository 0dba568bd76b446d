/** Name, and the language and clock of all who chose none of their own. */
import { Button, NativeSelect, Stack, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useMutation } from 'urql';
import { useMayChange } from '../../access.js';
import { faultOf } from '../../data/client.js';
import { type Overtaken, useChanges } from '../../parts/changes.js';
import { ActFault } from '../../parts/Fault.js';
import { LeaveGuard } from '../../parts/LeaveGuard.js';
import { OvertakenNote } from '../../parts/OvertakenNote.js';
import { languageChoices, withOwn } from '../../parts/person/languages.js';
import { say } from '../../parts/saved.js';
import { languageName, timeZones } from '../../words/moments.js';
import { t } from '../../words/t.js';
import { type BusinessSettingsFragment, UpdateBusinessDocument } from './business.generated.js';

export function Settings({ business }: { business: BusinessSettingsFragment }) {
  const { name: ownName, locale: ownLocale, timeZone: ownZone } = business;
  const draft = useChanges({ name: ownName, locale: ownLocale, timeZone: ownZone });
  const { values, changed, dirty, change, drop } = draft;
  const { name, locale, timeZone } = values;
  const [{ fetching, error }, update] = useMutation(UpdateBusinessDocument);
  const mayChange = useMayChange();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { data } = await update({ input: { ...changed, ...(changed.name && { name: name.trim() }) } });
    if (!data) return;
    drop(values);
    say(t('business.saved'));
  };
  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      <LeaveGuard dirty={dirty} what={t('leave.lost')} />
      <Stack maw={480}>
        <TextInput
          label={t('business.name')}
          value={name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={faultOf(error, 'name')}
          disabled={!mayChange}
          autoComplete="off"
        />
        <NativeSelect
          label={t('person.language')}
          value={locale}
          data={languageChoices(business.locale)}
          onChange={(event) => change({ locale: event.currentTarget.value })}
          disabled={!mayChange}
        />
        <NativeSelect
          label={t('person.zone')}
          value={timeZone}
          data={withOwn(timeZones(), business.timeZone)}
          onChange={(event) => change({ timeZone: event.currentTarget.value })}
          disabled={!mayChange}
        />
        {error && !faultOf(error, 'name') && <ActFault error={error} />}
        <OvertakenNote theirs={draft.overtaken.map(theirsOfBusiness)} onTake={draft.take} />
        <Button
          type="submit"
          loading={fetching}
          disabled={!mayChange || !dirty || !name.trim()}
          title={mayChange ? undefined : t('access.adminOnly')}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('save')}
        </Button>
      </Stack>
    </form>
  );
}

function theirsOfBusiness({ key, saved }: Overtaken<{ name: string; locale: string; timeZone: string }>) {
  const label = { name: t('business.name'), locale: t('person.language'), timeZone: t('person.zone') }[key];
  return { label, value: key === 'locale' ? languageName(saved) : saved };
}
