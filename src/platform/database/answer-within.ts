/** Who waits for PostgreSQL has limits of its own, shorter than those of connections and statements. */

/** PostgreSQL has not answered in time; what was asked of it may still come to pass. */
export class NoAnswerInTime extends Error {
  constructor() {
    super('PostgreSQL did not answer in time.');
  }
}

/** What `work` comes to within so many milliseconds. @throws NoAnswerInTime; `work` goes on all the same. */
export function answerWithin<Answer>(limitMs: number, work: Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NoAnswerInTime()), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
