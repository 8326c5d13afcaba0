/**
 * The 32-bit PCG hash of Jarzynski & Olano, "Hash Functions for GPU Rendering" (2020): a fixed permutation of the
 * unsigned 32-bit integers that WGSL, GLSL and TypeScript compute alike, bit for bit. Key it with a counter to get
 * random numbers that don't depend on the order in which they are asked for.
 */
export function pcg(k: number): number {
  const s = (Math.imul(k, 747796405) + 2891336453) >>> 0;
  const w = Math.imul((s >>> ((s >>> 28) + 4)) ^ s, 277803737) >>> 0;
  return ((w >>> 22) ^ w) >>> 0;
}
