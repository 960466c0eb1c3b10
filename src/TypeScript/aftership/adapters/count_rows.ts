import * as search from 'N/search';

/**
 * How many rows a search finds: 5 units. A paged search may have 1,000 pages (section_4486596158) and fails beyond, so they
 * are as large as they may be: with pages of 5, a backlog of more than 5,000 signals could not be counted. With columns that
 * group, it is the number of groups.
 */
export function countRows(type: search.Type | string, filters: unknown[], columns?: search.Column[]): number {
  return search.create({ type, filters, ...(columns && { columns }) }).runPaged({ pageSize: 1000 }).count;
}
