/** A separate process that searches for one defect after another. */

import { zipProject } from '../../tools/shared/project';
import { readKeptHistories } from '../simulate/kept';
import { readPackage } from '../simulate/world';
import { applyDefect } from './apply';
import { DEFECTS } from './defects';
import { findDefect, type Search } from './find';

export interface DefectOrder {
  readonly index: number;
  readonly from: number;
  readonly most: number;
  readonly steps: number;
}

export interface DefectAnswer {
  readonly search: Search;
}

const zip = zipProject();
const right = readPackage(zip);
const kept = readKeptHistories();

process.on('message', (order: DefectOrder) => {
  const defect = DEFECTS[order.index];
  if (defect === undefined) throw new Error(`There is no defect ${order.index}.`);
  const answer: DefectAnswer = {
    search: findDefect(readPackage(applyDefect(zip, defect)), right, defect.themes, { ...order, kept }),
  };
  process.send?.(answer);
});
