/** The dispute as its page asks for it. */
import type { DisputeQuery } from './dispute.generated.js';

export type FullDispute = Extract<DisputeQuery['node'], { title: string }>;
/** Of roles and channels, in the reader's words. */
export type Names = Pick<DisputeQuery, 'roles' | 'channels'>;
