/** The text of a UTF-8 file; undefined for other encodings. */
export function decodeUtf8(bytes: Buffer): string | undefined {
  // UTF-16 and binary files are full of zero bytes; text has none.
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}
