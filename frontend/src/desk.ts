// What every page of the desk loads. Everything here makes a page quicker; none of it makes it work.
import { startOnce } from "./confirm.ts";
import { startCopy } from "./copy.ts";
import { startDrafts } from "./drafts.ts";
import { startFilters } from "./filters.ts";
import { startGraphic } from "./graphic.ts";
import { startKeys } from "./keys.ts";
import { startLive } from "./live.ts";
import { startPane } from "./pane.ts";
import { startSend } from "./send.ts";
import { startTheme } from "./theme.ts";

const starts = [
  startKeys,
  startSend,
  startTheme,
  startPane,
  startLive,
  startFilters,
  startDrafts,
  startOnce,
  startCopy,
  startGraphic,
];
for (const start of starts) start(document);
if (document.querySelector(".map[data-outline]"))
  void import("./map/map.ts").then(({ startMap }) => startMap(document));
