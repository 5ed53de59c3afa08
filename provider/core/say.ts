import { messageText } from "../transport/foreignText";

/** Logs a line of the provider. The engine shows it; a command that runs the provider prints it. */
export const say = (text: string): void => console.log(messageText(text));
