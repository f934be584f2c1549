import { three } from '../figures.ts';
import { formatTable } from '../table.ts';
import type { KioskBench } from './bench-kiosk.ts';
import type { LaunchFigure } from './bench-launch.ts';
import type { MemoryFigure } from './bench-memory.ts';
import type { ScanFigure } from './bench-scans.ts';
import { MEMORY_PARTS, type MemorySample } from './memory-growth.ts';

/** The figures as text for a terminal. */
export function formatKiosk({ runtime, browser, server, scans, launch, memory }: KioskBench): string {
  const where =
    runtime === 'electron'
      ? `on Electron (${browser}), ${server}`
      : `on the stand-in for Electron (${browser}; its IPC and its start are slower than Electron’s own), ${server}`;
  return [
    ...(scans === null ? [] : [`From frame to verdict, ${where}`, formatScans(scans)]),
    ...(launch === null ? [] : [`From launch to ready, ${where}`, formatLaunch(launch)]),
    ...(memory === null ? [] : [`Memory, ${where}`, formatMemory(memory)]),
  ].join('\n\n');
}

function formatScans(scans: readonly ScanFigure[]): string {
  const head = [
    'setting',
    'scans',
    'median ms',
    'p95 ms',
    'frame to code',
    'code to answer',
    'answer to painted',
    'IPC alone',
    'others a second',
    'load',
  ];
  const rows = scans.map((scan) => [
    scan.setting,
    String(scan.frameToVerdict.count),
    three(scan.frameToVerdict.medianMs),
    three(scan.frameToVerdict.p95Ms),
    ...[scan.frameToCode, scan.codeToAnswer, scan.answerToPainted, scan.ipc].map(
      ({ medianMs, p95Ms }) => `${three(medianMs)} / ${three(p95Ms)}`,
    ),
    three(scan.othersPerSecond),
    three(scan.loadAverage),
  ]);
  return `${formatTable([head, ...rows])}
The parts are median / p95. A frame counts from the moment it came from the camera, a verdict when the frame after its first is begun.
The other gates run on this same machine; without a pause they take all of its cores.`;
}

function formatLaunch({
  readyMs,
  medianReadyMs,
  cameraMs,
  medianCameraMs,
  loadAverage,
}: LaunchFigure): string {
  return `${formatTable([
    ['from the start of the process', 'median ms', 'all'],
    launchRow('screen up and database answered', medianReadyMs, readyMs),
    launchRow('camera live', medianCameraMs, cameraMs),
  ])}
Load ${three(loadAverage)}.`;
}

function launchRow(what: string, medianMs: number, allMs: readonly number[]): readonly string[] {
  return [what, three(medianMs), allMs.map(three).join(', ')];
}

function formatMemory(memory: MemoryFigure): string {
  const parts = Object.entries(MEMORY_PARTS) as [keyof typeof MEMORY_PARTS, string][];
  const row = (sample: MemorySample) => [
    String(sample.frames),
    ...parts.map(([part]) => megabytes(sample[part])),
  ];
  const verdict = memory.growing.length === 0 ? 'Memory is flat.' : `Growing: ${memory.growing.join(', ')}.`;
  const amount = memory.isWholeHour
    ? 'an hour’s worth (30 a second)'
    : 'less than an hour’s worth (108,000): the time was up';
  return `${formatTable([['frames', ...parts.map(([, name]) => `${name} MB`)], ...memory.samples.map(row)])}
${verdict} Frames of ${memory.frameSize} were fed as fast as the decoder took them (${three(memory.framesPerSecond)} a second), ${amount}; heaps after a collection, processes as they reside. Load ${three(memory.loadAverage)}.`;
}

function megabytes(bytes: number | null): string {
  return bytes === null ? '-' : (bytes / 1_000_000).toFixed(1);
}
