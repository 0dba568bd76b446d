/** Whether somebody hung up in the middle of what they sent: Node's error of such a request. Nobody is there to be answered, and nothing is to be mended. */
export const isHangUp = (error: unknown): boolean =>
  error instanceof Error && error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET';
