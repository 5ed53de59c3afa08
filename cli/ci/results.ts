import type { AnyReview } from "../drift/format";
import type { PlacedTenant } from "./changed";
import type { Outcome } from "./plan";

/** What a change does to one tenant. */
export interface Previewed {
    tenant: PlacedTenant;
    /** Files beside the tenant's own have changed. */
    shared: boolean;
    plan: Outcome;
    review: AnyReview;
}

/** A tenant whose turn it is, or may come. */
export interface Due {
    tenant: PlacedTenant;
    /** `tenants/Pulumi.acme.yaml has changed` */
    why: string;
}

/** What became of a tenant in a roll-out. */
export interface RolledOut extends Due {
    /** Absent where its turn did not come. */
    outcome?: Outcome;
    cancelled?: true;
}
