import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Empty } from '../parts/Empty.js';
import { t } from '../words/t.js';

export function NotFound() {
  const home = (
    <Anchor component={Link} to="/">
      {t('notFound.home')}
    </Anchor>
  );
  return <Empty icon="search" title={t('notFound.title')} why={t('notFound.why')} next={home} />;
}
