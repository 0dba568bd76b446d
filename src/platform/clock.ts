/** The real time and real chance. The processes pass them on; whatever decides by them gets them with its dependencies. */

export const systemTime = (): Date => new Date();

export const systemRandom = (): number => Math.random();

/** A moment by the clock of this machine, as gRPC reads a deadline; milliseconds since 1970. */
export const deadlineAfter = (ms: number): number => Date.now() + ms;
