// What is needed at the start or in many places; one file for each part of the client. Writing and the preferences have
// words of their own, which are loaded with them.
import finding from "./finding.json";
import frame from "./frame.json";
import reading from "./reading.json";
import settings from "./settings.json";

export default { ...frame, ...reading, ...finding, ...settings };
