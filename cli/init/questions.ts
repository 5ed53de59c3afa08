import { input, select } from "@inquirer/prompts";
import { type Answers, answerKeys, problemOf } from "./answers";
import { languages, pipelines } from "./context";

const words: Readonly<Record<keyof Answers, string>> = {
    name: "Name of the Pulumi project",
    language: "Language of the program",
    pipelines: "Pipelines for",
    backend: "State is kept in (s3://, azblob://, gs://, https://, file://)",
    secretsProvider: "Secrets are encrypted by (awskms://, azurekeyvault://, gcpkms://, hashivault:// or default)",
    owner: "Team that approves changes (@acme/platform; empty for none)",
};

/** At a terminal, asks for the missing settings. */
export async function ask(known: Partial<Answers>, usual: Partial<Answers>): Promise<Partial<Answers>> {
    const answers = { ...known };
    for (const key of answerKeys) answers[key] ??= await question(key, usual[key] ?? "");
    return answers;
}

const question = (key: keyof Answers, usual: string): Promise<string> =>
    key === "pipelines" || key === "language"
        ? select({ message: words[key], choices: key === "pipelines" ? [...pipelines] : [...languages] })
        : input({
              message: words[key],
              default: usual,
              validate: (value) => problemOf(key, value.trim()) ?? true,
          }).then((value) => value.trim());
