/** Loads each key once. A load that failed is retried. */
export function onceByKey(): <T>(key: string, load: () => Promise<T>) => Promise<T> {
    const answers = new Map<string, Promise<unknown>>();
    return <T>(key: string, load: () => Promise<T>) => {
        const known = answers.get(key) as Promise<T> | undefined;
        if (known !== undefined) return known;
        const loading = load();
        loading.catch(() => answers.delete(key));
        answers.set(key, loading);
        return loading;
    };
}
