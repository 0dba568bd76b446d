/** Name, roles, language, zone and quiet hours. */
import { NativeSelect, Stack, TextInput } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { useState } from 'react';
import { client, faultOf } from '../../data/client.js';
import { Ask } from '../../parts/Ask.js';
import { type Overtaken, useChanges } from '../../parts/changes.js';
import { ActFault } from '../../parts/Fault.js';
import { OvertakenNote } from '../../parts/OvertakenNote.js';
import { isHalf, QuietFields, RoleFields } from '../../parts/person/fields.js';
import { languageChoices, withOwn } from '../../parts/person/languages.js';
import { complain, say } from '../../parts/saved.js';
import { languageName, list, timeZones } from '../../words/moments.js';
import { t } from '../../words/t.js';
import { ChangePersonDocument, type PersonQuery } from './person.generated.js';
import type { Person } from './types.js';

interface EditProps {
  person: Person;
  data: PersonQuery;
  onClose(): void;
}

export function EditPerson({ person, data, onClose }: EditProps) {
  const { values, changed, overtaken, change, take } = useChanges(personSaved(person));
  const { name, roles, locale, timeZone, start, end } = values;
  const [error, setError] = useState<CombinedError>();
  const save = async () => {
    const input = { id: person.id, ...inputOf(changed, values) };
    const answer = await client.mutation(ChangePersonDocument, { input }).toPromise();
    setError(answer.error);
    if (!answer.data) return false;
    const [gap] = answer.data.updateRecipient.coverage ?? [];
    if (gap) complain(gap.message);
    else say(t('preferences.settingsSaved', { name: name.trim() }));
    return true;
  };
  const { business } = data;
  const asBusiness = (value: string) => ({ value: '', label: t('person.asBusiness', { value }) });
  return (
    <Ask
      title={t('person.edit')}
      act={t('save')}
      onAct={save}
      onClose={onClose}
      disabled={!name.trim() || isHalf(start, end)}
    >
      <Stack>
        <TextInput
          label={t('team.name')}
          value={name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={faultOf(error, 'name')}
          autoComplete="off"
          data-autofocus
        />
        <RoleFields
          label={t('team.roles')}
          roles={data.roles}
          chosen={roles}
          onChosen={(chosen) => change({ roles: chosen })}
        />
        <NativeSelect
          label={t('person.language')}
          description={t('person.languageAbout')}
          value={locale}
          data={[asBusiness(languageName(business.locale)), ...languageChoices(locale)]}
          onChange={(event) => change({ locale: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('person.zone')}
          value={timeZone}
          data={[asBusiness(business.timeZone), ...withOwn(timeZones(), timeZone)]}
          onChange={(event) => change({ timeZone: event.currentTarget.value })}
        />
        <QuietFields zone={timeZone || null} start={start} end={end} onChange={change} />
        {error && !faultOf(error, 'name') && <ActFault error={error} />}
        <OvertakenNote theirs={overtaken.map((one) => theirsOfPerson(one, data))} onTake={take} />
      </Stack>
    </Ask>
  );
}

type Values = ReturnType<typeof personSaved>;

const personSaved = ({ name, roles, locale, timeZone, quietHours }: Person) => ({
  name,
  roles,
  locale: locale ?? '',
  timeZone: timeZone ?? '',
  start: quietHours?.start ?? '',
  end: quietHours?.end ?? '',
});

/** What changed, as the API takes it: empty is the business's, and quiet hours are one thing. */
function inputOf(changed: Partial<Values>, { start, end }: Values) {
  const { name, roles, locale, timeZone } = changed;
  return {
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(roles === undefined ? {} : { roles }),
    ...(locale === undefined ? {} : { locale: locale || null }),
    ...(timeZone === undefined ? {} : { timeZone: timeZone || null }),
    ...('start' in changed || 'end' in changed ? { quietHours: start && end ? { start, end } : null } : {}),
  };
}

function theirsOfPerson({ key, saved }: Overtaken<Values>, { roles }: PersonQuery) {
  const label = {
    name: t('team.name'),
    roles: t('team.roles'),
    locale: t('person.language'),
    timeZone: t('person.zone'),
    start: t('preferences.quietFrom'),
    end: t('preferences.quietTo'),
  }[key];
  if (key === 'roles')
    return { label, value: list(roles.filter(({ role }) => saved.includes(role)).map((one) => one.label)) };
  return { label, value: key === 'locale' && saved ? languageName(saved) : saved };
}
