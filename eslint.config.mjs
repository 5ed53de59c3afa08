import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

/** Dependencies point one way: a folder may not import what is named here. */
const forbidden = (files, folders, message, modules = []) => ({
    files,
    rules: {
        "no-restricted-imports": [
            "error",
            {
                patterns: [{ group: folders.map((folder) => `**/${folder}/**`), message, allowTypeImports: true }],
                paths: modules.map((name) => ({ name, message })),
            },
        ],
    },
});

export default tseslint.config(
    { ignores: ["dist/", "site/", "**/node_modules/"] },
    eslint.configs.recommended,
    tseslint.configs.recommended,
    {
        files: ["**/*.ts"],
        languageOptions: { parserOptions: { projectService: true } },
        rules: {
            "@typescript-eslint/no-floating-promises": "error",
            "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
            "@typescript-eslint/await-thenable": "error",
            "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
            "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
            // `require` inside a function loads on first use; nothing else in CommonJS does.
            "@typescript-eslint/no-require-imports": ["error", { allowAsImport: true }],
            "max-lines": ["error", { max: 300 }],
            "max-lines-per-function": ["error", { max: 50, skipComments: true, skipBlankLines: true }],
        },
    },
    {
        files: [
            "provider/genesys/vendorSdk.ts",
            "provider/index.ts",
            "provider/resources.ts",
            "sdk/*/lookups.ts",
            "sdk/webex/convertUsers.ts",
            "cli/main.ts",
            "cli/*/index.ts",
            "cli/adopt/generate/run.ts",
            "engine/pulumi.ts",
        ],
        rules: { "@typescript-eslint/no-require-imports": "off" },
    },
    {
        // A resource's outputs follow from its arguments: the class gets them from an interface of the same name.
        files: ["sdk/**/*.ts"],
        rules: { "@typescript-eslint/no-unsafe-declaration-merging": "off" },
    },
    {
        files: ["test/**/*.ts"],
        rules: {
            "max-lines": ["error", { max: 500 }],
            "max-lines-per-function": "off",
            "@typescript-eslint/no-unused-expressions": "off",
            "@typescript-eslint/no-require-imports": "off",
        },
    },
    {
        files: ["**/*.mjs"],
        languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } },
    },
    forbidden(["provider/**"], ["sdk", "simulator", "cli"], "provider/ imports neither sdk, simulator nor cli."),
    forbidden(["simulator/**"], ["sdk", "provider", "cli"], "The simulator shares no code with what it tests."),
    forbidden(
        ["policy/**"],
        ["sdk", "provider", "simulator", "cli"],
        "A policy sees declared values, and loads no library.",
    ),
    forbidden(["sdk/**"], ["simulator", "cli", "provider"], "Importing the SDK loads no provider.", [
        "got",
        "zod",
        "purecloud-platform-client-v2",
    ]),
);
