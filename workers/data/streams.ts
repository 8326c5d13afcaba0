/** What byte streams need everywhere. */

/** The chunks of a stream, which is cancelled where the loop is left early. Safari's streams are not iterable themselves. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    // Of a stream that has ended or failed, this is a no-op.
    reader.cancel().catch(() => undefined);
  }
}

/** The chunks in one piece of `length` bytes. */
export function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
