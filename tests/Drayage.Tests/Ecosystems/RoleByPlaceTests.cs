using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;
using Xunit;

namespace Drayage.Tests.Ecosystems;

public sealed class RoleByPlaceTests
{
    [Theory]
    [InlineData("gateway/e2e_test/k8s", PackageRole.Test)]
    [InlineData("integration-tests", PackageRole.Test)]
    [InlineData("core/System_Tests/a", PackageRole.Test)]
    [InlineData("foreign/java/microbenchmarks", PackageRole.Benchmark)]
    [InlineData(".devcontainer", PackageRole.Tooling)]
    [InlineData(".github/actions/label", PackageRole.Tooling)]
    [InlineData("rust/vendor/renderer", PackageRole.Vendored)]
    [InlineData("tests/test_data/tree", PackageRole.Test)]
    [InlineData("src/testdata/tree", PackageRole.Fixture)]
    [InlineData("src/test_projects/a", PackageRole.Fixture)]
    [InlineData("test-fixtures/a", PackageRole.Fixture)]
    public void WhatIsNotTheProduct(string directory, PackageRole role) => Assert.Equal(role, RoleByPlace.Of(directory));

    /// <summary>Libraries for the tests of others, and words that only begin or end alike.</summary>
    [Theory]
    [InlineData("crates/tokio-test")]
    [InlineData("packages/test-utils")]
    [InlineData("packages/integration")]
    [InlineData("src/testing")]
    [InlineData("lib/contest")]
    [InlineData("test_recursive")]
    [InlineData("lib/workbench")]
    [InlineData("democracy")]
    [InlineData("")]
    public void WhatIs(string directory) => Assert.Equal(PackageRole.Product, RoleByPlace.Of(directory));
}
