/** The notification centre as a page: for phones, and for a link to it. */
import { Paper } from '@mantine/core';
import { useViewer } from '../../access.js';
import { refetchAll } from '../../data/client.js';
import { useFilters } from '../../parts/filters.js';
import { Page } from '../../parts/Page.js';
import NotificationCentre from '../../shell/NotificationCentre.js';
import { t } from '../../words/t.js';

export default function InboxPage() {
  const own = useViewer().recipient !== null;
  const [{ read }] = useFilters(['read']);
  return (
    <Page title={t('page.inbox')} about={t(own ? 'bell.about' : 'bell.aboutTeam')}>
      <Paper withBorder maw={720}>
        <NotificationCentre key={read} onGone={() => undefined} changed={refetchAll} asks={read === 'ask'} />
      </Paper>
    </Page>
  );
}
