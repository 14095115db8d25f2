// What every page of the desk loads.
import { startKeys } from "./keys.ts";

startKeys(document);
if (document.querySelector(".map[data-outline]")) void import("./map/map.ts");
