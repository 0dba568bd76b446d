/** Where sentences of parts/saved.tsx are shown. Above dialogs (200), below menus (300): who opens one at the foot of the window wants to read it. */
import { Notifications } from '@mantine/notifications';

export default function Sayings() {
  return <Notifications position="bottom-right" limit={3} zIndex={250} />;
}
