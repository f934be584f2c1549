// TypeScript knows the processor from workers, where Chromium can't send a track yet; in a window it takes the track itself.
// Merging is only possible with an interface.
// oxlint-disable-next-line typescript/consistent-type-definitions
interface MediaStreamTrackProcessorInit {
  readonly track: MediaStreamTrack;
}
