/** The build turns such an import into the address of the file in the package. */
declare module '*?url' {
  const address: string;
  export default address;
}
