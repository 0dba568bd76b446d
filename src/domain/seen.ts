/**
 * A character that can be seen. Unicode calls some of those that cannot a letter (the fillers of Hangul), a mark or a sign (the empty
 * pattern of Braille).
 */
export const SEEN = /[^\p{Z}\p{Cc}\p{Cf}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u;
