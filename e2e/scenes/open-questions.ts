/** What axe cannot decide by itself is decided here, by a rule with a name. Whatever no rule decides is a fault. */
import type { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

type Incomplete = Awaited<ReturnType<AxeBuilder['analyze']>>['incomplete'];
type Question = Readonly<{ id: string; node: Incomplete[number]['nodes'][number] }>;

/** One sentence for each that stays open, or is answered with no. */
export async function faultsLeftOpen(page: Page, incomplete: Incomplete): Promise<readonly string[]> {
  const questions = incomplete.flatMap(({ id, nodes }) => nodes.map((node): Question => ({ id, node })));
  const answers = await Promise.all(questions.map((question) => answer(page, question)));
  return answers.filter((fault) => fault !== null);
}

async function answer(page: Page, { id, node }: Question): Promise<string | null> {
  const target = node.target.join(' ');
  const element = page.locator(target).first();
  if ((await element.count()) === 0) return `${id} at ${target}: it went away before it could be looked at`;
  if (id === 'color-contrast') {
    // Over a picture, or where something lies across: the plate under the text must do, whatever is behind it.
    const { ratio, needed } = await element.evaluate(worstContrast);
    return ratio >= needed ? null : `color-contrast at ${target}: ${ratio.toFixed(2)} in the worst case, not ${needed}`;
  }
  // A picture of somebody here and now; their sound is another element, and captions of a call are no text alternative of a file.
  if (id === 'video-caption' && (await element.evaluate(isSilent))) return null;
  return `${id} at ${target}: axe cannot decide, and no rule of ours does`;
}

const isSilent = (video: Element): boolean =>
  video instanceof HTMLVideoElement && video.srcObject instanceof MediaStream && video.srcObject.getAudioTracks().length === 0;

/**
 * WCAG 2.2, 1.4.3: contrast of the element's text with the nearest ground that is painted; where one can see through that, with it
 * over white and over black, whichever is worse. 0 where a picture is the ground. Runs in the page.
 */
function worstContrast(element: Element): { ratio: number; needed: number } {
  type Colour = readonly [number, number, number, number];
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  const read = (css: string): Colour => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = ([red, green, blue, alpha]: Colour, ground: Colour): Colour => {
    const mix = (top: number, bottom: number) => top * alpha + bottom * (1 - alpha);
    return [mix(red, ground[0]), mix(green, ground[1]), mix(blue, ground[2]), 1];
  };
  const linear = (value: number) => (value <= 10.31475 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([red, green, blue]: Colour) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const { color, fontSize, fontWeight } = getComputedStyle(element);
  const size = Number.parseFloat(fontSize);
  const needed = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5;
  let ground: Colour = [255, 255, 255, 0];
  for (let at: Element | null = element; at !== null && ground[3] === 0; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.backgroundImage !== 'none') return { ratio: 0, needed };
    ground = read(style.backgroundColor);
  }
  const ratios = [read('white'), read('black')].map((behind) => {
    const plate = over(ground, behind);
    const [light, dark] = [luminance(over(read(color), plate)), luminance(plate)].sort((one, other) => other - one);
    return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
  });
  return { ratio: Math.min(...ratios), needed };
}
