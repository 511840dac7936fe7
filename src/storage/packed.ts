/** A text in gzip, as base64: for a storage that takes nothing but JSON and not much of it. */
export async function pack(text: string): Promise<string> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  let binary = '';
  // As many arguments as every browser takes.
  for (let i = 0; i < bytes.length; i += 10_000) binary += String.fromCharCode(...bytes.subarray(i, i + 10_000));
  return btoa(binary);
}

/** What `pack` made of a text, as that text. Rejects for anything else. */
export async function unpack(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}
