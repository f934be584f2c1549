/**
 * What is asked of the camera. 1280x720 is what nearly every laptop camera gives at thirty pictures a second; more pixels
 * would cost decoding time in proportion (1920x1080 has 2.25 times as many), and many cameras only reach them at a lower rate.
 */
export function cameraConstraints(deviceId: string | null): MediaStreamConstraints {
  return {
    audio: false,
    video: {
      width: { ideal: 1_280, max: 1_920 },
      height: { ideal: 720, max: 1_080 },
      frameRate: { ideal: 30 },
      ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
    },
  };
}
