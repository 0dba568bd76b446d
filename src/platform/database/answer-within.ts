/** Who waits for PostgreSQL has limits of its own, shorter than those of connections and statements. */

/** PostgreSQL has not answered in time; what was asked of it may still come to pass. */
export class NoAnswerInTime extends Error {
  constructor() {
    super('PostgreSQL did not answer in time.');
  }
}

/** What `work` comes to before `limit` aborts. @throws NoAnswerInTime; `work` goes on all the same. */
export function answerWithin<Answer>(limit: AbortSignal, work: Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new NoAnswerInTime());
    if (limit.aborted) giveUp();
    limit.addEventListener('abort', giveUp);
    work.then(resolve, reject).finally(() => limit.removeEventListener('abort', giveUp));
  });
}
