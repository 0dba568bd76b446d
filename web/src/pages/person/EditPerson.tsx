/** Name, roles, language, zone and quiet hours. */
import { NativeSelect, Stack, TextInput } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { useState } from 'react';
import { client, faultOf } from '../../data/client.js';
import { Ask } from '../../parts/Ask.js';
import { ActFault } from '../../parts/Fault.js';
import { isHalf, QuietFields, RoleFields } from '../../parts/person/fields.js';
import { languageChoices, withOwn } from '../../parts/person/languages.js';
import { complain, say } from '../../parts/saved.js';
import { languageName, timeZones } from '../../words/moments.js';
import { t } from '../../words/t.js';
import { ChangePersonDocument, type PersonQuery } from './person.generated.js';
import type { Person } from './types.js';

interface EditProps {
  person: Person;
  data: PersonQuery;
  onClose(): void;
}

export function EditPerson({ person, data, onClose }: EditProps) {
  const [name, setName] = useState(person.name);
  const [roles, setRoles] = useState(person.roles);
  const [locale, setLocale] = useState(person.locale ?? '');
  const [timeZone, setTimeZone] = useState(person.timeZone ?? '');
  const [start, setStart] = useState(person.quietHours?.start ?? '');
  const [end, setEnd] = useState(person.quietHours?.end ?? '');
  const [error, setError] = useState<CombinedError>();
  const save = async () => {
    const quietHours = start && end ? { start, end } : null;
    const input = { id: person.id, name: name.trim(), roles, locale: locale || null, timeZone: timeZone || null };
    const answer = await client.mutation(ChangePersonDocument, { input: { ...input, quietHours } }).toPromise();
    setError(answer.error);
    if (!answer.data) return false;
    const [gap] = answer.data.updateRecipient.coverage ?? [];
    if (gap) complain(gap.message);
    else say(t('preferences.settingsSaved', { name: input.name }));
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
          onChange={(event) => setName(event.currentTarget.value)}
          error={faultOf(error, 'name')}
          autoComplete="off"
          data-autofocus
        />
        <RoleFields label={t('team.roles')} roles={data.roles} chosen={roles} onChosen={setRoles} />
        <NativeSelect
          label={t('person.language')}
          description={t('person.languageAbout')}
          value={locale}
          data={[asBusiness(languageName(business.locale)), ...languageChoices(locale)]}
          onChange={(event) => setLocale(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('person.zone')}
          value={timeZone}
          data={[asBusiness(business.timeZone), ...withOwn(timeZones(), timeZone)]}
          onChange={(event) => setTimeZone(event.currentTarget.value)}
        />
        <QuietFields zone={timeZone || null} start={start} end={end} onStart={setStart} onEnd={setEnd} />
        {error && !faultOf(error, 'name') && <ActFault error={error} />}
      </Stack>
    </Ask>
  );
}
