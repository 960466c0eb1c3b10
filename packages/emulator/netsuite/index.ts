/** Public interface: an account, its contract, and a package as the account reads it. */

export { createAccount, DEFAULT_DIALS, installProject } from './account';
export {
  type AccountDials,
  type AccountOptions,
  type Actor,
  type DeploymentFinding,
  type DeploymentReport,
  type Dials,
  type EmulatedAccount,
  EXECUTION_CONTEXTS,
  type Execution,
  type ExecutionContext,
  type FieldValue,
  type ForeignUserEvent,
  KilledError,
  type Line,
  type RecordValues,
  type StoredRecord,
  type SuiteletAnswer,
  type SuiteletRequest,
} from './contract';
export { ACCOUNT_DIAL_VALUES } from './dials';
export type { CustomFieldModel, ProjectModel, RoleModel } from './project/model';
export { readProject } from './project/read_project';
export { wallClockIn } from './runtime/calendar';
export { renderPage } from './runtime/form_html';
export { seededRandom } from './runtime/realm';
