/** Where a file of the filtered incidents comes from. */

import { path } from "./api.js";

/** The path of an export that honours the filter. */
export function exportPath(format, filter) {
  return path(`/api/exports/${encodeURIComponent(format)}`, filter);
}
