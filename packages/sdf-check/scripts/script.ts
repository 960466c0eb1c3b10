/** One SuiteScript file of a project, as the rules look at it. */

import type ts from 'typescript';
import type { ProjectFile, ProjectObject } from '../project/project';
import type { ScriptHeader } from './script_header';
import type { Scopes } from './script_scopes';
import type { ScriptType } from './script_types';

export interface SourceProblem {
  readonly line: number;
  readonly message: string;
}

export interface Script {
  readonly file: ProjectFile;
  /** From the root of the File Cabinet. */
  readonly cabinetPath: string;
  readonly source: ts.SourceFile;
  readonly syntaxErrors: readonly SourceProblem[];
  readonly scopes: Scopes;
  readonly header: ScriptHeader;
  /** Objects whose `scriptfile` names it. */
  readonly objects: readonly ProjectObject[];
  readonly role: 'entry' | 'library';
  /** What the header, else the object, says it is; null when neither is a type whose interface is checked. */
  readonly type: ScriptType | null;
  /** SuiteScript 1.0 knows no header and no modules. */
  readonly isVersion1: boolean;
}
