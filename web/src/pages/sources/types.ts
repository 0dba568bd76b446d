/** What the page of sources asks for, as its parts take it. */
import type { SourcesQuery } from './sources.generated.js';

export type Kind = SourcesQuery['sourceKinds'][number];
