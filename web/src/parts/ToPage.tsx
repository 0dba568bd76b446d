/** The way to a page where what is missing is made. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';

export function ToPage({ path, label }: { path: string; label: string }) {
  return (
    <Button component={Link} to={path} variant="default">
      {label}
    </Button>
  );
}
