/**
 * Whether somebody hung up, in the middle of what they sent or before a large answer was sent to them: Node's errors of such a request.
 * Nobody is there to be answered, and nothing is to be mended.
 */
export const isHangUp = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ((error.message === 'aborted' && error.code === 'ECONNRESET') || error.code === 'ERR_STREAM_PREMATURE_CLOSE');
