import { describe, expect, test } from 'vitest';
import { htmlFigure, htmlPage, htmlTable } from './html-page.ts';
import { markup } from './markup.ts';
import { type ChartOption, renderChart } from './render-chart.ts';

const SIZE = { width: 600, height: 200, label: 'Gate <G1> & "friends"' };

function bars(names: readonly string[]): string {
  return renderChart(
    {
      legend: {},
      xAxis: { type: 'category', data: [...names] },
      yAxis: {},
      series: [
        { type: 'bar', name: 'admitted', stack: 'all', data: names.map((_, index) => index + 1) },
        { type: 'bar', name: 'refused', stack: 'all', data: names.map(() => 2) },
      ],
    },
    SIZE,
  );
}

describe('a chart', () => {
  test('is an SVG that stands alone: no script, style sheet, style attribute or reference to elsewhere', () => {
    const svg = bars(['G1', 'G2']);
    expect(svg).toMatch(/^<svg [^>]*width="600"[^>]*height="200"/u);
    expect(svg).not.toMatch(/<script|<style|style=|class=|ecmeta|<foreignObject|<image/u);
    const addresses = svg.match(/https?:[^"]*/gu) ?? [];
    expect(new Set(addresses)).toEqual(
      new Set(['http://www.w3.org/2000/svg', 'http://www.w3.org/1999/xlink']),
    );
    expect(svg).toContain('font-size="12px"');
  });

  test('says what it shows to those who do not see it, with whatever letters', () => {
    expect(bars(['G1'])).toContain('role="img" aria-label="Gate &lt;G1&gt; &amp; &quot;friends&quot;"');
  });

  test('has a pattern of its own beside the colour of each series', () => {
    const svg = bars(['G1', 'G2']);
    const patterns = new Set(svg.match(/fill="url\(#[^"]*\)"/gu));
    expect(patterns.size).toBe(2);
    expect(svg).toContain('#009e73');
  });

  test('escapes what stands in it', () => {
    const svg = bars(['<script>alert(1)</script>']);
    expect(svg).not.toContain('<script>');
    expect(svg).toContain('&lt;script&gt;');
  });

  test('shares no name with another one on the same page', () => {
    const namesIn = (svg: string): readonly string[] => svg.match(/ id="[^"]*"/gu) ?? [];
    const one = namesIn(bars(['G1']));
    expect(one).not.toEqual([]);
    expect(namesIn(bars(['G1'])).filter((name) => one.includes(name))).toEqual([]);
  });

  test('says every letter’s size in a way that paper understands, on an axis of time too', () => {
    const option = {
      xAxis: { type: 'time', axisLabel: { formatter: (ms: number) => `at ${ms}` } },
      yAxis: {},
      series: [{ type: 'line', data: [[0, 1] as const, [60_000, 2] as const].map((point) => [...point]) }],
    } satisfies ChartOption;
    const texts = renderChart(option, SIZE).match(/<text [^>]*>/gu) ?? [];
    expect(texts.length).toBeGreaterThan(4);
    for (const text of texts) expect(text).toMatch(/ font-size="12px" font-family="Noto Sans/u);
  });

  test('of nothing is drawn all the same', () => {
    expect(bars([])).toMatch(/<\/svg>\s*$/u);
  });
});

describe('a page', () => {
  const page = htmlPage({
    title: 'Concert <b>',
    body: markup`<h1>${'<b>Zoë & Ali</b>'}</h1>${htmlFigure("Gate's arrivals", bars(['G1']))}${htmlTable({
      title: 'Names',
      headings: ['name', 'times'],
      rows: [['<img src=x onerror=alert(1)>', 2]],
      alignRight: [1],
    })}`,
  });

  test('escapes every name, and lets charts stand', () => {
    expect(page).toContain('<title>Concert &lt;b&gt;</title>');
    expect(page).toContain('<h1>&lt;b&gt;Zoë &amp; Ali&lt;/b&gt;</h1>');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page).not.toContain('<img');
    expect(page).toContain('<figcaption>Gate&#39;s arrivals</figcaption><svg ');
    expect(page).toContain('<td class="number">2</td>');
  });

  test('asks the network for nothing and runs nothing, by its own policy too', () => {
    expect(page).toMatch(/Content-Security-Policy" content="default-src &#39;none&#39;/u);
    expect(page).not.toMatch(/unsafe|<script|<link|@import|url\((?!#)/u);
  });
});
