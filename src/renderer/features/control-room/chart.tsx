import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

// No tooltip: it writes styles into its markup, which our content security policy forbids, and nobody points at a wall.
register([BarChart, LineChart, GridComponent, CanvasRenderer]);

type Chart = ReturnType<typeof init>;

/** A chart that fills its place. It is drawn anew with every `option`, without an animation: numbers on a wall do not dance. */
export function ChartCanvas({
  option,
  className,
  label,
}: {
  readonly option: EChartsCoreOption;
  readonly className?: string | undefined;
  /** What it shows, for who can't see it. */
  readonly label: string;
}) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart | null>(null);

  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const drawn = init(element, null, { renderer: 'canvas' });
    chart.current = drawn;
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawn.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(option, { lazyUpdate: true });
  }, [option]);

  return <div ref={place} className={className} role="img" aria-label={label} />;
}
