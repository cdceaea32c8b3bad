/** A tracking server answers in a few kilobytes. */
const MAX_BYTES = 1024 * 1024;

/**
 * The text of an answer, which is left as soon as it is longer than a server of this kind writes.
 *
 * @throws Error
 */
export async function readAnswer(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    // Leaving the loop closes the connection.
    if (bytes > MAX_BYTES) throw new Error(`its answer is longer than ${MAX_BYTES} bytes; is it a tracking server?`);
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}
