import { fleet } from "./fleet";
import { fleetTable } from "./report";
import { endChildren } from "../tools/children";
void fleet(process.argv.slice(2).map(Number)).then((runs) => { console.log(JSON.stringify(runs)); console.log(fleetTable(runs)); }).catch(console.error).finally(async () => { await endChildren(); process.exit(); });
