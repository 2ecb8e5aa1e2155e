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

/** The first line of another's sentence, as it stands within one of ours. */
export function lowercase(text: string): string {
  const line = text.split('\n')[0] ?? text;
  return (line.charAt(0).toLowerCase() + line.slice(1)).replace(/\.$/, '');
}
