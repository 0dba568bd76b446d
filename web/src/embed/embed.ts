/** The script that other sites load: it makes two elements known, and nothing else. */
import { TocsinBell } from './bell.js';
import { TocsinPreferences } from './preferences.js';

// A page that loads it twice has it once.
if (!customElements.get('tocsin-bell')) {
  customElements.define('tocsin-bell', TocsinBell);
  customElements.define('tocsin-preferences', TocsinPreferences);
}
