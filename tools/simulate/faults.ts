/** What goes wrong in a life, by theme. */

import type { Making } from './generate';
import type { Step } from './history';

export const THEMES = ['ordinary', 'modes', 'sandbox', 'mass edit'] as const;

export type Theme = (typeof THEMES)[number];

export function faultSteps(making: Making, theme: Theme): readonly Step[] {
  void making;
  void theme;
  return [];
}
