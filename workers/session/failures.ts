/** What the depths throw, as errors with a name and a sentence. */
import { errorMessage, OutOfMemoryError, PlaygroundError } from '../../src/domain/errors.ts';

/** How engines, tfjs and tensor memory say that there is no more. */
const FULL =
  /out of memory|allocation failed|array buffer allocation|invalid (typed )?array (buffer )?length|memory access out of bounds|max(imum)? ?buffer ?size|maxStorageBufferBindingSize|requested texture size|could not allocate/i;

/** The same error, or an OutOfMemoryError where that is what it means. */
export function named(error: unknown): unknown {
  if (error instanceof PlaygroundError) return error;
  const message = errorMessage(error);
  if (!FULL.test(message)) return error;
  const named = new OutOfMemoryError(
    'There is not enough memory for this network here. Fewer channels or smaller batches need less.',
  );
  named.cause = error;
  return named;
}

/** Settles as `promise` does, with its error named. */
export async function naming<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    throw named(error);
  }
}
