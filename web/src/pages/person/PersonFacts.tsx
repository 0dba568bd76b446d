/** What they are for, and when. */
import { Stack, Text } from '@mantine/core';
import { Panel } from '../../parts/Panel.js';
import { languageName } from '../../words/moments.js';
import { DOT, t } from '../../words/t.js';
import type { PersonQuery } from './person.generated.js';
import type { Person } from './types.js';

export function PersonFacts({ person, data }: { person: Person; data: PersonQuery }) {
  const { quietHours, timeZone, locale } = person;
  const { business } = data;
  const held = data.roles.filter(({ role }) => person.roles.includes(role));
  return (
    <Panel title={t('preferences.settings')}>
      <Stack gap="sm">
        {held.map(({ role, label, description }) => (
          <Text key={role} size="sm">
            <b>{label}</b>
            {DOT}
            {description}
          </Text>
        ))}
        {held.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('person.noRoleWhy')}
          </Text>
        )}
        <dl className="facts">
          <PersonFact
            label={t('person.quiet')}
            value={quietHours ? t('team.quiet', quietHours) : t('person.noQuiet')}
          />
          <PersonFact
            label={t('person.zone')}
            value={timeZone ?? t('person.asBusiness', { value: business.timeZone })}
          />
          <PersonFact
            label={t('person.language')}
            value={locale ? languageName(locale) : t('person.asBusiness', { value: languageName(business.locale) })}
          />
        </dl>
      </Stack>
    </Panel>
  );
}

function PersonFact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <Text component="dd" size="sm">
        {value}
      </Text>
    </div>
  );
}
