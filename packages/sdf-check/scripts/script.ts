/** One SuiteScript file of a project as the rules read it. */

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
  /** Path from the root of the File Cabinet. */
  readonly cabinetPath: string;
  readonly source: ts.SourceFile;
  readonly syntaxErrors: readonly SourceProblem[];
  readonly scopes: Scopes;
  readonly header: ScriptHeader;
  /** Objects whose `scriptfile` names the file. */
  readonly objects: readonly ProjectObject[];
  readonly role: 'entry' | 'library';
  /** Type by the header, or else by the object; null when the interface of the type is not checked. */
  readonly type: ScriptType | null;
  /** True for SuiteScript 1.0, which has no header and no modules. */
  readonly isVersion1: boolean;
}
