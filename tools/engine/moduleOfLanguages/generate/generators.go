package main

import (
	"net/http"

	"github.com/pulumi/pulumi/pkg/v3/codegen/dotnet"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

var generators = map[string]generator{
	"dotnet": func(pkg *schema.Package, r *request, _ schema.ReferenceLoader) (map[string][]byte, error) {
		// It downloads a logo, which no compiler needs.
		http.DefaultTransport.(*http.Transport).RegisterProtocol("file", http.NewFileTransport(http.Dir("/")))
		pkg.LogoURL = "file:///dev/null"
		return dotnet.GeneratePackage(tool, pkg, r.ExtraFiles, r.LocalDependencies)
	},
}
