// Renders the application icons: `node scripts/icons.mjs`. The SVG is the favicon; a browser
// renders the PNG files from the same shape.

import { writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

function icon(corner, scale) {
  const inset = (512 * (1 - scale)) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
  <rect width="512" height="512" rx="${corner}" fill="#17694f"/>
  <path transform="translate(${inset} ${inset}) scale(${scale})" d="M144 266l74 74 153-163" fill="none" stroke="#fff" stroke-width="54" stroke-linecap="round" stroke-linejoin="round"/>
</svg>
`;
}

const files = [
  { name: 'icon-192.png', size: 192, svg: icon(144, 1) },
  { name: 'icon-512.png', size: 512, svg: icon(144, 1) },
  // Launchers crop maskable icons, so the drawing stays within the safe zone.
  { name: 'icon-maskable-512.png', size: 512, svg: icon(0, 0.8) },
];

await writeFile('public/icons/icon.svg', icon(144, 1));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage();
for (const { name, size, svg } of files) {
  await page.setViewportSize({ width: size, height: size });
  const source = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await page.setContent(
    `<body style="margin:0"><img width="${size}" height="${size}" src="${source}">`,
  );
  await page.locator('img').waitFor();
  await page.screenshot({ path: `public/icons/${name}`, omitBackground: true });
}
await browser.close();
