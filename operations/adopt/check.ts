import provider from "@pulumi/pulumi/proto/provider_pb";
import { inOwnForm, markerOf, plainInputs } from "../../engine/dynamicForm";
import { type ProviderInstance, tokenIn } from "../../engine/providerServer";
import { fromStruct, toFailures, toStruct } from "../../plugin/protocol";
import { describeProblems } from "../../provider/core/describe";
import { isNative, typeInUrn } from "../../provider/core/token";
import { record } from "../../provider/core/values";
import { resources } from "../../provider/resources";
import { checkInputs } from "../../provider/runtime/check";
import { served } from "../../provider/runtime/instance";
import { prepared } from "../../provider/runtime/native";
import { handOver } from "../../provider/runtime/problemFile";
import type { AnyType } from "../../provider/runtime/read";
import { holdsSecret, namesKey, problemsKey, split, toEngine } from "../../provider/runtime/wire";
import type { Adoption } from "./adoption";

/**
 * Only errors of the program stop it. The tenant already has these objects, so checks against the tenant do not matter.
 */
export function checkRequest(
    request: provider.CheckRequest,
    from: ProviderInstance,
    { wrong, adoptions }: { wrong: Set<string>; adoptions: ReadonlyMap<string, Adoption> },
): provider.CheckResponse {
    const response = new provider.CheckResponse();
    const token = tokenIn(request);
    const urn = request.getUrn();
    const engineType = typeInUrn(urn);
    const { [problemsKey]: problemFile, [namesKey]: names, ...declared } = fromStruct(request.getNews());
    const { own: news } = split(declared);
    const native = isNative(engineType);
    // A resource of an import, or of another library: unchanged.
    if (token === undefined || (native ? adoptions.has(urn) : typeof problemFile !== "string")) {
        response.setInputs(request.getNews());
        return response;
    }
    const type = resources[token] as unknown as AnyType;
    const secrets = Object.keys(news).filter((key) => holdsSecret(news[key]));
    const { given, refused } = native
        ? prepared(served(from, token), { ...news, ...markerOf(urn) }, urn)
        : { given: news, refused: "" };
    const { own: olds } = split(fromStruct(request.getOlds()));
    const plain = (bag: Record<string, unknown>) => plainInputs(engineType, bag);
    const { state, known, problems: all } = checkInputs(type, plain(given), plain(olds));
    const problems = all.filter(({ inferred }) => inferred !== true);
    const reasons = [
        ...(problems.length === 0
            ? []
            : [describeProblems(type.title, type.label({ ...record(names), ...known }), problems)]),
        ...(refused === "" ? [] : [refused]),
    ];
    if (reasons.length > 0) {
        wrong.add(urn);
        if (typeof problemFile === "string") handOver(problemFile, reasons);
        // The engine would print the value of a property that it is told, with its secrets.
        else response.setFailuresList(toFailures(reasons.map((reason) => ({ property: "", reason }))));
    }
    const checked = { inputs: toEngine(state, secrets), outputs: {} };
    response.setInputs(toStruct(inOwnForm(engineType, checked, declared).inputs));
    return response;
}
