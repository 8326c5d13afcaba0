/**
 * Shaders between the drawn values and the screen, in the order in which they run.
 *
 * `DIFFERENCE_SHADER` subtracts another net's images. `SUMMARY_SHADER`: lowest and highest finite value and mean of each image; a workgroup an image, each thread takes
 * every 256th pixel, the first one merges. `RANGES_SHADER`: the range that colours run over, from the summaries of the images that share one; a thread an image.
 * `COLOUR_SHADER`: draws tiles, one instance each; a fragment looks its value up, colours it between its image's range, hatches
 * what is dead, and draws the contour where the value changes sign towards the right or the lower neighbour.
 */
import {
  COLOUR_STOPS,
  CONTOUR,
  HATCH,
  HATCH_PERIOD,
  HATCH_WIDTH,
  NOT_A_NUMBER,
  type Rgb,
} from '../../src/domain/atlas/colours.ts';

/** values −= others. */
export const DIFFERENCE_SHADER = `@group(0) @binding(0) var<storage, read_write> values: array<f32>;
@group(0) @binding(1) var<storage, read> others: array<f32>;
@group(0) @binding(2) var<uniform> sizes: vec4u;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x + id.y * 32768u * 64u;
  if (i < sizes.x) { values[i] -= others[i]; }
}`;

/** `sizes.x`: pixels of an image. */
export const SUMMARY_SHADER = `
@group(0) @binding(0) var<storage, read_write> summaries: array<vec4f>;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<uniform> sizes: vec4u;
var<workgroup> found: array<vec4f, 256>;
const LARGEST = 3.4028234e38;
// By its bits: compilers may assume that numbers are finite.
fn finite(value: f32) -> bool { return (bitcast<u32>(value) & 0x7f800000u) != 0x7f800000u; }
@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) image: vec3u, @builtin(local_invocation_index) lane: u32) {
  var low = LARGEST;
  var high = -LARGEST;
  var sum = 0.0;
  for (var i = lane; i < sizes.x; i += 256u) {
    let value = values[image.x * sizes.x + i];
    if (finite(value)) { low = min(low, value); high = max(high, value); sum += value; }
  }
  found[lane] = vec4f(low, high, sum, 0.0);
  workgroupBarrier();
  if (lane == 0u) {
    for (var i = 1u; i < 256u; i++) { low = min(low, found[i].x); high = max(high, found[i].y); sum += found[i].z; }
    summaries[image.x] = select(vec4f(low, high, sum / f32(sizes.x), 0.0), vec4f(0), low > high);
  }
}`;

/** What it finds for an image: the range of its colours, and the mean of its dead flags. The same as `sharedRanges`. */
export const RANGES_SHADER = `
struct Scale { fixed: vec2f, isFixed: u32, diverging: u32, images: u32 }
@group(0) @binding(0) var<storage, read_write> ranges: array<vec4f>;
@group(0) @binding(1) var<storage, read> summaries: array<vec4f>;
@group(0) @binding(2) var<storage, read> flags: array<vec4f>;
@group(0) @binding(3) var<storage, read> groups: array<u32>;
@group(0) @binding(4) var<uniform> scale: Scale;
fn colourRange(low: f32, high: f32) -> vec2f {
  if (scale.diverging == 0u) { return vec2f(0.0, select(1.0, high, high > 0.0)); }
  let most = max(abs(low), abs(high));
  return select(vec2f(-1.0, 1.0), vec2f(-most, most), most > 0.0);
}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let image = id.x;
  if (image >= scale.images) { return; }
  var range = scale.fixed;
  if (scale.isFixed == 0u) {
    var both = summaries[image].xy;
    for (var i = 0u; i < scale.images; i++) {
      if (groups[i] == groups[image]) { both = vec2f(min(both.x, summaries[i].x), max(both.y, summaries[i].y)); }
    }
    range = colourRange(both.x, both.y);
  }
  ranges[image] = vec4f(range, flags[image].z, 0.0);
}`;

const colour = (rgb: Rgb): string => `vec3f(${rgb.map((channel) => (channel / 255).toFixed(5)).join(', ')})`;
const stops = (name: keyof typeof COLOUR_STOPS): string =>
  `array<vec3f, 5>(${COLOUR_STOPS[name].map(colour).join(', ')})`;

/** `Frame`: pixels along a drawn image, device pixels one of them covers, and flags: whether colours diverge, contour, dead. */
export const COLOUR_SHADER = `
struct Frame { size: u32, coarseness: u32, diverging: u32, contour: u32, dead: u32 }
struct Tile { corner: vec2f, canvas: vec2f, image: u32, unused: u32 }
@group(0) @binding(0) var<storage, read> values: array<f32>;
@group(0) @binding(1) var<storage, read> flags: array<f32>;
@group(0) @binding(2) var<storage, read> ranges: array<vec4f>;
@group(0) @binding(3) var<storage, read> tiles: array<Tile>;
@group(0) @binding(4) var<uniform> frame: Frame;
const GREY = ${stops('grey')};
const DIVERGING = ${stops('diverging')};
struct Corner { @builtin(position) position: vec4f, @location(0) at: vec2f, @location(1) @interpolate(flat) image: u32, @location(2) @interpolate(flat) range: vec2f }
@vertex fn vertex(@builtin(vertex_index) i: u32, @builtin(instance_index) index: u32) -> Corner {
  let tile = tiles[index];
  let unit = vec2f(f32(i & 1u), f32(i >> 1u));
  let at = unit * f32(frame.size * frame.coarseness);
  let position = (tile.corner + at) / tile.canvas * vec2f(2, -2) + vec2f(-1, 1);
  return Corner(vec4f(position, 0, 1), at, tile.image, ranges[tile.image].xy);
}
fn mapped(t: f32) -> vec3f {
  var grey = GREY;
  var diverging = DIVERGING;
  let i = min(u32(t * 4.0), 3u);
  let f = t * 4.0 - f32(i);
  if (frame.diverging == 1u) { return mix(diverging[i], diverging[i + 1u], f); }
  return mix(grey[i], grey[i + 1u], f);
}
@fragment fn fragment(corner: Corner) -> @location(0) vec4f {
  let last = frame.size - 1u;
  let x = min(u32(corner.at.x) / frame.coarseness, last);
  let y = min(u32(corner.at.y) / frame.coarseness, last);
  let start = corner.image * frame.size * frame.size;
  let value = values[start + y * frame.size + x];
  let bits = bitcast<u32>(value) & 0x7fffffffu;
  if (bits > 0x7f800000u) { return vec4f(${colour(NOT_A_NUMBER)}, 1); }
  var shade = mapped(clamp((value - corner.range.x) / (corner.range.y - corner.range.x), 0.0, 1.0));
  let right = values[start + y * frame.size + min(x + 1u, last)];
  let below = values[start + min(y + 1u, last) * frame.size + x];
  if (frame.contour == 1u && ((value < 0.0) != (right < 0.0) || (value < 0.0) != (below < 0.0))) { shade = select(${colour(CONTOUR.grey)}, ${colour(CONTOUR.diverging)}, frame.diverging == 1u); }
  let stripe = (u32(corner.at.x) + u32(corner.at.y)) % ${String(HATCH_PERIOD)}u < ${String(HATCH_WIDTH)}u;
  if (frame.dead == 1u && stripe && flags[start + y * frame.size + x] > 0.5) { shade = ${colour(HATCH)}; }
  return vec4f(shade, 1);
}`;
