// Messages have a place of their own: what is only for those whom it names stands in no timeline.
import type { Status } from "../api";

export const isNoMessage = (status: Status): boolean => (status.reblog ?? status).visibility !== "direct";
