using System.Text.Json.Nodes;
using Drayage.Ecosystems.Cargo.Detection;
using Drayage.Model.Detection;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Cargo.Detection;

/// <summary>Holds detection against <c>cargo metadata</c> on generated repositories.</summary>
public sealed class CargoOracleTests
{
    private static readonly string[] Refusals =
    [
        CatalogWarning.UnreadableManifest, "workspace-member-missing", "workspace-pattern-unmatched", "workspace-nested-root", "workspace-member-unlisted",
        "workspace-default-member-unknown", "duplicate-package-name", "path-dependency-missing",
    ];

    [Theory]
    [InlineData(11, 8)]
    [InlineData(12, 8)]
    [InlineData(13, 12)]
    [InlineData(14, 12)]
    [InlineData(15, 20)]
    [InlineData(16, 40)]
    [InlineData(18, 6)]
    [InlineData(19, 6)]
    [InlineData(20, 6)]
    public async Task EveryPackageIsAsCargoSeesIt(int seed, int crates)
    {
        var cargo = Peer.Require("cargo");
        using var tree = new GeneratedWorkspace(new Random(seed)).Write(crates);
        var found = tree.Detect(new CargoDetector());
        var byManifest = found.Packages.ToDictionary(package => Path.Combine(tree.Root, package.Manifest));
        var compared = new HashSet<string>();

        foreach (var root in tree.Where(path => path.EndsWith("Cargo.toml", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            if (compared.Contains(Path.Combine(tree.Root, root)))
                continue;
            var result = await cargo.RunAsync("metadata", "--no-deps", "--offline", "--format-version", "1", "--manifest-path", Path.Combine(tree.Root, root));
            if (result.ExitCode != 0)
            {
                Assert.True(found.Warnings.Any(warning => Refusals.Contains(warning.Code)), $"cargo refuses {root}, detection sees nothing wrong:\n{result.Error}");
                continue;
            }

            foreach (var expected in JsonNode.Parse(result.Output)!["packages"]!.AsArray())
            {
                Assert.Equal(Describe(expected!), Describe(byManifest[(string)expected!["manifest_path"]!]));
                compared.Add((string)expected!["manifest_path"]!);
            }
        }

        if (compared.Count == byManifest.Count)
            Assert.DoesNotContain(found.Warnings, warning => Refusals.Contains(warning.Code));
    }

    private static string Describe(JsonNode package)
    {
        var publish = package["publish"] switch
        {
            null => "anywhere",
            JsonArray { Count: 0 } => "nowhere",
            var registries => string.Join(',', registries!.AsArray()),
        };
        var targets = package["targets"]!.AsArray()
            .Select(target => (Kinds: target!["kind"]!.AsArray().Select(kind => (string)kind!).ToList(), Name: (string)target["name"]!))
            .SelectMany(target => target.Kinds.SelectMany(kind => Products(kind)).Distinct().Select(kind => $"{kind} {target.Name}"));
        var features = package["features"]!.AsObject().Select(feature => feature.Key);
        var local = package["dependencies"]!.AsArray().Where(dependency => dependency!["path"] is not null)
            .Select(dependency => $"{dependency!["name"]} {dependency["req"]} {dependency["kind"]?.ToString() ?? "normal"}");
        return Describe((string)package["name"]!, (string)package["version"]!, publish, targets, features, local);
    }

    private static IEnumerable<string> Products(string kind) => kind switch
    {
        "bin" => [ProductKind.Binary],
        "cdylib" => [ProductKind.SharedLibrary],
        "lib" or "rlib" or "staticlib" or "proc-macro" => [ProductKind.Library],
        _ => [],
    };

    private static string Describe(Package package)
    {
        var publish = package.Publishability switch
        {
            { IsPublishable: false } => "nowhere",
            { Registries: { IsEmpty: false } registries } => string.Join(',', registries),
            _ => "anywhere",
        };
        var features = package.Facts.Where(fact => fact.Name == "feature").Select(fact => fact.Value)
            .Concat(package.Facts.Where(fact => fact.Name == "default-features").Select(_ => "default"));
        var local = package.Dependencies.Select(dependency =>
            $"{dependency.Name} {(dependency.Requirement is { } version ? "^" + version : "*")} {Kind(dependency.Kind)}");
        return Describe(
            package.Name,
            package.Version.Text ?? (package.Version as PackageVersion.None)?.Assumed ?? "",
            publish,
            package.Products.Where(product => product.Kind != ProductKind.Crate).Select(product => $"{product.Kind} {product.Name}"),
            features,
            local);
    }

    private static string Kind(LocalDependencyKind kind) => kind switch
    {
        LocalDependencyKind.Build => "build",
        LocalDependencyKind.Development => "dev",
        _ => "normal",
    };

    private static string Describe(string name, string version, string publish, IEnumerable<string> products, IEnumerable<string> features, IEnumerable<string> local) => $"""
        {name} {version} to {publish}
        products: {string.Join(", ", products.Order(StringComparer.Ordinal))}
        features: {string.Join(", ", features.Order(StringComparer.Ordinal))}
        needs: {string.Join(", ", local.Order(StringComparer.Ordinal))}
        """;
}
