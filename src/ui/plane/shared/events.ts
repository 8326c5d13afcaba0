/** What elements of the 2D net say to the view around them. All bubble and cross shadow roots. */
import type { PlaneLine, PlaneLook, PlanePoint, PlaneStage } from '../../../state/plane-look.ts';
import type { PlaneParameter, PlaneWindow } from '../../../domain/atlas/view.ts';
import type { WrittenPlane } from '../../../state/plane-edits.ts';

export interface PlaneEventDetails {
  /** The net changed by `change`; equal keys are undone together. */
  'plane-edit': { readonly change: (spec: WrittenPlane) => WrittenPlane; readonly key: string };
  'plane-look': Partial<PlaneLook>;
  /** The crosshair, or null where there is none. */
  'plane-hover': PlanePoint | null;
  /** Movement of the window over the plane. */
  'plane-pan': { readonly dx: number; readonly dy: number };
  /** Change of the window's extent; what is at `about` stays in place, or goes to where `to` was, both as they lay in the window that was `seen`. */
  'plane-zoom': {
    readonly factor: number;
    readonly about: PlanePoint;
    readonly to?: PlanePoint;
    readonly seen: PlaneWindow;
  };
  'plane-pin': PlanePoint;
  'plane-line': PlaneLine | null;
  /** The hand let go of a line it drew. */
  'plane-cut': null;
  'plane-home': null;
  'plane-choose': PlaneParameter;
  'plane-open': PlaneStage & { readonly neuron: number };
  /** What a screen reader says of the crosshair. */
  'plane-say': string;
}

export function tell<K extends keyof PlaneEventDetails>(
  element: EventTarget,
  name: K,
  detail: PlaneEventDetails[K],
): void {
  element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
