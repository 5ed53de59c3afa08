import { commands } from "./commands";
import { core } from "./core";
import { eleveo } from "./eleveo";
import { engine } from "./engine";
import type { Entries } from "./entry";
import { genesys } from "./genesys";
import { imagicle } from "./imagicle";
import { reviews } from "./reviews";
import { webex } from "./webex";

export type { Entry } from "./entry";

/** The ranges of codes, by the digit after `CC`. */
export const ranges: Readonly<Record<string, { title: string; entries: Entries }>> = {
    1: { title: "Configuration, connections and programs", entries: core },
    2: { title: "Genesys Cloud and eMite", entries: genesys },
    3: { title: "Eleveo", entries: eleveo },
    4: { title: "Imagicle", entries: imagicle },
    5: { title: "Webex user import", entries: webex },
    6: { title: "Reviews, adoptions and handovers", entries: reviews },
    7: { title: "Pipelines, fleets and other commands", entries: commands },
    8: { title: "The Pulumi engine", entries: engine },
};
