using Drayage.Ecosystems.Cargo.Detection;
using Drayage.Ecosystems.Go.Detection;
using Drayage.Ecosystems.Python.Detection;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Foreign;

/// <summary>What detection says of repositories shaped like real ones.</summary>
public sealed class ForeignRepositoriesTests
{
    private static (List<Package> Packages, List<CatalogWarning> Warnings) Detect(ForeignTree tree)
    {
        IDetector[] detectors = [new CargoDetector(), new PythonDetector(), new GoDetector()];
        var found = detectors.Select(tree.Detect).ToList();
        return ([.. found.SelectMany(one => one.Packages)], [.. found.SelectMany(one => one.Warnings)]);
    }

    private static IEnumerable<string> Rows(IEnumerable<Package> packages) => packages.Select(package =>
        $"{package.Ecosystem} {package.Name} {package.Version.Text ?? package.Version.GetType().Name} {(package.Publishability.IsPublishable ? "yes" : "no")} {package.Role}");

    private static IEnumerable<string> Codes(IEnumerable<CatalogWarning> warnings) =>
        warnings.Select(warning => $"{warning.Code} {warning.At}").Order(StringComparer.Ordinal);

    [Fact]
    public void AStreamingPlatformWithSdks()
    {
        using var tree = StreamingPlatform.Write();

        var (packages, warnings) = Detect(tree);

        Assert.Equal(32, packages.Count(package => package.Ecosystem == EcosystemName.Cargo));
        Assert.Equal(
            [
                "cargo iggy_binary_protocol 0.7.1-edge.2 yes Product", "cargo iggy-cli 0.9.1-edge.1 yes Product", "cargo iggy_common 0.7.1-edge.2 yes Product",
                "cargo iggy_connector_sdk 0.1.1-edge.1 yes Product", "cargo integration 0.0.1 yes Test", "cargo iggy 0.7.1-edge.2 yes Product",
                "python bdd-tests 0.1.0 yes Test", "python apache-iggy 0.7.1.dev.1 yes Product", "go github.com/apache/iggy/foreign/go Dynamic yes Product",
            ],
            Rows(packages.Where(package => package.Publishability.IsPublishable)));
        Assert.Equal(8, packages.Count(package => package.Name.StartsWith("iggy_connector_", StringComparison.Ordinal) && package.Products.Any(product => product.Kind == ProductKind.SharedLibrary)));
        Assert.Equal(
            [
                "test-package-publishable core/integration/Cargo.toml:2:8",
                "version-disagreement foreign/python/Cargo.toml:3:11",
                "version-not-canonical foreign/python/pyproject.toml:7:11",
            ],
            Codes(warnings));
    }

    [Fact]
    public void AnInferencePlatformWithBindings()
    {
        using var tree = InferencePlatform.Write();

        var (packages, warnings) = Detect(tree);

        Assert.Equal(
            [
                "cargo dynamo-run 0.4.1 no Product", "cargo libdynamo_llm 0.4.1 no Product", "cargo dynamo-py3 0.4.1 no Product", "cargo dynamo-config 0.4.1 yes Product",
                "cargo dynamo-llm 0.4.1 yes Product", "cargo dynamo-memory 0.4.1 yes Product", "cargo dynamo-parsers 0.4.1 yes Product",
                "cargo dynamo-runtime 0.4.1 yes Product", "cargo dynamo-tokens 0.4.1 yes Product",
                "python ai-dynamo 0.4.1 yes Product", "python dynamo-benchmarks 0.1.0 yes Benchmark", "python ai-dynamo-runtime 0.4.0 yes Product",
                "go github.com/ai-dynamo/dynamo/deploy/cloud/operator Dynamic yes Product", "go github.com/nvidia/dynamo/gateway Dynamic no Product",
            ],
            Rows(packages));
        Assert.Contains(packages.Single(package => package.Name == "ai-dynamo").Dependencies, dependency => dependency is { Name: "ai-dynamo-runtime", Requirement: "==0.4.1" });
        Assert.Equal(
            [
                "benchmark-package-publishable benchmarks/pyproject.toml:5:8",
                "go-module-path-mismatch deploy/inference-gateway/go.mod:1:8",
                "go-replace-blocks-release deploy/inference-gateway/go.mod:5:9",
                "version-disagreement lib/bindings/python/Cargo.toml:4:11",
                "workspace-member-missing Cargo.toml:2:24",
            ],
            Codes(warnings));
    }

    [Fact]
    public void AServingFrameworkForManyKindsOfHardware()
    {
        using var tree = ServingFramework.Write();

        var (packages, warnings) = Detect(tree);

        Assert.Equal(
            [
                "cargo sgl-model-gateway 0.2.4 yes Product", "cargo sgl-model-gateway-python 0.2.4 yes Product",
                "python frontend-demo 0.1 yes Example", "python sglang Dynamic yes Product", "python sgl-kernel 0.3.18 yes Product", "python sglang-router 0.2.4 yes Product",
                "go github.com/sgl-project/sglang/sgl-model-gateway/bindings/golang Dynamic yes Product",
            ],
            Rows(packages));
        Assert.Equal(["amg", "sgl-model-gateway"], packages[0].Products.Where(product => product.Kind == ProductKind.Binary).Select(product => product.Name));
        Assert.Equal(3, packages.Single(package => package.Name == "sglang").Facts.Count(fact => fact.Name == "variant"));
        Assert.Equal(
            [
                "example-package-publishable examples/frontend/setup.py:4:17",
                "local-dependency-without-version sgl-model-gateway/bindings/python/Cargo.toml:9:30",
                "publish-metadata-missing sgl-model-gateway/Cargo.toml:1:1",
                "publish-metadata-missing sgl-model-gateway/bindings/python/Cargo.toml:1:1",
                "variant-name-differs python/pyproject_cpu.toml:5:8",
                "variant-name-differs sgl-kernel/pyproject_cpu.toml:5:8",
                "variant-version-differs sgl-kernel/pyproject_cpu.toml:6:11",
            ],
            Codes(warnings));
    }

    /// <summary>Cargo itself agrees with the shapes, so that they do not drift from what it takes.</summary>
    [Fact]
    public async Task CargoTakesTheStreamingPlatform()
    {
        var cargo = Peer.Require("cargo");
        using var tree = StreamingPlatform.Write();

        (await cargo.RunAsync("metadata", "--no-deps", "--offline", "--format-version", "1", "--manifest-path", Path.Combine(tree.Root, "Cargo.toml"))).Succeeded();
    }
}
