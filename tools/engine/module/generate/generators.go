package main

import (
	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"

	// What generated SDKs for Go import: tests compile them with this module.
	_ "github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	_ "github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

var generators = map[string]generator{
	"go": func(pkg *schema.Package, r *request, _ schema.ReferenceLoader) (map[string][]byte, error) {
		return gogen.GeneratePackage(tool, pkg, r.LocalDependencies)
	},
	"nodejs": func(pkg *schema.Package, r *request, loader schema.ReferenceLoader) (map[string][]byte, error) {
		return nodejs.GeneratePackage(tool, pkg, r.ExtraFiles, r.LocalDependencies, r.Local, loader)
	},
	"python": func(pkg *schema.Package, r *request, loader schema.ReferenceLoader) (map[string][]byte, error) {
		return python.GeneratePackage(tool, pkg, r.ExtraFiles, loader)
	},
}
