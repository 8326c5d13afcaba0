/** Names of adapters that are emulated on the processor. */
const EMULATORS =
  /swiftshader|llvmpipe|lavapipe|softpipe|\bwarp\b|basic render|software (rasterizer|adapter)|mesa offscreen/i;

/** Whether an adapter's name says that it is emulated. */
export function isSoftwareName(name: string): boolean {
  return EMULATORS.test(name);
}
