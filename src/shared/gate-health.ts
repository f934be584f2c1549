/** How a gate's camera is: its frames are read, it is being opened, or it gives no picture. */
export const CAMERA_STATES = ['reading', 'starting', 'failed'] as const;
export type CameraState = (typeof CAMERA_STATES)[number];

/** What feeds a laptop: a battery at a gate is a gate that ends. */
export const POWER_SOURCES = ['mains', 'battery'] as const;
export type PowerSource = (typeof POWER_SOURCES)[number];
