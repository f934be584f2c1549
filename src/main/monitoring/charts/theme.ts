import { CHART_COLOURS, CHART_FONT, CHART_INK } from './palette.ts';

const axis = {
  axisLine: { show: true, lineStyle: { color: CHART_INK.faint } },
  axisTick: { lineStyle: { color: CHART_INK.faint } },
  axisLabel: { color: CHART_INK.text, hideOverlap: true },
  nameTextStyle: { color: CHART_INK.faint },
  splitLine: { show: false, lineStyle: { color: CHART_INK.line } },
};

/** How every chart of ours looks: dark on white, for paper as well as for a screen. */
export const CHART_THEME = {
  color: Object.values(CHART_COLOURS),
  backgroundColor: CHART_INK.ground,
  textStyle: { fontFamily: CHART_FONT, color: CHART_INK.text },
  categoryAxis: axis,
  timeAxis: axis,
  valueAxis: { ...axis, axisLine: { show: false }, splitLine: { ...axis.splitLine, show: true } },
  legend: { textStyle: { color: CHART_INK.text }, top: 0, left: 0, itemGap: 18, padding: 0 },
  line: { lineStyle: { width: 2 }, symbolSize: 5 },
} as const;
