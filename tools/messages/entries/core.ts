import type { Entries } from "./entry";

const file = "Fix the file or name another one, as the message says.";

export const core: Entries = {
    CC1001: {
        text: "<product> could not be reached (<code>, <call>)",
        when: "A request did not reach the product: no connection, an unknown name, an untrusted certificate, or a proxy that refuses.",
        fix: "Check the configured address, the network and the proxy. The line below the message names the likely cause.",
    },
    CC1002: {
        text: "<product> gave no usable answer (<code>, <call>)",
        when: "A request was sent, but the answer did not arrive in time, is too long, or cannot be read.",
        fix: "Run the command again. If the message says that the outcome is not known, check the product first.",
    },
    CC1003: {
        text: "<product> answered 401 <code> to <call>: <vendor message>",
        when: "The product rejects the access token, or the login of the configured client.",
        fix: "Check the client id, the secret and the region or realm, and that the client is active.",
    },
    CC1004: {
        text: "<product> answered 403 <code> to <call>: <vendor message>",
        when: "The calling client is not allowed to make this request.",
        fix: "Give the client the permission that the message names. `contact-center preflight` lists all of them.",
    },
    CC1005: {
        text: "<product> answered 404 <code> to <call>: <vendor message>",
        when: "The object, or the called address, does not exist. Some products answer 410 instead.",
        fix: "Run `pulumi refresh` if the object was deleted. Otherwise check the configured address.",
    },
    CC1006: {
        text: "<product> answered 409 <code> to <call>: <vendor message>",
        when: "The request conflicts with an existing object or with another change, also after the retries.",
        fix: "Read the product's own message, then run the command again.",
    },
    CC1007: {
        text: "<product> answered 429 <code> to <call>: <vendor message>",
        when: "The product limits the number of requests, and the operation has no time left to wait.",
        fix: "Wait a minute, let fewer pipelines run at once, or add OAuth clients.",
    },
    CC1008: {
        text: "<product> answered 500 <code> to <call>: <vendor message>",
        when: "The product, or a gateway in front of it, has a fault. Requests that are safe to repeat were retried.",
        fix: "Run the command again later. Give the correlation id to the product's support.",
    },
    CC1009: {
        text: "<product> answered <status> <code> to <call>: <vendor message>",
        when: "The product rejects the request with another status, such as 400.",
        fix: "Read the product's own message, which names the value that it rejects.",
    },
    CC1010: {
        text: "<product> answered <status> <code> to <call>: <vendor message>",
        when: "The answer is a redirect or not in the product's format, so something else has answered.",
        fix: "Check the configured address and the proxy.",
    },
    CC1011: {
        when: "The environment variable `CONTACTCENTER_ANSWER_LIMIT` has another value.",
        fix: "Set it to a number of megabytes, or unset it for the default of 32.",
    },
    CC1012: {
        when: "The environment variable with the proxy's address is not valid.",
        fix: "Set it to an address such as `http://proxy.example:8080`, or unset it.",
    },
    CC1013: {
        when: "A change was accepted, but its result did not show in time.",
        fix: "Run `pulumi up` again. It continues where it stopped.",
    },
    CC1014: {
        when: "Requests wait more than 10 s for the product's rate limit. It is logged at most once every 30 s.",
        fix: "Nothing: the run continues by itself. More OAuth clients make it faster.",
    },
    CC1101: {
        when: "The setting `contactcenter:checks` has another value.",
        fix: "Set it to one of the three values, or remove it for `error`.",
    },
    CC1102: {
        when: "Only one of the two environment variables of a read-only client is set.",
        fix: "Set both, or unset both.",
    },
    CC1103: { when: "An explicit provider lacks a required setting, and the environment does not have it either." },
    CC1104: { when: "A required setting is neither in the stack's configuration nor in the environment." },
    CC1105: {
        when: "A preview uses a read-only client, so it cannot tell which permissions the client of `pulumi up` has.",
        fix: "Run `contact-center preflight` with the client of `pulumi up`.",
    },
    CC1106: {
        when: "Settings of a connection are missing or invalid. Each line names one.",
        fix: "Follow the command in each line.",
    },
    CC1107: {
        when: "An address that receives credentials does not begin with `https://`.",
        fix: "Set an https address.",
    },
    CC1108: {
        when: "An address contains credentials.",
        fix: "Remove them from the address, and set the client id and the secret in their own settings.",
    },
    CC1109: { when: "An http address on another machine would receive credentials." },
    CC1110: {
        when: "After a write, the server shows other values than the program declares. The state keeps the server's values.",
        fix: "Declare a value that the server keeps, or run `pulumi up` again if the server was only slow.",
    },
    CC1111: {
        when: "Several objects have this resource's ownership marker, for example after someone copied an object.",
        fix: "Keep the object that is in use, and delete the others in the product.",
    },
    CC1112: {
        when: "A resource of the same stack owns the name, for example because the resource was renamed in the program.",
    },
    CC1113: {
        when: "Another stack owns the object with this name.",
        fix: "Choose another name, or declare the object only in the other stack.",
    },
    CC1114: { when: "An object with this name was created manually or by another tool." },
    CC1115: {
        when: "A replacement would create the new object before it deletes the old one, and both have the same name.",
    },
    CC1116: {
        text: "<file>: <reason>. <remedy>.",
        when: "A file cannot be read or written. The message has the reason of the system.",
        fix: file,
    },
    CC1117: { when: "A file that must be JSON does not parse." },
    CC1118: { when: "The name of an output leads to a folder." },
    CC1119: { when: "One run would write a file twice, or write a file that it reads." },
    CC1120: {
        when: "A list reports more than 10,000 pages, which no tenant has.",
        fix: "Check that the configured address leads to the product itself.",
    },
    CC1121: {
        when: "A server ignores the page number of a list although it reports several pages.",
        fix: "Check that the configured address leads to the product itself, then contact its support.",
    },
    CC1122: { when: "A text is empty or has only spaces.", fix: "Declare a text, or remove the property." },
    CC1123: { when: "A number is not whole or not within its limits.", fix: "Declare a number within the limits." },
    CC1124: { when: "A property that takes an https address has another value.", fix: "Declare an https address." },
    CC1125: { when: "A property that takes addresses has another value.", fix: "Declare an address or a CIDR range." },
    CC1126: { when: "A date has no time zone, or another format.", fix: "Declare it as in the message." },
    CC1127: {
        when: "A timeout in the configuration or in `customTimeouts` has no unit, or another format.",
        fix: "Set it as in the message.",
    },
    CC1128: { when: "The program or the command runs with an older version of Node." },
    CC1201: {
        when: "A program declares a property that the resource type does not have.",
        fix: "Correct the name, or remove the property.",
    },
    CC1202: { when: "A required property is missing.", fix: "Declare it." },
    CC1203: { when: "A property has a value of another type.", fix: "Declare a value of the type." },
    CC1204: { when: "A property has a value that is not in its list of values.", fix: "Declare one of the values." },
    CC1205: { when: "An object has keys that its type does not have.", fix: "Correct the keys, or remove them." },
    CC1206: {
        text: "<path>: <rule>",
        when: "A value breaks a rule of its property without its own message.",
        fix: "Correct the value.",
    },
    CC1207: {
        when: "The product created an object, but its answer does not say which.",
        fix: "Run `pulumi up` again: it finds the object by its marker.",
    },
    CC1208: {
        when: "`pulumi import`, or the `get` function of a resource class, names an object that does not exist.",
        fix: "Use the id in the message. If it has none, check the id and the connection.",
    },
    CC1209: {
        when: "A resource type without updates is changed in place, for example with `ignoreChanges` on other properties.",
        fix: "Replace the resource.",
    },
    CC1210: { when: "An operation took longer than its timeout, with all its retries and waits." },
    CC1211: {
        when: "The state holds a resource of a type that this version of the library does not have.",
        fix: "Install the version of the library that created the resource.",
    },
    CC1212: {
        text: "<object>: <consequence>",
        when: "A preview shows a change that takes something from users or systems, such as a group's members.",
        fix: "Continue if this is intended.",
    },
    CC1213: {
        when: "A preview finds an object that belongs to the resource, but not to the state.",
        fix: "Continue if this is intended. If the secret must stay, restore the state first.",
    },
    CC1214: { when: "The variables of a read-only client are set in a run of `pulumi up`." },
    CC1215: {
        when: "A preview runs with `contactcenter:offlinePreview`.",
        fix: "Remove the setting to check the program against the tenant.",
    },
    CC1216: {
        when: "`pulumi import` of the native plugin names an object that another stack or resource manages.",
    },
    CC1217: { when: "`pulumi import` of the native plugin names a resource that only this library knows." },
    CC1218: {
        when: "`pulumi import` of the native plugin names an object that lacks values which the resource type requires, for example a SAML identity provider.",
    },
    CC1219: {
        when: "An update deletes an object that it has adopted before, because the new resource has the same marker. This happens with `pulumi up --replace` of a native resource, and if a program of one kind of resources is replaced by one of the other before its stack is migrated.",
        fix: "Nothing is left to do. OAuth clients have new secrets. To keep them, run `contact-center migrate` before `pulumi up`. To replace a native resource with `--replace`, set `deleteBeforeReplace: true` first.",
    },
    CC1301: { when: "A program creates a `Provider` with such a name.", fix: "Choose another name." },
    CC1302: {
        when: "A program passes a setting to a `Provider` that it does not have.",
        fix: "Correct the name.",
    },
    CC1303: {
        when: "A lookup uses an explicit provider, and a setting of the provider comes from a resource that does not exist yet.",
        fix: "Take the setting from the configuration, or run `pulumi up --target` for the resource first.",
    },
    CC1304: {
        when: "A program sets the resource option `deleteBeforeReplace` to `false`.",
        fix: "Remove the option.",
    },
    CC1305: { when: "A program sets the resource option `import`." },
    CC1306: { when: "Two resources of one type have the same name, so their ownership markers would be equal." },
    CC1307: {
        when: "A program declares the same object of a tenant twice, so each resource would undo the other's changes.",
    },
    CC1308: { when: "The program runs with Bun." },
    CC1309: { when: "The program is installed with Yarn Plug'n'Play." },
    CC1310: { when: "The engine starts the provider in the program's folder, and the package is not installed there." },
    CC1401: {
        when: "The arguments of `contactCenterPolicies` are not valid. Each line names one.",
        fix: "Correct them.",
    },
    CC1402: { when: "An entry of `redirectHosts` has a scheme, a port or a path.", fix: "List only the host." },
    CC1403: {
        when: "An entry of `clientPermissions` has another form.",
        fix: "Write `*` for parts that do not matter.",
    },
    CC1404: { when: "An entry of `clientAddresses` is not an address.", fix: "Correct the entry." },
    CC1405: {
        when: "The guard rail `tokenLifetimeSeconds` is not within the limits of Genesys Cloud.",
        fix: "Correct the number.",
    },
    CC1406: {
        when: "The policy `redirect-hosts` finds an address that leads to another host.",
        fix: "Correct the address, or add the host to the guard rails.",
    },
    CC1407: {
        when: "The policy `token-lifetime` finds tokens that live longer than allowed.",
        fix: "Declare a shorter life.",
    },
    CC1408: {
        when: "The policy `client-addresses` finds a client without `allowedIpAddresses`.",
        fix: "Declare them.",
    },
    CC1409: {
        when: "The policy `client-addresses` finds an address outside of the allowed ranges.",
        fix: "Declare another address, or add the range to the guard rails.",
    },
    CC1410: { when: "The policy `all-divisions` finds a role that is granted in all divisions." },
    CC1411: {
        when: "The policy `provider-clients` finds a provider client without protection.",
        fix: "Remove the property.",
    },
    CC1412: {
        when: "The policy `owner` finds a description without an owner.",
        fix: "Add the owner to the description.",
    },
    CC1413: { when: "The policy `client-permissions` finds a client with a role of another stack." },
    CC1414: {
        when: "The policy `client-permissions` cannot check a role whose permissions come from a resource that does not exist yet.",
        fix: "Declare the permissions as plain values.",
    },
    CC1415: {
        when: "The policy `client-permissions` finds a role whose permissions can be changed outside of the program.",
        fix: 'Declare `permissions`, and remove `extraPermissions: "keep"`.',
    },
    CC1416: {
        when: "The policy `client-permissions` finds permissions that the guard rails do not allow for this client.",
    },
    CC1501: {
        when: "A program of another language uses a component that this version of the native plugin does not have.",
        fix: "Use the plugin's version that the program's SDK was generated from.",
    },
    CC1502: {
        when: "A component of the native plugin cannot be created. Each line is one error.",
        fix: "Fix the errors that the lines name.",
    },
    CC1503: {
        when: "A function of the native plugin is called without a required argument.",
        fix: "Pass the argument.",
    },
    CC1504: {
        when: "A program of another language calls a function that this version of the native plugin does not have.",
        fix: "Use the plugin's version that the program's SDK was generated from.",
    },
    CC1505: {
        when: "An explicit provider of the native plugin has an unknown setting.",
        fix: "Correct the name, or remove the setting.",
    },
    CC1506: {
        when: "A group of settings of the native plugin has an unknown setting.",
        fix: "Correct the name, or remove the setting.",
    },
    CC1507: {
        when: "In another language than TypeScript, an argument of a component depends on a resource that does not exist yet. The component needs the value itself, for example as part of a name, or because it decides which resources exist.",
        fix: "Pass a value of the program or of its configuration.",
    },
    CC1508: {
        when: "In another language than TypeScript, such an argument of a component is a secret. The component would show it in plain text.",
        fix: "Pass a value that is not secret. In an object, such as `members`, its properties may be secrets.",
    },
    CC1509: {
        when: "A group of settings of the native plugin is neither an object nor JSON of one.",
        fix: "Remove it with `pulumi config rm`, and set each setting with `pulumi config set --path contactcenter:<group>.<setting>`.",
    },
    CC1510: {
        when: "A component of the native plugin cannot be created with these arguments. Each line is one error.",
        fix: "Fix the errors that the lines name.",
    },
    CC1511: {
        when: "The configuration of a stack has a key `contactcenter:…` that the native plugin does not have.",
        fix: "Correct the name, or remove the key. A setting of a product belongs into its group, such as `contactcenter:genesys.region`.",
    },
};
