/**
 * Loads a package by its name where it is needed: what most processes never use would be a tenth of the start of each. What comes
 * has no type; whoever asks names that of the package.
 */
import { createRequire } from 'node:module';

export const loadLate = createRequire(import.meta.url);
