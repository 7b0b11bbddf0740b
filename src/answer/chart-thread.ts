import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { Resvg } from '@resvg/resvg-js';
import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import { type Chart, chartSpec, chartWidth } from './chart.ts';

/** Of the picture, for screens of three pixels a point. */
const pixels = chartWidth * 3;

/** A bare container has no fonts, and a machine that has some would draw another picture. */
const fontFiles = [
  import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
].map((url) => fileURLToPath(url));

async function draw(chart: Chart): Promise<Uint8Array> {
  const view = new View(parse(compile(chartSpec(chart)).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  const picture = new Resvg(asWideAsPlanned(svg), {
    fitTo: { mode: 'width', value: pixels },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'DejaVu Sans' },
  });
  return picture.render().asPng();
}

/** Vega guesses widths of words, too wide ones for want of a canvas, and widens the picture for them. */
function asWideAsPlanned(svg: string): string {
  return svg.replace(/ width="\d+" height="(\d+)" viewBox="0 0 \d+ \d+"/, (_size, height: string) => {
    return ` width="${chartWidth}" height="${height}" viewBox="0 0 ${chartWidth} ${height}"`;
  });
}

parentPort?.postMessage(await draw(workerData as Chart));
