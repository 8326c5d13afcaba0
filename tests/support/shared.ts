/**
 * Reference numbers that lie beside the repository in ../shared, where a checkout has that folder; they may not be copied in here.
 * The test server shows them under /shared-reference/. A test that needs them calls `skipWithoutShared(this)` first.
 */

const prefix = '/shared-reference/';
let available: Promise<boolean> | undefined;

async function fetchShared(path: string): Promise<Response> {
  const response = await fetch(prefix + path);
  if (!response.ok) throw new Error(`expected ../shared/${path}, got HTTP ${String(response.status)}`);
  return response;
}

/** Whether the reference folder stands beside this checkout. */
export function sharedAvailable(): Promise<boolean> {
  available ??= fetch(`${prefix}reference/README.md`, { method: 'HEAD' }).then((response) => response.ok);
  return available;
}

/** A JSON file of the reference folder, as whatever the caller knows it to be; `path` as in `reference/activations.json`. */
export async function sharedJson(path: string): Promise<unknown> {
  return (await fetchShared(path)).json();
}

/** A file of the reference folder, byte for byte (`.gz` stays packed). */
export async function sharedBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await fetchShared(path)).arrayBuffer());
}

/** Skips the running test, or all of a suite when called in its `before`, where the reference folder is missing. */
export async function skipWithoutShared(context: Mocha.Context): Promise<void> {
  if (await sharedAvailable()) return;
  console.log('skipped: the reference folder ../shared is not here');
  context.skip();
}
