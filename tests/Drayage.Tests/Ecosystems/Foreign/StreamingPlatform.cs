namespace Drayage.Tests.Ecosystems.Foreign;

/// <summary>
/// A repository shaped like Apache Iggy: a workspace of three dozen crates with versions of their own, plugins, examples,
/// and SDKs for other languages that release by themselves.
/// </summary>
internal static class StreamingPlatform
{
    private static readonly string[] Plugins = ["elasticsearch_sink", "postgres_sink", "quickwit_sink", "stdout_sink", "iceberg_sink", "postgres_source", "random_source", "mongodb_sink"];
    private static readonly string[] Internal = ["bench", "bench/report", "bench/dashboard/server", "clock", "configs", "consensus", "journal", "metadata", "partitions", "shard", "simulator", "tools", "ai/mcp"];

    public static ForeignTree Write()
    {
        var tree = new ForeignTree();
        var members = Internal.Select(name => $"core/{name}")
            .Concat(["core/binary_protocol", "core/common", "core/sdk", "core/cli", "core/server", "core/integration", "core/connectors/sdk", "core/connectors/runtime"])
            .Concat(Plugins.Select(name => $"core/connectors/plugins/{name}"))
            .Concat(["examples/rust", "bdd/rust"]);
        tree.Add("Cargo.toml", $$"""
            [workspace]
            members = [{{string.Join(", ", members.Select(member => $"\"{member}\""))}}]
            exclude = ["foreign/python"]
            resolver = "2"

            [workspace.dependencies]
            iggy = { path = "core/sdk", version = "0.7.1-edge.2" }
            iggy_common = { path = "core/common", version = "0.7.1-edge.2" }
            iggy_binary_protocol = { path = "core/binary_protocol", version = "0.7.1-edge.2" }
            iggy_connector_sdk = { path = "core/connectors/sdk", version = "0.1.1-edge.1" }

            [profile.release]
            lto = true
            codegen-units = 1
            """);
        Library(tree, "core/binary_protocol", "iggy_binary_protocol", "0.7.1-edge.2", "");
        Library(tree, "core/common", "iggy_common", "0.7.1-edge.2", "iggy_binary_protocol.workspace = true");
        Library(tree, "core/sdk", "iggy", "0.7.1-edge.2", "iggy_common.workspace = true\niggy_binary_protocol.workspace = true");
        Library(tree, "core/connectors/sdk", "iggy_connector_sdk", "0.1.1-edge.1", "iggy.workspace = true");
        Program(tree, "core/cli", "iggy-cli", "0.9.1-edge.1", "iggy", publishes: true, "iggy.workspace = true");
        Program(tree, "core/server", "server", "0.6.1-edge.4", "iggy-server", publishes: false, "iggy_common.workspace = true");
        Program(tree, "core/connectors/runtime", "iggy-connectors", "0.2.1", "iggy-connectors", publishes: false, "iggy_connector_sdk.workspace = true");
        foreach (var name in Internal)
            Library(tree, $"core/{name}", "iggy_" + name.Replace('/', '_'), "0.1.0", "", publishes: false);
        foreach (var name in Plugins)
        {
            Library(tree, $"core/connectors/plugins/{name}", $"iggy_connector_{name}", "0.2.1", "iggy_connector_sdk = { workspace = true }", publishes: false);
            tree.Add($"core/connectors/plugins/{name}/config.toml", "");
        }

        Library(tree, "core/integration", "integration", "0.0.1", "iggy.workspace = true");
        Library(tree, "examples/rust", "iggy_examples", "0.0.5", "iggy.workspace = true", publishes: false);
        Library(tree, "bdd/rust", "bdd", "0.0.1", "", publishes: false);
        ForeignSdks(tree);
        return tree;
    }

    private static void ForeignSdks(ForeignTree tree)
    {
        tree.Add("foreign/python/Cargo.toml", "[package]\nname = \"apache-iggy\"\nversion = \"0.7.1-dev2\"\npublish = false\n[lib]\nname = \"apache_iggy\"\ncrate-type = [\"cdylib\"]\n[dependencies]\niggy = { path = \"../../core/sdk\" }\n");
        tree.Add("foreign/python/src/lib.rs", "");
        tree.Add("foreign/python/pyproject.toml", "[build-system]\nrequires = [\"maturin>=1.9\"]\nbuild-backend = \"maturin\"\n[project]\nname = \"apache-iggy\"\nrequires-python = \">=3.10\"\nversion = \"0.7.1.dev.1\"\n[project.optional-dependencies]\ntesting = [\"pytest\"]\n[tool.maturin]\nfeatures = [\"pyo3/extension-module\"]\n");
        tree.Add("foreign/go/go.mod", "module github.com/apache/iggy/foreign/go\n\ngo 1.23.0\n");
        tree.Add("foreign/go/contracts/version.go", "package iggcon\n\nconst Version = \"0.7.1-edge.1\"\n");
        tree.Add("foreign/go/samples/producer/producer.go", "package main\n\nfunc main() {}\n");
        tree.Add("bdd/go/go.mod", "module github.com/apache/iggy/bdd/go\n\ngo 1.23.0\n\nrequire github.com/apache/iggy/foreign/go v0.0.0\n\nreplace github.com/apache/iggy/foreign/go => ../../foreign/go\n");
        tree.Add("bdd/go/tests/suite_test.go", "package tests\n");
        tree.Add("bdd/python/pyproject.toml", "[project]\nname = \"bdd-tests\"\nversion = \"0.1.0\"\n");
        tree.Add("examples/python/pyproject.toml", "[project]\nname = \"iggy-examples\"\nversion = \"0.1.0\"\n[tool.uv]\npackage = false\n");
    }

    private static void Library(ForeignTree tree, string directory, string name, string version, string dependencies, bool publishes = true)
    {
        var type = directory.Contains("plugins", StringComparison.Ordinal) ? "[lib]\ncrate-type = [\"cdylib\", \"lib\"]\n" : "";
        tree.Add(directory + "/Cargo.toml", $"[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2024\"\nlicense = \"Apache-2.0\"\ndescription = \"{name}\"\n{(publishes ? "" : "publish = false\n")}{type}[dependencies]\n{dependencies}\n");
        tree.Add(directory + "/src/lib.rs", "");
    }

    private static void Program(ForeignTree tree, string directory, string name, string version, string binary, bool publishes, string dependencies)
    {
        tree.Add(directory + "/Cargo.toml", $"[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2024\"\nlicense = \"Apache-2.0\"\ndescription = \"{name}\"\n{(publishes ? "" : "publish = false\n")}[dependencies]\n{dependencies}\n[[bin]]\nname = \"{binary}\"\npath = \"src/main.rs\"\n");
        tree.Add(directory + "/src/main.rs", "fn main() {}");
    }
}
