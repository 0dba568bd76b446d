declare module 'virtual:words' {
  /** One loader for each locale: BCP 47 -> its texts. */
  export const WORDS: Record<string, () => Promise<{ default: Record<string, string> }>>;
}
