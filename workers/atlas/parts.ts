/** Work in parts on this thread, with the worker's messages heard between them. */
import type { InParts } from '../../src/domain/atlas/host.ts';
import { nextTask } from '../session/yielding.ts';

/** All parts. */
export async function allParts<T>(work: InParts<T>): Promise<T> {
  for (;;) {
    const part = work.next();
    if (part.done === true) return part.value;
    await nextTask();
  }
}

/** All parts, or null as soon as the work is no longer wanted. */
export async function whileWanted<T>(work: InParts<T>, wanted: () => Promise<boolean>): Promise<T | null> {
  for (;;) {
    const part = work.next();
    if (part.done === true) return part.value;
    await nextTask();
    if (!(await wanted())) return null;
  }
}
