import type { Luma } from './luma.ts';
import { copyRows, greyFromRgba } from './planes.ts';

/** Formats whose first plane is the brightness, eight bits a pixel. */
const PLANAR_FORMATS: readonly string[] = [
  'I420',
  'I420A',
  'I422',
  'I422A',
  'I444',
  'I444A',
  'NV12',
  'NV12A',
];

/** Takes the brightness out of a frame. Does not close the frame. */
export type FrameLuma = (frame: VideoFrame) => Promise<Luma>;

/** Makes one that keeps its buffers from frame to frame: a reading is good until the next one is taken. */
export function createFrameLuma(): FrameLuma {
  let planes = new Uint8Array(0);
  let tight = new Uint8Array(0);
  let canvas: OffscreenCanvas | null = null;

  async function fromPlanes(frame: VideoFrame, width: number, height: number): Promise<Luma> {
    const size = frame.allocationSize();
    if (planes.length < size) planes = new Uint8Array(size);
    const [layout] = await frame.copyTo(planes);
    if (layout === undefined) throw new Error(`A frame in ${frame.format} without a plane.`);
    if (layout.stride === width) {
      return { data: planes.subarray(layout.offset, layout.offset + width * height), width, height };
    }
    if (tight.length < width * height) tight = new Uint8Array(width * height);
    copyRows(planes, layout, { data: tight, width, height });
    return { data: tight, width, height };
  }

  function fromCanvas(frame: VideoFrame, width: number, height: number): Luma {
    if (canvas === null || canvas.width !== width || canvas.height !== height) {
      canvas = new OffscreenCanvas(width, height);
    }
    const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
    if (context === null) throw new Error('No canvas to read the frame by.');
    context.drawImage(frame, 0, 0, width, height);
    if (tight.length < width * height) tight = new Uint8Array(width * height);
    const luma = { data: tight, width, height };
    greyFromRgba(context.getImageData(0, 0, width, height).data, luma);
    return luma;
  }

  return async (frame) => {
    const width = frame.visibleRect?.width ?? 0;
    const height = frame.visibleRect?.height ?? 0;
    if (width === 0 || height === 0) return { data: new Uint8Array(0), width: 0, height: 0 };
    if (frame.format !== null && PLANAR_FORMATS.includes(frame.format)) {
      try {
        return await fromPlanes(frame, width, height);
      } catch {
        // Some drivers hand out frames that can't be copied; drawing them still works.
      }
    }
    return fromCanvas(frame, frame.displayWidth, frame.displayHeight);
  };
}
