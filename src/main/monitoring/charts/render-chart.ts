import { BarChart, CustomChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import type { EChartsOption } from 'echarts';
import { SVGRenderer } from 'echarts/renderers';
import { cleanSvg } from './clean-svg.ts';
import { CHART_THEME } from './theme.ts';

/** What a chart shows, in the words of the library. */
export type ChartOption = EChartsOption;

/** In pixels of the screen; `label` says what it shows to those who do not see it. */
export type ChartSize = { readonly width: number; readonly height: number; readonly label?: string };

use([
  BarChart,
  LineChart,
  CustomChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  AriaComponent,
  SVGRenderer,
]);

/**
 * Draws a chart as an SVG for a file: it stands alone, without script, style sheet or network, and bars have patterns beside
 * their colours. The library takes half a second to load: import this module when a chart is wanted, not before.
 */
export function renderChart(option: ChartOption, { width, height, label = 'Chart' }: ChartSize): string {
  const chart = init(null, CHART_THEME, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({
      animation: false,
      aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
      ...option,
    });
    return cleanSvg(chart.renderToSVGString(), label);
  } finally {
    chart.dispose();
  }
}
