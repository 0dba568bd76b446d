/** What the page of preferences asks for, as its parts take it. */
import type { CommunicationQuery } from './preferences.generated.js';

export type Roles = CommunicationQuery['roles'];
