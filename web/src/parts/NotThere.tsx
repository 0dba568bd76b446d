/** In the place of what an address leads to and that is not there, or not for who looks: why, and where to go on. */
import { useContext } from 'react';
import { isFor, ViewerContext } from '../access.js';
import { PAGES } from '../pages.js';
import { t } from '../words/t.js';
import { Empty } from './Empty.js';
import { ToPage } from './ToPage.js';

interface NotThereProps {
  icon: string;
  title: string;
  why: string;
  /** The page that lists what there is of the kind; left out, or not for who looks: the overview. */
  list?: 'disputes' | 'events' | 'integrations' | 'team';
}

export function NotThere({ icon, title, why, list }: NotThereProps) {
  const viewer = useContext(ViewerContext);
  const page = PAGES.find(({ name }) => name === list);
  const next =
    page && list && isFor(page, viewer) ? (
      <ToPage path={page.path} label={t(`page.${list}`)} />
    ) : (
      <ToPage path="/" label={t('notFound.home')} />
    );
  return <Empty icon={icon} title={title} why={why} next={next} />;
}
