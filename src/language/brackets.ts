/**
 * Brackets and quotation marks, each at the place of the one that closes it. The finder of bunsetsu has lists of its
 * own, those that its parser was trained with.
 */
export const OPENING = '「『（(【〈《〔“‘［[｛{';
export const CLOSING = '」』）)】〉》〕”’］]｝}';
