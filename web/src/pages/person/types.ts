/** The person as their page asks for them. */
import type { PersonQuery } from './person.generated.js';

export type Person = Extract<PersonQuery['node'], { name: string; destinations: unknown }>;
