/** In the place of a page that is not for who looks. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Empty } from '../parts/Empty.js';
import { t } from '../words/t.js';

export function NotYours() {
  const home = (
    <Anchor component={Link} to="/">
      {t('notFound.home')}
    </Anchor>
  );
  return <Empty icon="shield" title={t('notYours.title')} why={t('notYours.why')} next={home} />;
}
