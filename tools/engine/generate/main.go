// Generates the SDK of a package for one language: generate <language>, with the engine's GeneratePackageRequest on
// standard input and the GeneratePackageResponse on standard output. Pulumi's own language hosts do the same, but are not
// published as Go modules. The Go modules that this is compiled in have the generators.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/proto"
)

const tool = "generate"

type request = pulumirpc.GeneratePackageRequest

type generator func(*schema.Package, *request, schema.ReferenceLoader) (map[string][]byte, error)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(language string) error {
	generate, known := generators[language]
	if !known {
		return fmt.Errorf("unknown language %q", language)
	}
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	req := &request{}
	if err := proto.Unmarshal(input, req); err != nil {
		return err
	}
	client, err := schema.NewLoaderClient(req.LoaderTarget)
	if err != nil {
		return err
	}
	defer client.Close()
	loader := schema.NewCachedLoader(client)

	var spec schema.PackageSpec
	if err := json.Unmarshal([]byte(req.Schema), &spec); err != nil {
		return err
	}
	pkg, diags, err := schema.BindSpec(spec, loader, schema.ValidationOptions{AllowDanglingReferences: true})
	if err != nil {
		return err
	}
	if !diags.HasErrors() {
		files, err := generate(pkg, req, loader)
		if err != nil {
			return err
		}
		if err := write(req.Directory, files); err != nil {
			return err
		}
	}
	output, err := proto.Marshal(&pulumirpc.GeneratePackageResponse{
		Diagnostics: plugin.HclDiagnosticsToRPCDiagnostics(diags),
	})
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(output)
	return err
}

func write(folder string, files map[string][]byte) error {
	for name, data := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
