/** What every backend answers: is it here, and can it be opened. One file a backend; `backends.ts` is the table of them. */
import type { Backend } from '../../src/domain/run/run.ts';

/** What can be seen of a device without opening it, and without loading a tensor library. */
export type Sighting =
  | { readonly present: true; readonly adapter: string; readonly software: boolean; readonly half?: boolean }
  /** `note` is a sentence: what is missing. */
  | { readonly present: false; readonly note: string };

/** Hears what happens to an open device. */
export interface DeviceWatch {
  /** The device is gone, or has refused a command: what is computed from now on means nothing. */
  failed(error: Error): void;
}

export interface BackendKind {
  readonly backend: Backend;
  /** As people call it. */
  readonly label: string;
  look(): Promise<Sighting>;
  /** The adapter's name where only an open device knows it, and null before it is open. */
  adapter?(): string | null;
  /** Loads the backend, makes it tfjs's current one, and watches over it. Rejects with a reason in words. */
  open(watch: DeviceWatch): Promise<void>;
}
