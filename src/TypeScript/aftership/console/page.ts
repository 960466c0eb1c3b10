/**
 * A page of the console as plain data. Pages are functions from the data they read to a page, and one adapter turns a
 * page into a NetSuite form. Every text is shown as text.
 */

export const PAGE_NAMES = [
  'setup',
  'connection',
  'overview',
  'attention',
  'backfill',
  'carriers',
  'fulfillment',
  'find',
  'erase',
] as const;
/** Pages about one thing have no entry in the navigation: links on other pages lead to them. */
export const PAGES_OF_ONE: readonly PageName[] = ['fulfillment', 'erase'];
export type PageName = (typeof PAGE_NAMES)[number];

/** Parameters of an address of the console. None has a name that NetSuite reserves (section_1516659125). */
export type PageParameters = Readonly<Record<string, string | number>>;

/** Target of a link. */
export type Target =
  | { readonly kind: 'page'; readonly page: PageName; readonly parameters?: PageParameters }
  | { readonly kind: 'file'; readonly parameters: PageParameters }
  | { readonly kind: 'record'; readonly type: string; readonly id: number }
  /** The page of one fulfillment for roles that may see shipments. */
  | { readonly kind: 'shipment'; readonly fulfillmentId: number }
  /** A page of NetSuite, by its task id (SDFxml_2558545327). */
  | { readonly kind: 'task'; readonly id: string };

export type Tone = 'plain' | 'good' | 'wait' | 'bad';

export type Inline =
  | string
  | number
  | { readonly kind: 'link'; readonly text: string; readonly to: Target }
  | { readonly kind: 'badge'; readonly text: string; readonly tone: Tone };

export interface BarChart {
  readonly kind: 'chart';
  readonly caption: string;
  readonly unit: string;
  readonly series: readonly { readonly label: string; readonly tone: Tone }[];
  readonly bars: readonly { readonly label: string; readonly values: readonly number[] }[];
}

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'notice'; readonly tone: Tone; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'figures'; readonly items: readonly { readonly label: string; readonly value: Inline }[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly Inline[])[];
      /** Text that replaces a table without rows. */
      readonly empty: string;
    }
  | { readonly kind: 'code'; readonly label: string; readonly text: string }
  | { readonly kind: 'links'; readonly items: readonly { readonly text: string; readonly to: Target }[] }
  | BarChart;

interface FieldOf {
  /** Name without the prefix that NetSuite requires; the adapter adds it. */
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly value?: string;
}

export type Field = FieldOf &
  (
    | { readonly kind: 'text' | 'long text' | 'checkbox' }
    | { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly text: string }[] }
  );

/** Rows with ticks. The form also posts `ids`, because a tick counts by its line. */
export interface TickList {
  readonly label: string;
  readonly tick: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly id: number; readonly cells: readonly string[] }[];
}

/** The form of a page. NetSuite gives a form one submit button, so a choice selects among several actions. */
export interface PageForm {
  readonly actions: readonly { readonly value: string; readonly text: string }[];
  readonly fields: readonly Field[];
  readonly ticks: TickList | null;
  /** True when the choice starts empty, so that a person has to choose. */
  readonly mustChoose?: boolean;
  /** Values of hidden fields. */
  readonly hidden: Readonly<Record<string, string>>;
  readonly submit: string;
}

export interface Page {
  readonly name: PageName;
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly form: PageForm | null;
}

export function link(text: string, to: Target): Inline {
  return { kind: 'link', text, to };
}

export function toPage(page: PageName, parameters: PageParameters = {}): Target {
  return { kind: 'page', page, parameters };
}
