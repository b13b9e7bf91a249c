namespace Drayage.Tests.Ecosystems.Foreign;

/// <summary>A repository shaped like Dynamo: a wheel with a build hook, a workspace of libraries, native bindings in a workspace of their own, Go operators.</summary>
internal static class InferencePlatform
{
    private static readonly string[] Libraries = ["config", "runtime", "tokens", "llm", "parsers", "memory"];

    /// <summary>One mistake is in it: <c>lib/*</c> matches lib/bindings too, which holds members but is none.</summary>
    public static ForeignTree Write()
    {
        var tree = new ForeignTree
        {
            { "pyproject.toml", "[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"\n[project]\nname = \"ai-dynamo\"\nversion = \"0.4.1\"\nrequires-python = \">=3.10\"\ndependencies = [\"ai-dynamo-runtime==0.4.1\"]\n[project.optional-dependencies]\nvllm = [\"vllm\"]\nsglang = [\"sglang\"]\n[tool.hatch.build.hooks.custom]\npath = \"hatch_build.py\"\n" },
            { "hatch_build.py", "" },
            { "benchmarks/pyproject.toml", "[build-system]\nrequires = [\"setuptools\"]\nbuild-backend = \"setuptools.build_meta\"\n[project]\nname = \"dynamo-benchmarks\"\nversion = \"0.1.0\"\n" },
            {
                "Cargo.toml", """
                [workspace]
                members = ["launch/*", "lib/*", "lib/bindings/c"]
                exclude = ["lib/bindings/python"]
                resolver = "3"

                [workspace.package]
                version = "0.4.1"
                edition = "2021"
                license = "Apache-2.0"
                description = "Dynamo"

                [workspace.dependencies]
                dynamo-runtime = { path = "lib/runtime", version = "0.4.1" }
                dynamo-tokens = { path = "lib/tokens", version = "0.4.0" }

                [profile.release]
                lto = "thin"
                """
            },
            { "launch/dynamo-run/Cargo.toml", "[package]\nname = \"dynamo-run\"\nversion.workspace = true\nedition.workspace = true\npublish = false\n[features]\ndefault = [\"mistralrs\"]\nmistralrs = []\ncuda = []\n[dependencies]\ndynamo-runtime.workspace = true\n" },
            { "launch/dynamo-run/src/main.rs", "fn main() {}" },
            { "lib/bindings/c/Cargo.toml", "[package]\nname = \"libdynamo_llm\"\nversion.workspace = true\nedition.workspace = true\npublish = false\n[lib]\nname = \"dynamo_llm_capi\"\ncrate-type = [\"cdylib\"]\n" },
            { "lib/bindings/c/src/lib.rs", "" },
            { "lib/bindings/python/Cargo.toml", "[workspace]\n[package]\nname = \"dynamo-py3\"\nversion = \"0.4.1\"\npublish = false\n[lib]\nname = \"_core\"\npath = \"rust/lib.rs\"\ncrate-type = [\"cdylib\", \"rlib\"]\n[dependencies]\ndynamo-runtime = { path = \"../../runtime\" }\n" },
            { "lib/bindings/python/rust/lib.rs", "" },
            { "lib/bindings/python/pyproject.toml", "[build-system]\nrequires = [\"maturin>=1.0\"]\nbuild-backend = \"maturin\"\n[project]\nname = \"ai-dynamo-runtime\"\nversion = \"0.4.0\"\n[tool.maturin]\nmodule-name = \"dynamo._core\"\n" },
            { "deploy/cloud/operator/go.mod", "module github.com/ai-dynamo/dynamo/deploy/cloud/operator\n\ngo 1.24.0\n" },
            { "deploy/cloud/operator/cmd/main.go", "package main\n\nfunc main() {\n}\n" },
            { "deploy/cloud/operator/api/v1alpha1/types.go", "package v1alpha1\n" },
            { "deploy/cloud/operator/hack/tools.go", "//go:build tools\n\npackage hack\n" },
            { "deploy/inference-gateway/go.mod", "module github.com/nvidia/dynamo/gateway\n\ngo 1.24.0\n\nreplace sigs.k8s.io/gateway-api-inference-extension => github.com/ai-dynamo/gateway-api-inference-extension v0.5.0\n" },
            { "deploy/inference-gateway/main.go", "package main\n\nfunc main() {\n}\n" },
        };
        foreach (var name in Libraries)
        {
            tree.Add($"lib/{name}/Cargo.toml", $"[package]\nname = \"dynamo-{name}\"\nversion.workspace = true\nedition.workspace = true\nlicense.workspace = true\ndescription.workspace = true\n[dependencies]\n{(name == "llm" ? "dynamo-tokens.workspace = true\ndynamo-runtime.workspace = true\n" : "")}");
            tree.Add($"lib/{name}/src/lib.rs", "");
        }

        return tree;
    }
}
