/** The way to the page that says what an event would do. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { t } from '../words/t.js';
import { Icon } from './Icon.js';

/** @param props.type of the event; undefined: to be chosen there */
export function WhatIf({ type }: { type?: string | undefined }) {
  return (
    <Button
      variant="default"
      leftSection={<Icon name="question" size={16} />}
      renderRoot={(props) => <Link to="/what-if" search={{ type }} {...props} />}
    >
      {t('page.whatif')}
    </Button>
  );
}
