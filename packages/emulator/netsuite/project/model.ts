/** A project as the account reads it from the package, with the kinds of objects that this project uses. */

interface FeatureDependency {
  readonly id: string;
  readonly required: boolean;
}

export interface CustomFieldModel {
  readonly scriptId: string;
  readonly label: string;
  /** TEXT, INTEGER, CHECKBOX, SELECT … as the object writes it. */
  readonly fieldType: string;
  /** Script id of a list or record type, or the negative number of a standard record. */
  readonly selectRecordType: string | null;
  readonly isMandatory: boolean;
  readonly isParent: boolean;
  readonly onParentDelete: 'NO_ACTION' | 'SET_NULL' | null;
  readonly maxLength: number | null;
  readonly minValue: number | null;
  readonly maxValue: number | null;
  readonly defaultValue: string | null;
  readonly defaultChecked: boolean;
  /** Script id of the list value, without brackets: `customlist_x.val_y`. */
  readonly defaultSelection: string | null;
  readonly dynamicDefault: string | null;
}

export interface CustomRecordTypeModel {
  readonly scriptId: string;
  readonly name: string;
  readonly accessType: 'CUSTRECORDENTRYPERM' | 'NONENEEDED' | 'USEPERMISSIONLIST';
  readonly includeName: boolean;
  readonly optimisticLocking: boolean;
  readonly fields: readonly CustomFieldModel[];
  readonly permissions: readonly { readonly role: string; readonly level: string }[];
}

/** A field that the project adds to a standard record. */
export interface AddedFieldModel {
  readonly recordType: string;
  readonly field: CustomFieldModel;
}

export interface CustomListModel {
  readonly scriptId: string;
  readonly name: string;
  readonly values: readonly { readonly scriptId: string; readonly value: string; readonly isInactive: boolean }[];
}

export interface RoleModel {
  readonly scriptId: string;
  readonly name: string;
  /** Permission key, or the script id of a custom record type. */
  readonly permissions: readonly { readonly key: string; readonly level: string }[];
}

export interface ScheduleModel {
  readonly kind: string;
  readonly startDate: string;
  /** Time as written, with or without Z. */
  readonly startTime: string;
  /** Seconds between repeats within a day, or null. */
  readonly repeatSeconds: number | null;
  readonly everyXDays: number | null;
}

export interface DeploymentModel {
  readonly scriptId: string;
  readonly status: string;
  readonly isDeployed: boolean;
  readonly logLevel: string;
  /** Record type of a user event in lower case, such as `itemfulfillment`. */
  readonly recordType: string | null;
  readonly eventType: string | null;
  readonly executionContexts: readonly string[];
  readonly allRoles: boolean;
  readonly audienceRoles: readonly string[];
  readonly runAsRole: string | null;
  /** Most processors of a Map/Reduce stage; null for every other script. */
  readonly concurrencyLimit: number | null;
  /** Minutes after which a processor leaves a Map/Reduce stage to others; null for every other script. */
  readonly yieldAfterMinutes: number | null;
  readonly parameters: Readonly<Record<string, string>>;
  readonly schedule: ScheduleModel | null;
}

export type ScriptKind =
  'usereventscript' | 'mapreducescript' | 'scheduledscript' | 'suitelet' | 'restlet' | 'clientscript';

export interface ScriptModel {
  readonly scriptId: string;
  readonly kind: ScriptKind;
  readonly name: string;
  /** File Cabinet path, `/SuiteScripts/aftership/scripts/x.js`. */
  readonly file: string;
  readonly parameters: readonly CustomFieldModel[];
  readonly deployments: readonly DeploymentModel[];
}

export interface ProjectModel {
  readonly name: string;
  readonly features: readonly FeatureDependency[];
  readonly recordTypes: readonly CustomRecordTypeModel[];
  readonly lists: readonly CustomListModel[];
  readonly addedFields: readonly AddedFieldModel[];
  readonly roles: readonly RoleModel[];
  readonly scripts: readonly ScriptModel[];
  /** Deployed objects without emulated behaviour, with their ids. */
  readonly otherObjects: readonly { readonly type: string; readonly scriptId: string }[];
  /** File Cabinet path → text. */
  readonly files: ReadonlyMap<string, string>;
}
