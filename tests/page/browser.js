// A page of ours in Chromium, with all that it asked of the network and all that it complained of.

import path from 'node:path';
import puppeteer from 'puppeteer-core';

export const pages = process.env.PAGES;
export const file = (name) => path.join(pages, name, 'map.html');

let browser = null;

export async function start() {
  browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: ['--no-sandbox'] });
}

export async function end() {
  await browser.close();
}

const DESK = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844, isMobile: true, hasTouch: true };

/** Opens the page of a folder; `said` collects requests and errors. */
export async function open(name, { hash = '', dark = false, viewport = DESK } = {}) {
  const page = await browser.newPage();
  page.said = [];
  page.on('request', (request) => /^(file|data):/.test(request.url()) || page.said.push(`request: ${request.url()}`));
  page.on('console', (message) => message.type() === 'error' && page.said.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => page.said.push(`error: ${error.message}`));
  await page.setViewport(viewport);
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }, { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  await page.goto(`file://${file(name)}${hash}`);
  await page.waitForSelector('#summary:not(:empty)');
  return page;
}

export const text = (page, selector) => page.$eval(selector, (element) => element.textContent.trim());
export const ids = (page) => page.$$eval('[data-incident]', (entries) => entries.map((entry) => parseInt(entry.dataset.incident.slice(1), 16)));
export const drawn = (page) => page.$eval('canvas[data-drawn]', (canvas) => Number(canvas.dataset.drawn));
/** Sets an input as a reader does. */
export const set = (page, selector, value) => page.$eval(selector, (input, to) => {
  input.value = to;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
}, value);
