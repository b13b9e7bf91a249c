using Drayage.Ecosystems.Helm.Detection;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;
using Xunit;

namespace Drayage.Tests.Ecosystems.Helm.Detection;

public sealed class HelmDetectorTests : IDisposable
{
    private readonly ForeignTree tree = new()
    {
        {
            "deploy/platform/Chart.yaml",
            """
            # Copyright: somebody
            apiVersion: v2
            name: harbour-platform
            description: |
              name: not-this-one
            type: application
            version: 1.2.0-dev.20261121.g3f2a1bc
            appVersion: 1.10
            dependencies:
              - name: harbour-operator
                version: 1.1.9
                repository: "file://components/operator"
                condition: operator.enabled
              - name: nats
                version: ">=1.3"
                repository: https://nats-io.github.io/k8s/helm/charts/
              - name: local
                repository: ""
              - name: gone
                version: 1.0.0
                repository: file://../gone
            """
        },
        { "deploy/platform/components/operator/Chart.yaml", "apiVersion: v2\nname: harbour-operator\nversion: \"1.2.0\"\nappVersion: '1.10'\n" },
        { "deploy/platform/charts/nats/Chart.yaml", "apiVersion: v2\nname: nats\nversion: 1.3.1\n" },
        { "deploy/platform/charts/nats/charts/box/Chart.yaml", "apiVersion: v2\nname: box\nversion: 0.1.0\n" },
        { "deploy/platform/charts/local/Chart.yaml", "apiVersion: v2\nname: local\nversion: 0.1.0\n" },
        { "charts/lib/Chart.yaml", "apiVersion: v2\nname: lib\ntype: library\nversion: v1.0\n" },
        { "charts/post/Chart.yaml", "apiVersion: v2\nname: post\nversion: 0.8.1.post2\n" },
        { "charts/old/Chart.yaml", "apiVersion: v1\nname: old\nversion: 1.0.0\n" },
        { "charts/old/requirements.yaml", "dependencies:\n- name: harbour-platform\n  version: ~1.2.0-0\n  repository: oci://registry.example.test/charts\n" },
        { "charts/bare/Chart.yaml", "name: bare\n" },
        { "charts/broken/Chart.yaml", "apiVersion: v2\nname: 'x\n" },
        { "charts/list/Chart.yaml", "- a\n" },
    };

    private readonly DetectedPackages found;

    public HelmDetectorTests() => found = tree.Detect(new HelmDetector());

    public void Dispose() => tree.Dispose();

    [Theory]
    [InlineData("harbour-platform", "deploy/platform/Chart.yaml:7:10", true, "default", PackageRole.Product)]
    [InlineData("harbour-operator", "deploy/platform/components/operator/Chart.yaml:3:10", false, "packed inside harbour-platform", PackageRole.Product)]
    [InlineData("nats", "deploy/platform/charts/nats/Chart.yaml:3:10", false, "a copy of somebody else's chart", PackageRole.Vendored)]
    [InlineData("box", "deploy/platform/charts/nats/charts/box/Chart.yaml:3:10", false, "a copy of somebody else's chart", PackageRole.Vendored)]
    [InlineData("local", "deploy/platform/charts/local/Chart.yaml:3:10", false, "packed inside harbour-platform", PackageRole.Product)]
    [InlineData("lib", "charts/lib/Chart.yaml:4:10", true, "default", PackageRole.Product)]
    [InlineData("post", "charts/post/Chart.yaml:3:10", false, "0.8.1.post2 is not a semantic version", PackageRole.Product)]
    [InlineData("bare", null, false, "Chart.yaml has no apiVersion", PackageRole.Product)]
    public void Charts_are_told_apart(string name, string? versionAt, bool isPublishable, string reason, PackageRole role)
    {
        var chart = Named(name);
        Assert.Equal(
            (versionAt, isPublishable, reason, role),
            (chart.Version.Location?.ToString(), chart.Publishability.IsPublishable, chart.Publishability.Reason, chart.Role));
    }

    [Fact]
    public void Dependencies_are_found_by_path_place_and_name()
    {
        Assert.Equal(
            [("harbour-operator", "1.1.9", false, 11), ("local", null, false, 17)],
            Named("harbour-platform").Dependencies.Select(d => (d.Name, d.Requirement, d.OrdersPublishing, d.At.Line)).Order());
        Assert.Equal(
            [("harbour-platform", "charts/old/requirements.yaml:3:12", true)],
            Named("old").Dependencies.Select(d => (d.Name, d.At.ToString(), d.OrdersPublishing)));
    }

    [Fact]
    public void Accidents_are_warned_of() => Assert.Equal(
        [
            ("missing-local-dependency", "deploy/platform/Chart.yaml:20:14"),
            ("unquoted-version", "deploy/platform/Chart.yaml:8:13"),
            ("unreadable-manifest", "charts/broken/Chart.yaml:2:7"),
            ("unreadable-manifest", "charts/list/Chart.yaml:1:1"),
            ("version-disagreement", "deploy/platform/Chart.yaml:11:14"), ("version-not-semantic", "charts/post/Chart.yaml:3:10"),
        ],
        found.Warnings.Select(warning => (warning.Code, $"{warning.At!.Path}:{warning.At.Line}:{warning.At.Column}")).Order());

    private Package Named(string name) => found.Packages.Single(package => package.Name == name);
}
