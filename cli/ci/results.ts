import type { AnyReview } from "../drift/format";
import type { PlacedTenant } from "./changed";
import type { Outcome } from "./plan";

/** The effect of a change on one tenant. */
export interface Previewed {
    tenant: PlacedTenant;
    /** Whether files other than the tenant's own have changed. */
    shared: boolean;
    plan: Outcome;
    review: AnyReview;
}

/** A tenant that is updated now, or may be next. */
export interface Due {
    tenant: PlacedTenant;
    /** `tenants/Pulumi.acme.yaml has changed` */
    why: string;
}

/** The result of a tenant in a rollout. */
export interface RolledOut extends Due {
    /** Absent if the tenant was not reached. */
    outcome?: Outcome;
    cancelled?: true;
}
