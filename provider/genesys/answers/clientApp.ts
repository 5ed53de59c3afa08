import { answer, text, texts, word } from "./decoder";

/**
 * Properties of an integration that is a client application. Options are joined by commas. If the property is absent,
 * there are none.
 */
export const clientAppProperties = answer("client application", {
    url: word,
    displayType: word,
    featureCategory: text,
    sandbox: text,
    permissions: text,
    groups: texts,
    queueIdFilterList: texts,
    communicationTypeFilter: text,
});
