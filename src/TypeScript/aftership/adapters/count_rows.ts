import type { Search } from 'N/search';

/**
 * How many rows a search finds, or groups when its columns group: 5 units. A paged search may have 1,000 pages
 * (section_4486596158) and fails beyond, so they are as large as they may be: with pages of 5, a backlog of more than 5,000
 * events could not be counted.
 */
export function countRows(found: Search): number {
  return found.runPaged({ pageSize: 1000 }).count;
}
