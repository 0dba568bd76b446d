import type { Viewer } from '../../core/access/viewer.js';
import type { Formatter } from '../../i18n/formatter.js';
import type { Loaders } from './loaders.js';

/**
 * What the fields of objects are answered with, the third argument of their methods. They take no decorated parameters: Nest then calls
 * them as they are, so that what is there at once is no promise, and neither is the object around it (docs/decisions/0031).
 */
export interface FieldContext {
  /** The one who asks. */
  viewer: Viewer;
  /** The batching look-ups of this request. */
  loaders: Loaders;
  formatter: Formatter;
}
