import { getDocument, GlobalWorkerOptions, TextLayer } from 'pdfjs-dist';
import style from 'pdfjs-dist/web/pdf_viewer.css?inline';

// The first page of /document.pdf, as PDF.js's viewer lays it out: the picture below, the text over it.
const sheet = document.head.appendChild(document.createElement('style'));
sheet.textContent = style;
GlobalWorkerOptions.workerSrc = '/libraries/pdf.worker.js';
const page = await (await getDocument('/document.pdf').promise).getPage(1);
const viewport = page.getViewport({ scale: 1 });
const root = document.querySelector('#root');
root.className = 'page';
root.style.cssText = `position: relative; width: ${viewport.width}px; height: ${viewport.height}px; --scale-factor: 1; --total-scale-factor: 1`;
const canvas = root.appendChild(document.createElement('canvas'));
[canvas.width, canvas.height] = [viewport.width, viewport.height];
await page.render({ canvas, viewport }).promise;
const layer = root.appendChild(document.createElement('div'));
layer.className = 'textLayer';
await new TextLayer({ textContentSource: page.streamTextContent(), container: layer, viewport }).render();
layer.id = 'text';
