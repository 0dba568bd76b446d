/** Why a text that a business wrote cannot be saved, or will read badly: parameters of the reasons (reasons.ts). */

type None = Record<string, never>;

/** `argument`: with its braces. */
export interface TemplateReasons {
  TEMPLATE_EMPTY: None;
  TEMPLATE_TOO_LONG: { asked: number; most: number };
  TEMPLATE_CONTROL_CHARACTERS: None;
  TEMPLATE_SUBJECT_LINES: None;
  TEMPLATE_HTML: { text: string };
  TEMPLATE_ARGUMENT_UNKNOWN: { argument: string; known: string };
  TEMPLATE_FORMAT: { argument: string };
  TEMPLATE_PLURAL: { argument: string };
  TEMPLATE_UNGUARDED: { name: string; argument: string; example: string };
  ICU_NAME_MISSING: None;
  ICU_BRACE_OPEN: None;
  ICU_NO_SUCH_FORMAT: None;
  ICU_NAME_SHAPE: None;
  ICU_OTHER_MISSING: { example: string };
  ICU_BRANCHES_MISSING: { example: string };
  ICU_INVALID: { error: string };
  TEMPLATE_LOCALE_UNKNOWN: { text: string; known: string };
  TEMPLATE_OF_ANOTHER_TYPE: { read: string; type: string };
  TEMPLATE_NOT_FILLED: { error: string };
  MARKDOWN_TOO_DEEP: { most: number };
  MARKDOWN_LINK: { text: string };
}
