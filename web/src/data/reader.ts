import { timeZone } from '../words/moments.js';
import { region } from '../words/t.js';

/** In whose language and zone the server speaks: headers of a request, and what a socket says as it connects. */
export const reader = (): Record<string, string> => ({ 'accept-language': region, 'time-zone': timeZone() });
