/** The build turns such an import into the address of the file in the package. */
declare module '*?url' {
  const address: string;
  export default address;
}
/**
 * The build turns such an import into the text of the style sheet, with what it imports itself: a shadow root wants the
 * text.
 */
declare module '*.css?inline' {
  const text: string;
  export default text;
}
