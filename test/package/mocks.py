"""Runs the program of the documents under Pulumi's mocks, and prints the resources that it creates."""

import json

import pulumi

resources = []


class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        if args.typ.startswith("contactcenter:"):
            resources.append({"type": args.typ, "inputs": args.inputs})
        return [f"{args.name}-id", args.inputs]

    def call(self, args):
        return {}


pulumi.runtime.set_mocks(Mocks())


@pulumi.runtime.test
def run():
    import documented

    return documented.integration.urn.apply(lambda _: None)


run()
print(json.dumps(resources))
