// The whole catalogue; one file for each part of the client.
import finding from "./finding.json";
import frame from "./frame.json";
import reading from "./reading.json";
import settings from "./settings.json";
import writing from "./writing.json";

export default { ...frame, ...reading, ...writing, ...finding, ...settings };
