import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Manifest {
    name: string;
    version: string;
    private?: boolean;
}

const file = join(__dirname, "../../package.json");
const { name, version, private: isUnpublished = false } = JSON.parse(readFileSync(file, "utf8")) as Manifest;

/** What a command adds to a program: a tarball in a folder while the package is private, and the version on npm afterwards. */
export const ownPackage = (folder: string): string =>
    isUnpublished ? `${folder}/${name}-${version}.tgz` : `${name}@${version}`;
