/** Characters that are not seen, or that turn the text around them: controls, marks of direction, and the like. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A text of others as one line that shows what is in it. */
export const showUnseen = (text: string): string =>
  text.replace(/\s*[\r\n\u2028\u2029]\s*/g, ' ').replace(UNSEEN, '\ufffd');
