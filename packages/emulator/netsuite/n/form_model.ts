/** The form that a script built with N/ui/serverWidget, as plain data for the renderer. */

export interface FormField {
  readonly id: string;
  readonly type: string;
  label: string;
  defaultValue: string;
  displayType: string;
  help: string;
  isMandatory: boolean;
  maxLength: number | null;
  linkText: string;
  readonly options: { readonly value: string; readonly text: string; readonly isSelected: boolean }[];
}

export interface FormSublist {
  readonly id: string;
  label: string;
  readonly type: string;
  readonly fields: FormField[];
  /** Values by line and field. */
  readonly lines: Map<string, string>[];
  hasMarkAll: boolean;
  help: string;
}

export interface FormModel {
  title: string;
  readonly fields: FormField[];
  readonly sublists: FormSublist[];
  readonly links: { readonly title: string; readonly url: string; readonly type: string }[];
  readonly buttons: { readonly id: string; label: string }[];
  submitLabel: string | null;
}

export function emptyForm(title: string): FormModel {
  return { title, fields: [], sublists: [], links: [], buttons: [], submitLabel: null };
}
