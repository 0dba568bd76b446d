declare module 'virtual:words' {
  /** One loader for each locale: BCP 47 -> its texts. */
  export const WORDS: Record<string, () => Promise<{ default: Record<string, string> }>>;
}

declare module 'virtual:embed-words' {
  /** BCP 47 -> its texts. */
  export const TEXTS: Record<string, Record<string, string>>;
}
