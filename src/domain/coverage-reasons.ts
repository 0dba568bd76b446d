/** Why a critical alert reaches too few: parameters of the reasons (reasons.ts) of coverage. */

/** `eventType`: a key of the catalogue; `ways`: keys of the channel registry. Both are read as their names. */
export interface CoverageReasons {
  COVERAGE_NOBODY: { eventType: string };
  /** `ways`: by which it would be sent, if the installation had a carrier for them. */
  COVERAGE_NO_CARRIER: { eventType: string; ways: readonly string[] };
  COVERAGE_NO_PERSON: { eventType: string; ways: readonly string[] };
  COVERAGE_ONE_PERSON: { eventType: string; ways: readonly string[] };
}
