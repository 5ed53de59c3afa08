import { writeFileSync } from "node:fs";
import { onGround } from "../test/engine/project";
import { withClones, writeFleet } from "../test/engine/clones";
import { counted, up } from "./measure";
import { ours } from "./programs";
const n = Number(process.argv[2]);
void onGround({ source: ours(100) }, async (ground) => {
    await ground.stack.must(up);
    const names = Array.from({ length: n - 1 }, (_, i) => `tenant${i + 2}`);
    await withClones(ground, Object.fromEntries(names.map((name) => [name, {}])), async (clones) => {
        await writeFleet(ground, ["test", ...names].map((stack) => ({ stack })));
        for (const s of [10, 20, 50, 100]) writeFileSync(`${ground.folder}/fleet${s}.yaml`, JSON.stringify({ tenants: ["test", ...names].slice(0, s).map((stack) => ({ stack })) }));
        writeFileSync("/tmp/scratch/cwork/env.sh", ground.stack.shellLines().slice(0, 5).join("\n"));
        console.log("ready");
        setInterval(() => { const all = [ground.sim, ...clones.map((c) => c.sim)].map(counted); writeFileSync("/tmp/scratch/cwork/counts", JSON.stringify(all)); }, 1000);
        await new Promise(() => undefined);
    });
});
process.on("SIGTERM", () => process.exit());
