/** Wheel, drag and pinch on the chart's canvas, turned into zooming about a place and moving by a distance, in CSS pixels. */

export interface GestureEvents {
  /** Zoom by `factor` (below 1 is closer) about the horizontal place `x` on the canvas. */
  onZoom(factor: number, x: number): void;
  /** Move the picture by `dx`. */
  onPan(dx: number): void;
}

const WHEEL_SPEED = 0.0015;
const LARGEST_WHEEL = 200;

/** Listens on `canvas` for as long as it lives. */
export function watchGestures(canvas: HTMLCanvasElement, events: GestureEvents): void {
  const fingers = new Map<number, number>();
  const placeOf = (event: MouseEvent): number => event.clientX - canvas.getBoundingClientRect().left;
  canvas.addEventListener(
    'wheel',
    (event) => {
      if (event.deltaY === 0) return;
      event.preventDefault();
      const turn = Math.max(-LARGEST_WHEEL, Math.min(LARGEST_WHEEL, event.deltaY));
      events.onZoom(Math.exp(turn * WHEEL_SPEED), placeOf(event));
    },
    { passive: false },
  );
  canvas.addEventListener('pointerdown', (event) => {
    fingers.set(event.pointerId, placeOf(event));
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (fingers.has(event.pointerId)) move(fingers, event.pointerId, placeOf(event), events);
  });
  for (const end of ['pointerup', 'pointercancel'] as const)
    canvas.addEventListener(end, ({ pointerId }) => fingers.delete(pointerId));
}

/** One finger pans; the second one's distance from the first zooms. */
function move(fingers: Map<number, number>, id: number, place: number, events: GestureEvents): void {
  const before = fingers.get(id)!;
  fingers.set(id, place);
  if (fingers.size === 1) {
    events.onPan(place - before);
    return;
  }
  const other = [...fingers].find(([finger]) => finger !== id)![1];
  const distance = Math.abs(place - other);
  if (distance > 8 && Math.abs(before - other) > 8)
    events.onZoom(Math.abs(before - other) / distance, (place + other) / 2);
}
