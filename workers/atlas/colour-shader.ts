/**
 * Two shaders between the drawn values and the screen.
 *
 * `SUMMARY_SHADER`: lowest and highest finite value and mean of each image. A workgroup of 64 an image; each thread takes every 64th pixel, the
 * first one merges. `COLOUR_SHADER`: draws tiles, one instance each; a fragment looks its value up, colours it between the tile's range, hatches
 * what is dead, and draws the contour where the value changes sign towards the right or the lower neighbour.
 */
import {
  COLOUR_STOPS,
  HATCH,
  HATCH_PERIOD,
  HATCH_WIDTH,
  NOT_A_NUMBER,
  type Rgb,
} from '../../src/domain/atlas/colours.ts';

export const SUMMARY_SHADER = `
@group(0) @binding(0) var<storage, read_write> summaries: array<vec4f>;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<uniform> sizes: vec4u;
var<workgroup> found: array<vec4f, 64>;
const LARGEST = 3.4028234e38;
// By its bits: compilers may assume that numbers are finite.
fn finite(value: f32) -> bool { return (bitcast<u32>(value) & 0x7f800000u) != 0x7f800000u; }
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) image: vec3u, @builtin(local_invocation_index) lane: u32) {
  var low = LARGEST;
  var high = -LARGEST;
  var sum = 0.0;
  for (var i = lane; i < sizes.x; i += 64u) {
    let value = values[image.x * sizes.x + i];
    if (finite(value)) { low = min(low, value); high = max(high, value); sum += value; }
  }
  found[lane] = vec4f(low, high, sum, 0.0);
  workgroupBarrier();
  if (lane == 0u) {
    for (var i = 1u; i < 64u; i++) { low = min(low, found[i].x); high = max(high, found[i].y); sum += found[i].z; }
    summaries[image.x] = select(vec4f(low, high, sum / f32(sizes.x), 0.0), vec4f(0), low > high);
  }
}`;

const colour = (rgb: Rgb): string => `vec3f(${rgb.map((channel) => (channel / 255).toFixed(5)).join(', ')})`;
const stops = (name: keyof typeof COLOUR_STOPS): string =>
  `array<vec3f, 5>(${COLOUR_STOPS[name].map(colour).join(', ')})`;

/** `Frame`: pixels along a drawn image, device pixels one of them covers, whether colours diverge, and flags: 1 contour, 2 dead. */
export const COLOUR_SHADER = `
struct Frame { canvas: vec2f, size: u32, coarseness: u32, diverging: u32, contour: u32, dead: u32, unused: u32 }
struct Tile { corner: vec2f, range: vec2f, image: u32, unused: u32 }
@group(0) @binding(0) var<storage, read> values: array<f32>;
@group(0) @binding(1) var<storage, read> flags: array<f32>;
@group(0) @binding(2) var<storage, read> tiles: array<Tile>;
@group(0) @binding(3) var<uniform> frame: Frame;
struct Corner { @builtin(position) position: vec4f, @location(0) at: vec2f, @location(1) @interpolate(flat) tile: u32 }
@vertex fn vertex(@builtin(vertex_index) i: u32, @builtin(instance_index) tile: u32) -> Corner {
  let unit = vec2f(f32(i & 1u), f32(i >> 1u));
  let at = unit * f32(frame.size * frame.coarseness);
  let position = (tiles[tile].corner + at) / frame.canvas * vec2f(2, -2) + vec2f(-1, 1);
  return Corner(vec4f(position, 0, 1), at, tile);
}
fn mapped(t: f32) -> vec3f {
  var grey = ${stops('grey')};
  var diverging = ${stops('diverging')};
  let i = min(u32(t * 4.0), 3u);
  let f = t * 4.0 - f32(i);
  if (frame.diverging == 1u) { return mix(diverging[i], diverging[i + 1u], f); }
  return mix(grey[i], grey[i + 1u], f);
}
@fragment fn fragment(corner: Corner) -> @location(0) vec4f {
  let tile = tiles[corner.tile];
  let last = frame.size - 1u;
  let x = min(u32(corner.at.x) / frame.coarseness, last);
  let y = min(u32(corner.at.y) / frame.coarseness, last);
  let start = tile.image * frame.size * frame.size;
  let value = values[start + y * frame.size + x];
  let bits = bitcast<u32>(value) & 0x7fffffffu;
  if (bits > 0x7f800000u) { return vec4f(${colour(NOT_A_NUMBER)}, 1); }
  var shade = mapped(clamp((value - tile.range.x) / (tile.range.y - tile.range.x), 0.0, 1.0));
  let right = values[start + y * frame.size + min(x + 1u, last)];
  let below = values[start + min(y + 1u, last) * frame.size + x];
  if (frame.contour == 1u && ((value < 0.0) != (right < 0.0) || (value < 0.0) != (below < 0.0))) { shade = select(${colour(HATCH)}, vec3f(0.07), frame.diverging == 1u); }
  let stripe = (u32(corner.at.x) + u32(corner.at.y)) % ${String(HATCH_PERIOD)}u < ${String(HATCH_WIDTH)}u;
  if (frame.dead == 1u && stripe && flags[start + y * frame.size + x] > 0.5) { shade = ${colour(HATCH)}; }
  return vec4f(shade, 1);
}`;

/** values −= others. */
export const DIFFERENCE_SHADER = `@group(0) @binding(0) var<storage, read_write> values: array<f32>;
@group(0) @binding(1) var<storage, read> others: array<f32>;
@group(0) @binding(2) var<uniform> sizes: vec4u;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x + id.y * 32768u * 64u;
  if (i < sizes.x) { values[i] -= others[i]; }
}`;
